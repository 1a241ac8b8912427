import type { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import { ProtimeError } from './errors.ts';

/** Far above any page of a list; keeps a wrong server from filling the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** @throws ProtimeError `unexpected-answer` when the body is larger than any real one. */
export const readText = async (response: Response, where: string): Promise<string> => {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw unexpected(where, response.status, '(body too large)');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/**
 * An answer checked against its schema.
 * @throws ProtimeError `unexpected-answer` with the path of the first wrong field, never its value.
 */
export const checked = <T extends z.ZodType>(
  schema: T,
  answer: { status: number; text: string },
  where: string,
): z.infer<T> => {
  const body = parseJson(answer.text);
  if (body === undefined) throw unexpected(where, answer.status, '(body)');
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw unexpected(where, undefined, pathOf(result.error.issues[0]?.path ?? []));
};

/** What could be read of a list, and where each of the other records is wrong, e.g. `[3].firstName`; never its value. */
export interface Readable<T> {
  readable: T[];
  unreadable: string[];
}

/** The items of one page, each checked by itself: one that cannot be read never costs the others. */
export const readableItems = <T extends z.ZodType>(schema: T, items: readonly unknown[]): Readable<z.infer<T>> => {
  const found: Readable<z.infer<T>> = { readable: [], unreadable: [] };
  for (const [index, item] of items.entries()) {
    const result = schema.safeParse(item);
    if (result.success) found.readable.push(result.data);
    else found.unreadable.push(pathOf([index, ...(result.error.issues[0]?.path ?? [])]));
  }
  return found;
};

export const unexpected = (where: string, status: number | undefined, detail: string): ProtimeError =>
  new ProtimeError('unexpected-answer', where, { status, detail });

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`)).join('') ||
  '(body)';
