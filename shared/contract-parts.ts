import { z } from 'zod';

/** What a screen asks, and what it gets. */
export const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'request', input, output }) as const;
/** What a screen is told without asking. */
export const push = <P extends z.ZodType>(payload: P) => ({ kind: 'push', payload }) as const;
export const nothing = z.void();
