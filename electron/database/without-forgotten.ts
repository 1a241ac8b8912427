import type { PersonId } from '../../shared/assignment.ts';
import { isRecord } from '../protime/assignment-wire.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { NameStore } from './names.ts';

/** Whether somebody was forgotten. */
export type IsForgotten = (personId: PersonId) => boolean;

/** Stores that take in nothing about those who were forgotten: neither their names nor what deliveries say of them. */
export const storesWithoutForgotten = <S extends { names: NameStore; deliveries: DeliveryStore }>(
  stores: S,
  isForgotten: IsForgotten,
): S => ({
  ...stores,
  names: namesWithoutForgotten(stores.names, isForgotten),
  deliveries: deliveriesWithoutForgotten(stores.deliveries, isForgotten),
});

const namesWithoutForgotten = (names: NameStore, isForgotten: IsForgotten): NameStore => ({
  ...names,
  putPeople: ((people) => names.putPeople(people.filter(({ id }) => !isForgotten(id)))) as NameStore['putPeople'],
});

const deliveriesWithoutForgotten = (deliveries: DeliveryStore, isForgotten: IsForgotten): DeliveryStore => ({
  ...deliveries,
  append: (delivery, outcome) =>
    deliveries.append({ ...delivery, body: bodyWithoutForgotten(delivery.body, isForgotten) }, outcome),
});

/**
 * The same body when it names nobody who was forgotten. An event about them is kept as if it were a deletion: which shift it was
 * about has to be known where the API still has to confirm it.
 */
export const bodyWithoutForgotten = (body: Buffer, isForgotten: IsForgotten): Buffer => {
  const text = body.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const mayName = [...text.matchAll(/\d{1,16}/g)].some(([number]) => isForgotten(Number(number)));
    return mayName ? Buffer.from(JSON.stringify(GONE)) : body;
  }
  return isAbout(json, isForgotten) ? Buffer.from(JSON.stringify(without(json, isForgotten))) : body;
};

const GONE = { forgotten: true };

/** Whether a person who was forgotten stands anywhere in it. */
const isAbout = (value: unknown, isForgotten: IsForgotten): boolean => {
  if (Array.isArray(value)) return value.some((one) => isAbout(one, isForgotten));
  if (!isRecord(value)) return false;
  return namesForgotten(value, isForgotten) || Object.values(value).some((one) => isAbout(one, isForgotten));
};

const namesForgotten = ({ person }: Record<string, unknown>, isForgotten: IsForgotten): boolean =>
  isRecord(person) && isForgotten(Number(person.id));

const without = (value: unknown, isForgotten: IsForgotten): unknown => {
  if (Array.isArray(value)) return value.map((one) => without(one, isForgotten));
  if (!isRecord(value)) return value;
  const shift = isRecord(value.data) ? value.data : value;
  if (namesForgotten(shift, isForgotten)) return deletionOf(shift);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, without(one, isForgotten)]));
};

const deletionOf = ({ id, changeVersion }: Record<string, unknown>): unknown => ({
  changeType: 'Delete',
  data: { id, changeVersion },
  ...GONE,
});
