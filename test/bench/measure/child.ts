import { type ChildProcess, fork } from 'node:child_process';

/** A process of its own that answers one command after another. */
export const startChild = (module: URL, args: readonly string[] = [], execArgv: readonly string[] = []) => {
  const child: ChildProcess = fork(module, [...args], { execArgv: [...execArgv], serialization: 'advanced' });
  const exitFailure = new Promise<never>((_, reject) => {
    child.once('exit', (status) => reject(new Error(`${module.pathname} ended with ${status}`)));
  });
  exitFailure.catch(() => {});
  const answer = (): Promise<unknown> =>
    Promise.race([
      exitFailure,
      new Promise((resolve) => child.once('message', ({ answer }: { answer: unknown }) => resolve(answer))),
    ]);
  return {
    pid: child.pid,
    /** What the process says first of its own accord. */
    firstMessage: answer(),
    ask(command: unknown): Promise<unknown> {
      const answered = answer();
      child.send(command as object);
      return answered;
    },
    async close(): Promise<void> {
      const exited = exitFailure.catch(() => {});
      if (child.connected) child.disconnect();
      const forced = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(forced);
    },
  };
};

export type Child = ReturnType<typeof startChild>;
