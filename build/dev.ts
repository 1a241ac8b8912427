import '../electron/require-node.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { bundle } from './bundle.ts';
import { at, root } from './project.ts';

// Rebuilds and restarts web mode whenever a source changes. Reload the page to see it.
const SETTLE_MS = 200;
let serving: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let working = false;

const stop = async (): Promise<void> => {
  if (!serving || serving.exitCode !== null) return;
  serving.kill('SIGTERM');
  await once(serving, 'exit');
};

const restart = async (): Promise<void> => {
  if (working) return later();
  working = true;
  try {
    await bundle();
    await stop();
    serving = spawn(process.execPath, [at('dist/electron/cli.js'), 'serve', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    });
  } catch (error) {
    // Half-typed code: the last good version keeps running.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    working = false;
  }
};

const later = (): void => {
  clearTimeout(timer);
  timer = setTimeout(restart, SETTLE_MS);
};

for (const folder of ['renderer', 'shared', 'electron']) watch(at(folder), { recursive: true }, later);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));
await restart();
