import { z } from 'zod';

/** A request of a screen: its input and output. */
export const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const;
/** A message sent to the screens without a request. */
export const push = <P extends z.ZodType>(payload: P) => ({ kind: 'push', payload }) as const;
export const nothing = z.void();
