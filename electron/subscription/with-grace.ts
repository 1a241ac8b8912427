const GRACE_MS = 3000;

/** A cancelled request may still be executed: its answer is awaited for GRACE_MS, so that it can be undone. */
export const withGrace = async <T>(
  signal: AbortSignal,
  request: (graceSignal: AbortSignal) => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted();
  const graceController = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const giveUp = () => {
    timer = setTimeout(() => graceController.abort(signal.reason), GRACE_MS);
    timer.unref();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await request(graceController.signal);
  } finally {
    signal.removeEventListener('abort', giveUp);
    clearTimeout(timer);
  }
};
