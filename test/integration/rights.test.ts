import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startApp, tempDir, until } from './app.ts';
import { startLive } from './live.ts';

/** Files and folders that others may read or write, as `name mode`. */
const openToOthers = (dir: string): string[] =>
  ['.', ...readdirSync(dir, { recursive: true, encoding: 'utf8' })].flatMap((name) => {
    const { mode } = statSync(join(dir, name));
    return mode & 0o077 ? [`${name} ${(mode & 0o777).toString(8)}`] : [];
  });

it('everything in the data folder is for its owner only', async () => {
  const { app, data } = await startLive();
  await until('the search index', () => readdirSync(data).includes('planner.db-search'));
  expect(openToOthers(data)).toEqual([]);
  await app.kill('SIGTERM');
  expect(openToOthers(data)).toEqual([]);
});

it('also in a folder that was there before', async () => {
  const data = tempDir();
  chmodSync(data, 0o777);
  mkdirSync(join(data, 'backups'), { mode: 0o755 });
  writeFileSync(join(data, 'web.key'), Buffer.alloc(32, 1), { mode: 0o644 });
  const app = startApp(['serve', '--json', '--no-open', '--ui-port', '0', '--data', data]);
  await app.line('listening', ({ event }) => event === 'listening');
  expect(openToOthers(data)).toEqual([]);
});

it.runIf(process.geteuid?.() === 0)('refuses the folder of another account with one sentence', async () => {
  const data = tempDir();
  chownSync(data, 12_345, 12_345);
  const app = startApp(['serve', '--json', '--no-open', '--ui-port', '0', '--data', data]);
  expect(await Promise.race([app.exited, app.line('listening', ({ event }) => event === 'listening')])).toBe(1);
  expect(app.stderr().trim().split('\n')).toEqual([
    expect.stringContaining(`The data folder ${data} belongs to another account`),
  ]);
  expect(readdirSync(data)).toEqual([]);
});
