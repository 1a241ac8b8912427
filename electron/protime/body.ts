import type { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import type { RequestAnswer } from '../request.ts';
import { ProtimeError } from './errors.ts';

/** Far larger than any page of a list; prevents that a wrong server fills the memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Reads a body as text. @throws ProtimeError `unexpected-answer` when it is larger than any valid one. */
export const readText = async (response: RequestAnswer, label: string): Promise<string> => {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw unexpected(label, response.status, '(body too large)');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/**
 * Parses an answer with its schema.
 * @throws ProtimeError `unexpected-answer` with the path of the first wrong field, never its value.
 */
export const checked = <T extends z.ZodType>(
  schema: T,
  answer: { status: number; text: string },
  label: string,
): z.infer<T> => {
  const body = parseJson(answer.text);
  if (body === undefined) throw unexpected(label, answer.status, '(body)');
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw unexpected(label, undefined, pathOf(result.error.issues[0]?.path ?? []));
};

/** The valid items of a list and, for each invalid one, the path of the wrong field without its value, e.g. `[3].firstName`. */
export interface Readable<T> {
  readable: T[];
  unreadable: string[];
}

/** Parses the items of a page one by one: an invalid item does not prevent reading the others. */
export const readableItems = <T extends z.ZodType>(schema: T, items: readonly unknown[]): Readable<z.infer<T>> => {
  const found: Readable<z.infer<T>> = { readable: [], unreadable: [] };
  for (const [index, item] of items.entries()) {
    const result = schema.safeParse(item);
    if (result.success) found.readable.push(result.data);
    else found.unreadable.push(pathOf([index, ...(result.error.issues[0]?.path ?? [])]));
  }
  return found;
};

export const unexpected = (label: string, status: number | undefined, detail: string): ProtimeError =>
  new ProtimeError('unexpected-answer', label, { status, detail });

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`)).join('') ||
  '(body)';
