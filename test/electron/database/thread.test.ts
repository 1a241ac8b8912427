import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { databasePath } from './files.ts';

const SLOW_ADDON = fileURLToPath(new URL('slow-addon.cts', import.meta.url));

/** Runs a program in a new process, which must not abort. It may import from `electron/database/`. */
const exitOf = (program: string): string => {
  const database = new URL('../../../electron/database/', import.meta.url).href;
  const { status, signal, stderr } = spawnSync(process.execPath, ['--require', SLOW_ADDON, '-e', program], {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, DATABASE: databasePath(), MODULES: database },
  });
  return `${status ?? signal}${stderr}`;
};

const START = `
  const { openDatabase } = await import(process.env.MODULES + 'database.ts');
  const path = process.env.DATABASE;
  openDatabase(path).close();
  const channel = new BroadcastChannel('addon');
  const loading = new Promise((resolve) => {
    channel.onmessage = () => {
      channel.close();
      resolve();
    };
  });
`;

it('ends a thread that still loads SQLite, and the process continues', () => {
  const program = `${START}
    const { startReader } = await import(process.env.MODULES + 'reader.ts');
    const reader = startReader(path);
    reader.gaps(0, 1).catch(() => {});
    await loading;
    await reader.close();
  `;
  expect(exitOf(program)).toBe('0');
});

it('lets a process end while a backup begins', () => {
  const program = `${START}
    const { makeBackup } = await import(process.env.MODULES + 'maintenance/backups.ts');
    const { threadsLoaded } = await import(process.env.MODULES + 'thread.ts');
    makeBackup(path, Date.now()).catch(() => {});
    await loading;
    await threadsLoaded();
  `;
  expect(exitOf(program)).toBe('0');
});
