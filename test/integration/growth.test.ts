import { expect, it } from 'vitest';
import { openQueries } from '../../electron/database/queries.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { addDays, dayOf } from '../../shared/time.ts';
import { freePort, tempDir } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { changeEvent, deliver, destinationOf, post, removeEvents, startProtime } from './protime.ts';
import { planOf, recordStatements, scansOf } from './recorded-statements.ts';

/** What may be read from one end to the other, because it stays small however much happens. */
const SMALL: readonly RegExp[] = [
  // One row for each name, webhook, time without reception and saved search.
  /^SCAN (person|activity|subscription|gap|saved_search)$/,
  // Only waiting deliveries, what is to be confirmed, and rejections that were not notified yet.
  /^SCAN delivery USING (COVERING )?INDEX delivery_waiting$/,
  /^SCAN hint( USING (COVERING )?INDEX \w+)?$/,
  /^SCAN r USING INDEX rejection_untold$/,
];

const growing = (path: string, ran: ReadonlyMap<string, readonly unknown[]>) =>
  [...ran].flatMap(([sql, values]) =>
    scansOf(path, sql, values)
      .filter((scan) => !SMALL.some((small) => small.test(scan)))
      .map((scan) => ({ scan, sql })),
  );

it('runs no query that is slower with a longer history while deliveries arrive and the connection is shown', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 4 });
  const data = tempDir();
  const ran = recordStatements();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  const { handlers } = core.monitor;
  await time.advanceUntil('live', async () => (await core.status()).state === 'live', 60_000);
  tenant.pauseDeliveries();
  const to = destinationOf(tenant);
  const [one, other] = tenant.assignments().filter(({ isRejected }) => !isRejected);
  if (!one?.person || !other) throw new Error('nothing is planned');
  await post(to.url, JSON.stringify(changeEvent(tenant, { id: one.id, comments: 'not signed' })));
  const late = changeEvent(tenant, { id: one.id, comments: 'late' });
  const rejected = changeEvent(tenant, { id: one.id, isRejected: true });
  const events = [
    ...[rejected, rejected, late, changeEvent(tenant, { id: one.id, isRejected: false })],
    ...[
      changeEvent(tenant, { id: one.id, isRejected: true, from: addDays(one.from, 1) }),
      ...removeEvents(tenant, other.id),
    ],
  ];
  for (const event of [...events, 'not JSON']) await deliver(to, event);
  await post(to.url, '{}');
  // What is looked at by the clock, the data's own life included.
  await time.advance(150_000);
  await handlers['settings.update']({ notifications: { onlyPeople: [one.person.id] } });
  core.monitor.recheck('resume');
  await time.advance(60_000);
  expect(await core.status()).toMatchObject({ state: 'live', today: { applied: expect.any(Number), refused: 1 } });
  await handlers['rejections.list']({ states: ['open'] });
  await handlers['assignment.history']({ id: one.id });

  const path = databasePathIn(data);
  const tables = ['change', 'delivery', 'assignment', 'rejection', 'counter', 'gap', 'setting', 'subscription'];
  const untouched = tables.filter((table) => ![...ran.keys()].some((sql) => new RegExp(`\\b${table}\\b`).test(sql)));
  expect(untouched).toEqual([]);
  expect(growing(path, ran)).toEqual([]);
  expect(scansOf(path, `SELECT c.seq FROM change c WHERE c.source <> 'sync' ORDER BY seq DESC LIMIT 1`, [])).toEqual([
    'SCAN c',
  ]);
});

it('runs no query that is slower with a longer history for open screens', async () => {
  const tenant = await startProtime({ people: 4 });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await core.state('live');
  const path = databasePathIn(data);
  const ran = recordStatements();
  const { timeline, inspector, close } = openQueries(path);
  const today = dayOf(Date.now());
  const range = { from: addDays(today, -7), until: addDays(today, 7) };
  const people = [...tenant.people().map(({ id }) => id), null];
  // The second time, what changed since the first one is looked for.
  for (let n = 0; n < 2; n += 1) timeline.rows(range, today);
  timeline.rows(range, today, { activityIds: ['none'] });
  timeline.snapshot(range, people);
  timeline.histogram(4);
  inspector.deliveries({ limit: 10 });
  inspector.deliveries({ outcomes: ['unrecognised', 'partly'], limit: 10 });
  inspector.line(1);
  inspector.shifts([1, 2]);
  inspector.gaps(0, Number.MAX_SAFE_INTEGER);
  close();
  // The text index is a file of its own, with tests of its own.
  const own = new Map([...ran].filter(([sql]) => !/search\.|^(PRAGMA|ATTACH|DETACH)|pragma_|sqlite_schema/.test(sql)));
  expect(own.size).toBeGreaterThan(10);
  expect(growing(path, own)).toEqual([]);
  // Not to be found in a million others that were understood.
  const unclear = [...own].flatMap(([sql, values]) => (sql.includes("'partly'") ? planOf(path, sql, values) : []));
  expect(unclear).toContainEqual(expect.stringContaining('USING INDEX delivery_unrecognised'));
});
