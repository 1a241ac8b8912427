import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { backupsDirOf, MAX_BACKUPS, makeBackup } from '../../../../electron/database/maintenance/backups.ts';
import { startFile } from '../files.ts';

// Deleting a large file can block the disk as long as a commit: no answer may wait for that.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const rmSync: typeof fs.rmSync = (path, options) => {
    if (String(path).endsWith('.db')) throw new Error('the thread that answers was held up by a file');
    fs.rmSync(path, options);
  };
  return { ...fs, rmSync };
});

it('deletes the oldest backups without blocking', async () => {
  const { path } = startFile();
  const names: string[] = [];
  for (let day = 1; day <= MAX_BACKUPS; day += 1) names.push((await makeBackup(path, Date.UTC(2026, 2, day))).name);
  writeFileSync(join(backupsDirOf(path), 'note.txt'), 'not a backup');
  const { name } = await makeBackup(path, Date.UTC(2026, 2, 20));
  expect(readdirSync(backupsDirOf(path)).sort()).toEqual(['note.txt', ...names.slice(1), name]);
});

it('ends with the app, and leaves no unfinished copy to the next backup', async () => {
  const { path } = startFile();
  const app = new AbortController();
  const interrupted = makeBackup(path, Date.UTC(2026, 2, 1), app.signal);
  app.abort();
  await expect(interrupted).rejects.toThrow();
  writeFileSync(join(backupsDirOf(path), 'planner-2026-03-01T00-00-00.db.part'), 'half a copy');
  const { name } = await makeBackup(path, Date.UTC(2026, 2, 2));
  expect(readdirSync(backupsDirOf(path))).toEqual([name]);
});
