import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { restrictDataFolder } from '../../../electron/storage/private-folder.ts';

const OTHER_USER = (process.geteuid?.() ?? 0) + 1;

const tempDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'private-folder-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

it.skipIf(process.platform === 'win32')('takes the rights of others away in a folder that was there before', () => {
  const dir = tempDir();
  chmodSync(dir, 0o755);
  const files = ['planner.db', 'planner.db-wal', 'planner.db-search', 'web.key', 'backups/old.db', 'exports/all.csv'];
  for (const folder of ['backups', 'exports', 'window']) mkdirSync(join(dir, folder), { mode: 0o755 });
  for (const file of files) writeFileSync(join(dir, file), 'x', { mode: 0o644 });
  expect(restrictDataFolder(dir)).toEqual([]);
  expect([dir, ...['backups', 'exports', 'window'].map((name) => join(dir, name))].map(modeOf)).toEqual(
    Array(4).fill('700'),
  );
  expect(files.map((file) => modeOf(join(dir, file)))).toEqual(files.map(() => '600'));
});

it('creates a folder that is missing', () => {
  const dir = join(tempDir(), 'a', 'b');
  restrictDataFolder(dir);
  expect(statSync(dir).isDirectory()).toBe(true);
});

it.runIf(process.platform === 'linux')('refuses a folder that the system does not make', () => {
  expect(() => restrictDataFolder('/proc/assignment-monitor')).toThrow(expect.objectContaining({ code: 'read-only' }));
});

it('refuses a folder of another account', () => {
  const dir = tempDir();
  expect(() => restrictDataFolder(dir, OTHER_USER)).toThrow(
    expect.objectContaining({ code: 'not-owner', path: dir, message: expect.stringContaining('another account') }),
  );
});

it('does not change the rights of what a link leads to', () => {
  const [dir, elsewhere] = [tempDir(), join(tempDir(), 'notes')];
  writeFileSync(elsewhere, 'x', { mode: 0o644 });
  symlinkSync(elsewhere, join(dir, 'notes'));
  restrictDataFolder(dir);
  expect(modeOf(elsewhere)).toBe('644');
});

it.runIf(process.geteuid?.() === 0)(
  'refuses a key file of another account, but not a folder that is not used',
  async () => {
    const { chownSync } = await import('node:fs');
    const dir = tempDir();
    mkdirSync(join(dir, 'lost+found'));
    chownSync(join(dir, 'lost+found'), OTHER_USER, OTHER_USER);
    restrictDataFolder(dir);
    const key = join(dir, 'web.key');
    writeFileSync(key, 'x');
    chownSync(key, OTHER_USER, OTHER_USER);
    expect(() => restrictDataFolder(dir)).toThrow(expect.objectContaining({ code: 'not-owner', path: key }));
  },
);
