import { onTestFinished, vi } from 'vitest';

/** Takes every deadline that is set from now on (`AbortSignal.timeout`) into the hands of the test. Given back when it ends. */
export const holdDeadlines = () => {
  const open: AbortController[] = [];
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const abort = new AbortController();
    open.push(abort);
    return abort.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return {
    /** All that were set are reached. */
    reach(): void {
      for (const abort of open.splice(0))
        abort.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    },
  };
};
