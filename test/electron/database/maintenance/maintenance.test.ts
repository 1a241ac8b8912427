import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../electron/database/database.ts';
import { listBackups, makeBackup } from '../../../../electron/database/maintenance/backups.ts';
import { createMaintenance } from '../../../../electron/database/maintenance/maintenance.ts';
import {
  restoreBackup,
  runScheduledRestore,
  scheduleRestore,
} from '../../../../electron/database/maintenance/restore.ts';
import { startReader } from '../../../../electron/database/reader.ts';
import { startIndexer } from '../../../../electron/database/search/indexer.ts';
import { openForgottenPeople } from '../../../../electron/database/tables/forgotten-people.ts';
import { createWriter } from '../../../../electron/database/writer.ts';
import { silentLog } from '../../../../electron/log.ts';
import { createSecretBox } from '../../../../electron/storage/secret-box.ts';
import { createStores } from '../../../../electron/storage/stores.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

/** The key of this app. */
const SECRETS = createSecretBox(Buffer.alloc(32, 7));

const NOON = Date.parse('2026-03-10T12:00:00Z');

/** This computer's clock, and the provider's. */
interface Clocks {
  own?: number;
  provider?: number | undefined;
}

const start = (clocks: Clocks = {}) => {
  const core = startFile();
  const writer = createWriter(core.db);
  const reader = startReader(core.path);
  const indexer = startIndexer(core.path, silentLog);
  const forgotten = openForgottenPeople(core.path, SECRETS);
  const maintenance = createMaintenance({
    db: core.db,
    writer,
    reader,
    indexer,
    forgotten,
    retention: () => ({ deliveryDays: 30, historyMonths: 13 }),
    areBackupsEnabled: () => true,
    log: silentLog,
    now: () => clocks.own ?? NOON,
    providerNow: () => clocks.provider,
    pauseMs: 0,
  });
  onTestFinished(async () => {
    await maintenance.close();
    await Promise.all([reader.close(), indexer.close()]);
  });
  return { ...core, writer, reader, indexer, forgotten, maintenance };
};

it('erases a person from the log, the plan, the raw deliveries, the index and every file', async () => {
  const { path, db, names, apply, deliveries, rejections, reader, maintenance, changes } = start();
  names.putPeople([
    { id: 777_001, firstName: 'Zelda', lastName: 'Quirijnen', employeeNumber: null },
    { id: 8, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null },
  ]);
  names.putPeople([{ id: 777_001, firstName: 'Zelda', lastName: 'Vandersmissen', employeeNumber: null }]);
  const hers = { person: { id: 777_001 }, comments: 'kwikstaart' };
  apply(upsert(1, 'A', hers), pushed());
  apply(upsert(1, 'B', { ...hers, isRejected: true }), pushed());
  apply(upsert(2, 'A', { person: { id: 8 } }), pushed());
  apply(upsert(3, 'A', hers), pushed());
  apply(upsert(3, 'B', { person: { id: 8 } }), pushed());
  const deliver = (body: unknown) =>
    deliveries.append(
      { subscriptionId: 1, receivedAtMs: 1, trust: 'signed', headers: {}, body: Buffer.from(JSON.stringify(body)) },
      'processed',
    );
  deliver({ changeType: 'InsertOrUpdate', data: { id: 1, ...hers } });
  deliver({ value: [{ changeType: 'InsertOrUpdate', data: { id: 2, person: { id: 8 }, comments: '777001' } }] });
  fillIndex(path);
  await makeBackup(path, NOON);
  await makeBackup(path, NOON + 1000);
  expect((await reader.search({ text: 'vandersmissen', limit: 10 })).entries).toHaveLength(3);

  expect(await maintenance.forget(777_001)).toEqual({ changes: 3, assignments: 1, deliveries: 1, backups: [] });
  expect(names.people().map(({ id }) => id)).toEqual([8]);
  expect(rejections.list(['open'])).toEqual([]);
  expect(changes.after(0, 100).map(({ seq }) => seq)).toEqual([3, 5]);
  expect((await reader.search({ text: 'vandersmissen', limit: 10 })).entries).toEqual([]);
  expect((await reader.search({ text: 'quirijnen', limit: 10 })).entries).toEqual([]);
  db.close();
  for (const file of readdirSync(dirname(path), { recursive: true, encoding: 'utf8' })) {
    if (file === 'backups') continue;
    const content = readFileSync(join(dirname(path), file))
      .toString('latin1')
      .toLowerCase();
    for (const trace of ['zelda', 'quirijnen', 'vandersmissen', 'kwikstaart'])
      expect([file, trace, content.includes(trace)]).toEqual([file, trace, false]);
  }
});

it('keeps the newest seven backups, each complete, while the log grows', async () => {
  const { path, apply, writer } = start();
  apply(upsert(1, 'A'), pushed());
  for (let day = 0; day < 9; day += 1) {
    const copying = makeBackup(path, NOON + day * 86_400_000);
    await writer.write(() => apply(upsert(1, `B${day}`), pushed()));
    await copying;
  }
  const backups = listBackups(path);
  expect(backups.map(({ name }) => name)).toHaveLength(7);
  expect(backups[0]).toMatchObject({ name: 'planner-2026-03-18T12-00-00.db', madeAtMs: NOON + 8 * 86_400_000 });
  const copy = openDatabase(join(dirname(path), 'backups', backups[0]?.name ?? ''));
  onTestFinished(() => copy.close());
  expect(createStores(copy).assignments.get(1)?.id).toBe(1);
});

it('restores the newest intact backup, and keeps the replaced database', async () => {
  const { path, apply, db } = start();
  apply(upsert(1, 'A'), pushed());
  await makeBackup(path, NOON);
  await makeBackup(path, NOON + 1000);
  writeFileSync(join(dirname(path), 'backups', 'planner-2026-03-10T12-00-01.db'), 'damaged');
  apply(upsert(2, 'A'), pushed());
  db.close();
  writeFileSync(path, 'damaged, too');

  expect(restoreBackup(path, 'planner-2026-03-10T12-00-01.db', NOON, SECRETS)).toMatchObject({
    ok: false,
    reason: 'damaged',
  });
  expect(restoreBackup(path, '../planner.db', NOON, SECRETS)).toMatchObject({ ok: false, reason: 'none' });
  const setAside = path.replace('.db', '-set-aside-2026-03-10T12-00-00.db');
  expect(restoreBackup(path, 'newest', NOON, SECRETS)).toEqual({
    ok: true,
    name: 'planner-2026-03-10T12-00-00.db',
    setAside,
  });
  expect(readFileSync(setAside, 'utf8')).toBe('damaged, too');
  const restored = openDatabase(path);
  onTestFinished(() => restored.close());
  expect(createStores(restored).changes.lastSeq()).toBe(1);
});

it('runs a requested restore or erasure once at the next start', async () => {
  const { path, apply, db } = start();
  apply(upsert(1, 'A'), pushed());
  const { name } = await makeBackup(path, NOON);
  apply(upsert(2, 'A'), pushed());
  db.close();
  scheduleRestore(path, name);
  expect(runScheduledRestore(path, NOON, SECRETS)).toMatchObject({ ok: true, name });
  expect(runScheduledRestore(path, NOON, SECRETS)).toBeUndefined();
});

it('keeps a requested restore for the start at which the keychain is there again', async () => {
  const { path, apply, db } = start();
  apply(upsert(1, 'A'), pushed());
  const { name } = await makeBackup(path, NOON);
  openForgottenPeople(path, SECRETS).add('', 777_001, NOON);
  db.close();
  scheduleRestore(path, name);
  const files = () => readdirSync(dirname(path)).sort();
  const before = files();
  expect(() => runScheduledRestore(path, NOON, createSecretBox(Buffer.alloc(32, 8)))).toThrow('unlock the keychain');
  expect(files()).toEqual(before);
  expect(runScheduledRestore(path, NOON, SECRETS)).toMatchObject({ ok: true, name });
});

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

describe('pruning with a wrong clock', () => {
  const fill = ({ apply, deliveries }: ReturnType<typeof start>) => {
    for (let n = 0; n < 20; n += 1) {
      const seenAtMs = NOON - n * 30 * DAY_MS;
      apply(upsert(1, `A${10 + n}`, { from: '2024-01-01', until: '2024-01-01' }), pushed(seenAtMs));
      const delivery = { subscriptionId: 1, trust: 'signed', headers: {}, body: Buffer.from('x') } as const;
      deliveries.append({ ...delivery, receivedAtMs: seenAtMs }, 'processed');
    }
    apply(upsert(2, 'A'), pushed(NOON));
  };
  const left = ({ db }: ReturnType<typeof start>) =>
    db.prepare('SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM delivery) AS deliveries').get();
  // 13 months and 30 days.
  const PRUNED = { changes: 15, deliveries: 2 };
  const ALL = { changes: 21, deliveries: 20 };

  it.each<[string, Clocks, typeof ALL]>([
    ['right clocks', { provider: NOON }, PRUNED],
    ['our clock a year ahead', { own: NOON + 2 * YEAR_MS, provider: NOON }, PRUNED],
    ['the clock of the provider ahead', { provider: NOON + 9 * YEAR_MS }, PRUNED],
    ['the clock of the provider far behind', { provider: 0 }, ALL],
    ['our clock far behind', { own: NOON - 9 * YEAR_MS, provider: NOON }, ALL],
    ['no answer of the provider yet', {}, ALL],
    ['no answer of the provider yet, our clock ahead', { own: NOON + 2 * YEAR_MS }, ALL],
  ])('deletes nothing that is not old: %s', async (_name, clocks, expected) => {
    const app = start(clocks);
    fill(app);
    await app.maintenance.prune();
    expect(left(app)).toEqual(expected);
  });

  it('keeps the real backups, and makes new ones, after a clock was ahead', async () => {
    const { path } = start();
    for (let day = 0; day < 7; day += 1) await makeBackup(path, NOON + YEAR_MS + day * DAY_MS);
    await makeBackup(path, NOON);
    expect(listBackups(path).map(({ madeAtMs }) => madeAtMs)).toContain(NOON);
    for (let day = 1; day < 7; day += 1) await makeBackup(path, NOON + day * DAY_MS);
    expect(listBackups(path).map(({ madeAtMs }) => madeAtMs)).toEqual(
      [6, 5, 4, 3, 2, 1, 0].map((day) => NOON + day * DAY_MS),
    );
  });
});
