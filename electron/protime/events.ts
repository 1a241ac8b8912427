import type { ChangeEvent } from '../../shared/change-event.ts';
import { isJsonObject } from '../../shared/json.ts';
import { parseAssignment, parseDelete } from './assignment-wire.ts';
import { jsonOf } from './delivery-body.ts';

/**
 * An item of a body that is not an event, or an event of which some fields cannot be read, with the reason. `index` is its
 * position in the body.
 */
export interface UnreadableItem {
  index: number;
  reason: string;
  raw: unknown;
}

export interface ParsedEvents {
  events: ChangeEvent[];
  unreadable: UnreadableItem[];
}

/**
 * The change events in the body of a delivery: one item or an array of items, as they are or wrapped (see `itemsOf`); an item
 * is an event, or a bare assignment. Never throws; an item that is not an event does not hold up the others.
 */
export const parseEvents = (body: unknown): ParsedEvents => parseItems(itemsOf(body));

/** The events in some items of a body. @param firstIndex position of the first of them in the body. */
export const parseItems = (items: readonly unknown[], firstIndex = 0): ParsedEvents => {
  const parsed: ParsedEvents = { events: [], unreadable: [] };
  for (const [at, raw] of items.entries()) {
    const event = parseItem(raw);
    if (typeof event === 'string') parsed.unreadable.push({ index: firstIndex + at, reason: event, raw });
    else {
      parsed.events.push(event);
      if (event.kind === 'upsert' && event.unreadableField !== undefined)
        parsed.unreadable.push({ index: firstIndex + at, reason: event.unreadableField, raw });
    }
  }
  return parsed;
};

/** Names of properties that may contain the items, in upper or lower case; the first one found is used. */
const WRAPPERS = ['events', 'value', 'data', 'assignments', 'items', 'changes', 'event', 'payload', 'body', 'message'];
const MAX_DEPTH = 4;
/** More than fit into a body, since an assignment takes about 100 bytes. Further items are reported as unreadable. */
const MAX_ITEMS = 150_000;

/**
 * The items of a body. Wrappers may be nested, and JSON may be a string inside JSON, at most 4 levels in all. An empty list has
 * no items; a value that is no wrapper is one item.
 */
export const itemsOf = (body: unknown): readonly unknown[] => limited(unwrap(body, MAX_DEPTH));

const limited = (items: readonly unknown[]): readonly unknown[] =>
  items.length > MAX_ITEMS ? [...items.slice(0, MAX_ITEMS), 'too many items'] : items;

const unwrap = (value: unknown, depth: number): readonly unknown[] => {
  const content = typeof value === 'string' ? jsonOf(value) : value;
  if (depth === 0 || content === undefined) return [value];
  if (Array.isArray(content)) {
    const items = limited(content);
    return items.some(isWrapper) ? items.flatMap((item) => unwrap(item, depth - 1)) : items;
  }
  if (typeof content === 'string') return unwrap(content, depth - 1);
  const inner = isJsonObject(content) ? wrapped(content) : undefined;
  return inner === undefined ? [content] : unwrap(inner, depth - 1);
};

/** Whether an item of an array is not an event itself, but may contain events. */
const isWrapper = (item: unknown): boolean =>
  Array.isArray(item) || typeof item === 'string' || (isJsonObject(item) && wrapped(item) !== undefined);

/** What a wrapper contains; undefined when the object is an event, or neither. */
const wrapped = (object: Record<string, unknown>): unknown => {
  if (object.changeType !== undefined)
    return Array.isArray(object.data) ? eventPerItem(object, object.data) : undefined;
  if (object.changeVersion !== undefined) return undefined;
  for (const wrapper of WRAPPERS)
    for (const name of Object.keys(object))
      if (name.toLowerCase() === wrapper && mayContainItems(object[name])) return object[name];
  return undefined;
};

const eventPerItem = (event: Record<string, unknown>, items: readonly unknown[]): unknown[] =>
  items.map((data) => ({ ...event, data: Array.isArray(data) ? null : data }));

const mayContainItems = (value: unknown): boolean =>
  typeof value === 'object' ? value !== null : typeof value === 'string' && /^[\s\ufeff]*[[{"]/.test(value);

/** The event, or a text with the reason why it is invalid. */
const parseItem = (item: unknown): ChangeEvent | string => {
  if (!isJsonObject(item)) return 'not an event: not an object';
  // Protime's documentation shows the fields without `data` around them, so both forms are accepted.
  const data = item.data === undefined ? item : contentOf(item.data);
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

const contentOf = (data: unknown): unknown => (typeof data === 'string' ? jsonOf(data) : data);

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
