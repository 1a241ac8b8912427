import type { PersonId } from '../../../shared/assignment.ts';
import { isJsonObject, parseJson } from '../../../shared/json.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { NameStore } from './names.ts';

/** Forgotten people of the current tenant. */
export interface ForgottenLookup {
  has(personId: PersonId): boolean;
  isEmpty(): boolean;
}

/** Stores that ignore forgotten people: neither their names nor the events about them are stored. */
export const storesWithoutForgotten = <S extends { names: NameStore; deliveries: DeliveryStore }>(
  stores: S,
  forgotten: ForgottenLookup,
): S => ({
  ...stores,
  names: namesWithoutForgotten(stores.names, forgotten),
  deliveries: deliveriesWithoutForgotten(stores.deliveries, forgotten),
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
      forgotten.isEmpty() ? delivery : { ...delivery, body: bodyWithoutForgotten(delivery.body, forgotten) },
      outcome,
    ),
});

/**
 * The same body when it names no forgotten person. An event about a forgotten person is stored as a deletion with the id of the
 * shift, which is needed to confirm the delivery with the API.
 */
const bodyWithoutForgotten = (body: Buffer, { has: isForgotten }: Pick<ForgottenLookup, 'has'>): Buffer => {
  const text = body.toString('utf8');
  const json = parseJson(text);
  if (json === undefined) {
    const mayName = [...text.matchAll(/\d{1,16}/g)].some(([number]) => isForgotten(Number(number)));
    return mayName ? Buffer.from(JSON.stringify(FORGOTTEN_MARK)) : body;
  }
  return isAbout(json, isForgotten) ? Buffer.from(JSON.stringify(removeForgotten(json, isForgotten))) : body;
};

const FORGOTTEN_MARK = { forgotten: true };

/** Whether a forgotten person is named anywhere in it. */
const isAbout = (value: unknown, isForgotten: ForgottenLookup['has']): boolean => {
  if (Array.isArray(value)) return value.some((one) => isAbout(one, isForgotten));
  if (!isJsonObject(value)) return false;
  return namesForgotten(value, isForgotten) || Object.values(value).some((one) => isAbout(one, isForgotten));
};

const namesForgotten = ({ person }: Record<string, unknown>, isForgotten: ForgottenLookup['has']): boolean =>
  isJsonObject(person) && isForgotten(Number(person.id));

const removeForgotten = (value: unknown, isForgotten: ForgottenLookup['has']): unknown => {
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
