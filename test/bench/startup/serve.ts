import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../measure/node-flags.ts';

const CLI = fileURLToPath(new URL('../../../dist/electron/cli.js', import.meta.url));

interface Line {
  event: string;
  ui?: string;
  receiver?: string;
  state?: string;
}

export interface Served extends AsyncDisposable {
  pid: number;
  /** When the process was asked for, as `performance.now()`. */
  startedAtMs: number;
  /** Resolves with the first line that fits. */
  line(fits: (line: Line) => boolean): Promise<Line>;
}

/** The built app as a terminal starts it, in a process of its own. */
export const serve = (dataDir: string, args: readonly string[] = [], env: Record<string, string> = {}): Served => {
  const startedAtMs = performance.now();
  const child = spawn(
    process.execPath,
    [...NODE_FLAGS, CLI, 'serve', '--json', '--no-open', '--ui-port', '0', '--data', dataDir, ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const checkLines of waiting) checkLines();
  });
  const ended = once(child, 'exit');
  const exitFailure = ended.then(([status]) => {
    throw new Error(`the app ended with ${status}`);
  });
  exitFailure.catch(() => {});
  const line: Served['line'] = (fits) => {
    const { promise, resolve } = Promise.withResolvers<Line>();
    const checkLines = () => {
      const found = lines.find(fits);
      if (!found) return;
      waiting.delete(checkLines);
      resolve(found);
    };
    waiting.add(checkLines);
    checkLines();
    return Promise.race([promise, exitFailure]);
  };
  return {
    pid: child.pid ?? 0,
    startedAtMs,
    line,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
