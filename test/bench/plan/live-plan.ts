import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Dataset, writeDataset } from './dataset.ts';

const CLI = fileURLToPath(new URL('../../../dist/electron/cli.js', import.meta.url));

/** The built app over a plan, in a process of its own. */
export const startPlan = async (dataset: Dataset, scratch: string) => {
  const data = join(scratch, `plan-${dataset.people.length}`);
  writeDataset(dataset, data);
  const args = [CLI, 'serve', '--json', '--no-open', '--ui-port', '0', '--data', data];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { event, ui } = JSON.parse(line) as { event: string; ui?: string };
      if (event === 'listening' && ui) resolve(ui);
    });
    child.once('exit', (status) => reject(new Error(`the app ended with ${status}`)));
  });
  return {
    url,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
