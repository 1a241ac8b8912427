import '../electron/require-node.ts';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { bundle } from './bundle.ts';
import { type Child, startChild } from './child-process.ts';
import { fromRoot } from './project.ts';

// Rebuilds and restarts web mode whenever a source changes. Reload the page to see it.
const DEBOUNCE_MS = 200;
let server: Child | undefined;
let timer: NodeJS.Timeout | undefined;
let isRestarting = false;

const stop = async (): Promise<void> => {
  if (!server || server.process.exitCode !== null || server.process.signalCode !== null) return;
  const ended = once(server.process, 'exit');
  server.signal('SIGTERM');
  await ended;
};

const restart = async (): Promise<void> => {
  if (isRestarting) return scheduleRestart();
  isRestarting = true;
  try {
    await bundle();
    await stop();
    server = startChild(process.execPath, [fromRoot('dist/electron/cli.js'), 'serve', ...process.argv.slice(2)]);
  } catch (error) {
    // The build failed: keep the last version running.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    isRestarting = false;
  }
};

const scheduleRestart = (): void => {
  clearTimeout(timer);
  timer = setTimeout(restart, DEBOUNCE_MS);
};

for (const folder of ['renderer', 'shared', 'electron']) watch(fromRoot(folder), { recursive: true }, scheduleRestart);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().then(() => process.exit(0)));
await restart();
