import type { PersonId } from '../../../shared/assignment.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { bodyText, jsonOf } from '../../protime/delivery-body.ts';
import type { Delivery, DeliveryStore } from './deliveries.ts';
import type { HintStore } from './hints.ts';
import type { NameStore } from './names.ts';

/** Forgotten people of the current tenant. */
export interface ForgottenLookup {
  has(personId: PersonId): boolean;
  isEmpty(): boolean;
}

/** Stores that ignore forgotten people: neither their names nor the events about them are stored. */
export const storesWithoutForgotten = <S extends { names: NameStore; deliveries: DeliveryStore; hints: HintStore }>(
  stores: S,
  forgotten: ForgottenLookup,
): S => ({
  ...stores,
  names: namesWithoutForgotten(stores.names, forgotten),
  deliveries: deliveriesWithoutForgotten(stores.deliveries, forgotten),
  hints: hintsWithoutForgotten(stores.hints, forgotten),
});

const hintsWithoutForgotten = (hints: HintStore, forgotten: ForgottenLookup): HintStore => ({
  ...hints,
  add: (event, reason, origin) => {
    const isForgotten = event.kind === 'upsert' && forgotten.has(event.fields.personId ?? 0);
    hints.add(isForgotten ? { ...event, fields: { ...event.fields, personId: null } } : event, reason, origin);
  },
});

const namesWithoutForgotten = (names: NameStore, forgotten: ForgottenLookup): NameStore => ({
  ...names,
  putPeople: ((people) => names.putPeople(people.filter(({ id }) => !forgotten.has(id)))) as NameStore['putPeople'],
});

const deliveriesWithoutForgotten = (deliveries: DeliveryStore, forgotten: ForgottenLookup): DeliveryStore => ({
  ...deliveries,
  append: (delivery, outcome) =>
    deliveries.append(
      // Usually the list is empty; checking a body costs as much as parsing it.
      forgotten.isEmpty() ? delivery : withoutForgotten(delivery, forgotten),
      outcome,
    ),
});

/**
 * The same delivery when it names no forgotten person. An event about a forgotten person is stored as a deletion with the id
 * of the shift, which is needed to confirm the delivery with the API. The body that is written instead is plain.
 */
const withoutForgotten = (delivery: Delivery, { has: isForgotten }: Pick<ForgottenLookup, 'has'>): Delivery => {
  const text = bodyText(delivery);
  const json = jsonOf(text);
  if (json === undefined) {
    const mayName = [...text.matchAll(/\d{1,16}/g)].some(([number]) => isForgotten(Number(number)));
    return mayName ? withPlainBody(delivery, FORGOTTEN_MARK) : delivery;
  }
  return isAbout(json, isForgotten) ? withPlainBody(delivery, removeForgotten(json, isForgotten)) : delivery;
};

const withPlainBody = (delivery: Delivery, json: unknown): Delivery => {
  const { 'content-encoding': _, ...headers } = delivery.headers;
  return {
    ...delivery,
    headers: { ...headers, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(json)),
  };
};

const FORGOTTEN_MARK = { forgotten: true };

/** Whether a forgotten person is named anywhere in it. */
const isAbout = (value: unknown, isForgotten: ForgottenLookup['has']): boolean => {
  if (typeof value === 'string') return isJsonText(value) && isAbout(jsonOf(value), isForgotten);
  if (Array.isArray(value)) return value.some((one) => isAbout(one, isForgotten));
  if (!isJsonObject(value)) return false;
  return namesForgotten(value, isForgotten) || Object.values(value).some((one) => isAbout(one, isForgotten));
};

/** JSON may stand in JSON as a text. */
const isJsonText = (text: string): boolean => /^\s*[[{"]/.test(text);

const namesForgotten = ({ person }: Record<string, unknown>, isForgotten: ForgottenLookup['has']): boolean =>
  isJsonObject(person) && isForgotten(Number(person.id));

const removeForgotten = (value: unknown, isForgotten: ForgottenLookup['has']): unknown => {
  if (typeof value === 'string' && isAbout(value, isForgotten)) return removeForgotten(jsonOf(value), isForgotten);
  if (Array.isArray(value)) return value.map((one) => removeForgotten(one, isForgotten));
  if (!isJsonObject(value)) return value;
  const shift = isJsonObject(value.data) ? value.data : value;
  if (namesForgotten(shift, isForgotten)) return deletionOf(shift);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, removeForgotten(one, isForgotten)]));
};

const deletionOf = ({ id, changeVersion }: Record<string, unknown>): unknown => ({
  changeType: 'Delete',
  data: { id, changeVersion },
  ...FORGOTTEN_MARK,
});
