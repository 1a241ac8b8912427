import type { ChangeEvent } from '../../shared/change-event.ts';
import { isJsonObject } from '../../shared/json.ts';
import { parseAssignment, parseDelete } from './assignment-wire.ts';

/**
 * An item of a body that is not an event, or an event of which some fields cannot be read, with the reason. `index` is its
 * position in the body.
 */
export interface RejectedItem {
  index: number;
  reason: string;
  raw: unknown;
}

export interface ParsedEvents {
  events: ChangeEvent[];
  rejected: RejectedItem[];
}

/**
 * The change events in the body of a delivery: one item, an array of items, `{"value": [items]}`, or a bare assignment.
 * Never throws; an invalid item does not prevent reading the others.
 */
export const parseEvents = (body: unknown): ParsedEvents => {
  const parsed: ParsedEvents = { events: [], rejected: [] };
  for (const [index, raw] of itemsOf(body).entries()) {
    const event = parseItem(raw);
    if (typeof event === 'string') parsed.rejected.push({ index, reason: event, raw });
    else {
      parsed.events.push(event);
      if (event.kind === 'upsert' && event.unread !== undefined)
        parsed.rejected.push({ index, reason: event.unread, raw });
    }
  }
  return parsed;
};

const itemsOf = (body: unknown): readonly unknown[] => {
  if (Array.isArray(body)) return body;
  if (isJsonObject(body) && Array.isArray(body.value) && body.data === undefined && body.id === undefined)
    return body.value;
  return [body];
};

/** The event, or a text with the reason why it is invalid. */
const parseItem = (item: unknown): ChangeEvent | string => {
  if (!isJsonObject(item)) return 'not an event: not an object';
  // Protime's documentation shows the fields without `data` around them, so both forms are accepted.
  const data = item.data === undefined ? item : item.data;
  if (data === item && item.changeVersion === undefined && item.id === undefined) return 'not an event: no data';
  switch (changeTypeOf(item.changeType, data === item)) {
    case 'upsert':
      return parseAssignment(data);
    case 'delete':
      return parseDelete(data);
    default:
      return 'changeType: unknown';
  }
};

const changeTypeOf = (value: unknown, bare: boolean): ChangeEvent['kind'] | undefined => {
  if (value === undefined && bare) return 'upsert';
  if (typeof value !== 'string') return undefined;
  switch (value.toLowerCase()) {
    case 'insertorupdate':
    case 'insert':
    case 'update':
      return 'upsert';
    case 'delete':
      return 'delete';
    default:
      return undefined;
  }
};
