/** Runs a task once for all calls of `start` within its delay. */
export const createDelayed = (task: () => unknown) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    cancel,
    start: (delayMs: number): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        task();
      }, delayMs);
    },
  };
};
