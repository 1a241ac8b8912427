// Loaded before a script that uses `fetch`: why it failed is in the last `cause`, which a script that prints the error does not show.
const { fetch } = globalThis;

const lastCause = (error: unknown): unknown => {
  if (error instanceof AggregateError) return lastCause(error.errors[0]);
  return error instanceof Error && error.cause ? lastCause(error.cause) : error;
};

globalThis.fetch = (...request) =>
  fetch(...request).catch((error: unknown) => {
    throw lastCause(error);
  });
