import { z } from 'zod';
import type { PushName } from '../../shared/contract.ts';
import { parseJson } from '../../shared/json.ts';
import { type Answer, parsePush } from './dispatch.ts';

const requestFrame = z.object({
  id: z.number().int().min(0),
  name: z.string().max(100),
  input: z.unknown().optional(),
});
/** `{id, name, input}`: a request of a screen. `input` is omitted where the contract has none. */
export type RequestFrame = z.infer<typeof requestFrame>;

const idFrame = requestFrame.pick({ id: true });

/** A request; only its id when the rest is invalid, so that it can be answered; undefined when there is no valid id. */
export const parseFrame = (text: string): RequestFrame | { id: number } | undefined => {
  const json = parseJson(text);
  return requestFrame.safeParse(json).data ?? idFrame.safeParse(json).data;
};

/** `{id, ok, value}` or `{id, ok, failure}`; `value` is omitted where the contract has none. */
export const answerFrame = (id: number, answer: Answer): string => JSON.stringify({ id, ...answer });

/** `{push, payload}`, reduced to the fields of the contract. @throws z.ZodError */
export const pushFrame = (push: PushName, payload: unknown): string =>
  JSON.stringify({ push, payload: parsePush(push, payload) });
