import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeBackup } from '../../../../electron/database/maintenance/backups.ts';
import { createMaintenance } from '../../../../electron/database/maintenance/maintenance.ts';
import { startReader } from '../../../../electron/database/reader.ts';
import { startIndexer } from '../../../../electron/database/search/indexer.ts';
import { openForgottenPeople } from '../../../../electron/database/tables/forgotten-people.ts';
import { createWriter } from '../../../../electron/database/writer.ts';
import { silentLog } from '../../../../electron/log.ts';
import { createSecretBox } from '../../../../electron/storage/secret-box.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

/** The key of this app. */
const SECRETS = createSecretBox(Buffer.alloc(32, 7));

const NOON = Date.parse('2026-03-10T12:00:00Z');
const DAY_MS = 86_400_000;
const ID = 7_770_017;
/** Words that occur nowhere else, also as numbers in texts. */
const TRACES = [
  'zeldavina',
  'quirijnenszoon',
  'brouckaertinck',
  'kwikstaartveer',
  'xylofoonkast',
  String(ID),
  '0774419',
];

/** Parts of words as well: an index stores only the part that differs from the word before. */
const PARTS = TRACES.flatMap((word) =>
  /^\d+$/.test(word) ? [word] : Array.from({ length: word.length - 4 }, (_, n) => word.slice(n, n + 5)),
);

/** Each file of the data folder that contains a trace, with the trace; UTF-8 and UTF-16. */
const tracesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    if (!statSync(join(dir, name)).isFile()) return [];
    const bytes = readFileSync(join(dir, name));
    const texts = [bytes.toString('latin1').toLowerCase(), bytes.toString('utf16le').toLowerCase()];
    return PARTS.filter((part) => texts.some((text) => text.includes(part))).map((part) => `${name}: ${part}`);
  });

const start = () => {
  const core = startFile();
  const writer = createWriter(core.db);
  const reader = startReader(core.path);
  const indexer = startIndexer(core.path, silentLog);
  const forgotten = openForgottenPeople(core.path, SECRETS);
  const maintenance = createMaintenance({
    ...{ db: core.db, writer, reader, indexer, forgotten, log: silentLog, pauseMs: 0 },
    retention: () => ({ deliveryDays: 30, historyMonths: 13 }),
    areBackupsEnabled: () => true,
    now: () => NOON,
    providerNow: () => NOON,
  });
  onTestFinished(async () => {
    await maintenance.close();
    await Promise.all([reader.close(), indexer.close()]);
  });
  const deliver = (body: unknown, receivedAtMs = NOON) =>
    core.deliveries.append(
      { subscriptionId: 1, receivedAtMs, trust: 'signed', headers: {}, body: Buffer.from(JSON.stringify(body)) },
      'processed',
    );
  return { ...core, dir: dirname(core.path), writer, reader, indexer, maintenance, forgotten, deliver };
};
type App = ReturnType<typeof start>;

/** Long texts need pages of their own, which become free pages. */
const long = (word: string): string => `${word} `.repeat(1500);

const fillWithOthers = ({ apply, db, names }: App) => {
  names.putPeople(
    Array.from({ length: 30 }, (_, n) => ({
      id: 100 + n,
      firstName: `Jan${n}`,
      lastName: 'Peeters',
      employeeNumber: null,
    })),
  );
  db.transactionWithoutSync(() => {
    for (let n = 0; n < 600; n += 1)
      apply(upsert(1000 + n, 'A', { person: { id: 100 + (n % 30) }, comments: `rust ${n}` }), pushed(NOON));
  });
};

it('leaves no byte of a forgotten person in the data folder', async () => {
  const app = start();
  const { path, dir, db, names, apply, deliver, searches, maintenance } = app;
  fillWithOthers(app);
  names.putPeople([{ id: ID, firstName: 'Zeldavina', lastName: 'Quirijnenszoon', employeeNumber: '0774419' }]);
  names.putPeople([{ id: ID, firstName: 'Zeldavina', lastName: 'Brouckaertinck', employeeNumber: '0774419' }]);
  const hers = (comments: string) => ({ person: { id: ID }, comments });
  // Versions replace each other; the longer ones leave free pages.
  for (let n = 0; n < 20; n += 1) {
    apply(
      upsert(1, `A${String.fromCharCode(65 + n)}`, hers(long(n % 2 ? 'kwikstaartveer' : 'xylofoonkast'))),
      pushed(),
    );
    const id = deliver({ changeType: 'InsertOrUpdate', data: { id: 1, ...hers(long('kwikstaartveer')) } });
    if (n % 2) db.prepare('DELETE FROM delivery WHERE id = ?').run(id);
  }
  db.prepare('DELETE FROM change WHERE seq IN (SELECT seq FROM change WHERE person_id = ? LIMIT 5)').run(ID);
  apply(upsert(3, 'A', hers('kwikstaartveer')), pushed());
  apply(upsert(3, 'B', { person: { id: 101 } }), pushed());
  apply(upsert(4, 'A', { person: { id: 102 } }), pushed());
  searches.insert({ name: 'Zeldavina', filters: { text: 'rust' }, notify: false }, 0);
  searches.insert({ name: 'Late', filters: { text: 'broucka' }, notify: true }, 0);
  searches.insert({ name: 'Number', filters: { text: `#${ID}` }, notify: false }, 0);
  searches.insert({ name: 'Others', filters: { text: 'peeters' }, notify: false }, 0);
  fillIndex(path);
  await makeBackup(path, NOON);
  await makeBackup(path, NOON + 1000);
  expect(tracesIn(dir).length).toBeGreaterThan(50);

  await maintenance.forget(ID);
  expect(tracesIn(dir)).toEqual([]);
  expect(searches.list().map(({ name }) => name)).toEqual(['Others']);
  expect(names.people()).toHaveLength(30);
});

it('leaves no byte of what retention deleted', async () => {
  const app = start();
  const { path, dir, apply, deliver, maintenance } = app;
  const oldMs = NOON - 500 * DAY_MS;
  for (let n = 0; n < 20; n += 1) {
    const comments = n % 2 ? long('kwikstaartveer') : `xylofoonkast ${ID}`;
    const days = { from: '2024-01-01', until: '2024-01-01' };
    apply(upsert(1, `A${String.fromCharCode(65 + n)}`, { person: { id: 101 }, comments, ...days }), pushed(oldMs));
    deliver({ changeType: 'InsertOrUpdate', data: { id: 1, comments } }, oldMs);
  }
  // What replaces the last of them says what it replaced, and is old itself.
  apply(upsert(1, 'AZ', { person: { id: 101 }, from: '2024-01-01', until: '2024-01-01' }), pushed(oldMs));
  apply(
    upsert(1, 'B', { person: { id: 101 }, comments: 'later', from: '2026-03-10', until: '2026-03-10' }),
    pushed(NOON),
  );
  fillWithOthers(app);
  fillIndex(path);
  expect(tracesIn(dir).length).toBeGreaterThan(10);
  await maintenance.prune();
  expect(tracesIn(dir)).toEqual([]);
});
