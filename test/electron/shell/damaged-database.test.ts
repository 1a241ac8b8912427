import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { DatabaseError } from '../../../electron/database/errors.ts';
import { backupsDirOf, makeBackup } from '../../../electron/database/maintenance/backups.ts';
import { createDatabaseRecovery } from '../../../electron/database/maintenance/database-recovery.ts';
import { StartDeclined, startWithRecovery } from '../../../electron/shell/damaged-database.ts';
import { createSecretBox } from '../../../electron/storage/secret-box.ts';
import { createStores } from '../../../electron/storage/stores.ts';

/** The key of this app. */
const SECRETS = createSecretBox(Buffer.alloc(32, 7));

/** A data folder with backups and a database that was overwritten; `press` contains the buttons to press. */
const setup = async (press: readonly string[], { backups = 0 } = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'damaged-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const databasePath = join(dir, 'planner.db');
  {
    using db = openDatabase(databasePath);
    createStores(db).values.set('mark', 'from the backup');
  }
  for (let n = 0; n < backups; n += 1) await makeBackup(databasePath, Date.parse(`2026-03-0${n + 1}T10:00:00Z`));
  writeFileSync(databasePath, 'this is no database at all, but it is long enough to be taken for one'.repeat(200));
  const asked: MessageBoxOptions[] = [];
  const presses = [...press];
  const run = () =>
    startWithRecovery({
      recovery: createDatabaseRecovery(databasePath, () => Date.parse('2026-03-10T12:00:00Z'), SECRETS),
      language: 'en',
      dialog: {
        showMessageBox: async (options) => {
          asked.push(options);
          return { response: (options.buttons ?? []).indexOf(presses.shift() ?? '') };
        },
      },
      start: async () => {
        using db = openDatabase(databasePath);
        return createStores(db).values.get('mark') ?? 'nothing';
      },
    });
  const aside = () => readdirSync(dir).filter((name) => /^planner-set-aside-.*\.db$/.test(name));
  return { dir, databasePath, asked, run, aside };
};

it('restores the newest backup after confirmation, and keeps the damaged file', async () => {
  const { asked, run, aside } = await setup(['Use the backup'], { backups: 2 });
  expect(await run()).toBe('from the backup');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ buttons: ['Use the backup', 'Start over', 'Quit'], cancelId: 2 });
  expect(asked[0]?.detail).toMatch(/2 March 2026/);
  expect(aside()).toHaveLength(1);
});

it('starts with an empty database without a backup, and keeps the damaged file', async () => {
  const { asked, run, aside } = await setup(['Start over']);
  expect(await run()).toBe('nothing');
  expect(asked[0]?.buttons).toEqual(['Start over', 'Quit']);
  expect(aside()).toHaveLength(1);
});

it('asks again when no backup is intact', async () => {
  const { databasePath, asked, run } = await setup(['Use the backup', 'Start over'], { backups: 1 });
  for (const name of readdirSync(backupsDirOf(databasePath)))
    writeFileSync(join(backupsDirOf(databasePath), name), 'damaged, too');
  expect(await run()).toBe('nothing');
  expect(asked.map(({ buttons }) => buttons?.length)).toEqual([3, 2]);
});

it('changes nothing when the planner quits', async () => {
  const { databasePath, run, aside } = await setup(['Quit'], { backups: 1 });
  await expect(run()).rejects.toBeInstanceOf(StartDeclined);
  expect([existsSync(databasePath), aside()]).toEqual([true, []]);
});

it('shows no dialog for other errors', async () => {
  const trouble = new DatabaseError('locked', '/data/planner.db', 'another program has it');
  const start = startWithRecovery({
    recovery: createDatabaseRecovery('/data/planner.db', Date.now, SECRETS),
    language: 'en',
    dialog: { showMessageBox: () => Promise.reject(new Error('asked')) },
    start: () => Promise.reject(trouble),
  });
  await expect(start).rejects.toBe(trouble);
});
