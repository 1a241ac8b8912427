import '../electron/require-node.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { bundle } from './bundle.ts';
import { fromRoot, root } from './project.ts';

// Rebuilds and restarts web mode whenever a source changes. Reload the page to see it.
const DEBOUNCE_MS = 200;
let server: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let isRestarting = false;

const stop = async (): Promise<void> => {
  if (!server || server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
};

const restart = async (): Promise<void> => {
  if (isRestarting) return scheduleRestart();
  isRestarting = true;
  try {
    await bundle();
    await stop();
    server = spawn(process.execPath, [fromRoot('dist/electron/cli.js'), 'serve', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    });
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
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(0)));
await restart();
