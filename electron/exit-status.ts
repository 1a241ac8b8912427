/** Exit statuses; scripts depend on them. */
export const EXIT = { ok: 0, failure: 1, usage: 2, notSetUp: 3 } as const;

/** An error in the command line or its environment. The message is one line that says what was expected; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
