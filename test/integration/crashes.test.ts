import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../electron/database/database.ts';
import { createApply } from '../../electron/ingest/apply.ts';
import { parseEvents } from '../../electron/protime/events.ts';
import { createStores } from '../../electron/storage/stores.ts';
import type { ChangeSource } from '../../shared/change-event.ts';
import { SEED } from '../seed.ts';
import { type App, type Line, startApp, until } from './app.ts';
import { startLive } from './live.ts';
import { changeEvent, deliver, type Event, seeded } from './protime.ts';

const LIVES = Number(process.env.LIVES ?? 25);
/** Two copies of the app, each with its own data and provider, share the work. */
const CHAINS = 2;

it(`keeps every acknowledged delivery over ${CHAINS * LIVES} kills under load (seed ${SEED})`, async () => {
  await Promise.all(Array.from({ length: CHAINS }, (_, n) => lives(SEED + n)));
});

const lives = async (seed: number): Promise<void> => {
  const random = seeded(seed);
  const { tenant, app, data, destination, args, env } = await startLive();
  const ids = tenant.assignments().map(({ id }) => id);
  const answered: Event[] = [];
  const lines: Line[] = [];
  let alive: App = app;
  for (let life = 0; life < LIVES; life += 1) {
    if (life > 0) alive = startApp(args, { env });
    // Mostly while it works, now and then while it starts.
    const before = answered.length;
    const isEarly = life > 0 && random() < 0.15;
    const delayMs = random() * (isEarly ? 400 : 150);
    let ended = false;
    const kill = async () => {
      if (!isEarly) await until('a delivery to be answered', () => answered.length > before);
      await wait(delayMs);
      await alive.kill('SIGKILL');
      ended = true;
    };
    const sender = async () => {
      while (!ended) {
        const id = ids[Math.floor(random() * ids.length)] ?? 0;
        const event = changeEvent(tenant, {
          id,
          isRejected: random() < 0.3,
          startTimeInMinutes: Math.floor(random() * 1440),
        });
        const status = await deliver(destination, event);
        if (status === 204) answered.push(event);
        // Not up yet, or already gone.
        else await wait(5);
      }
    };
    await Promise.all([kill(), ...Array.from({ length: 8 }, sender)]);
    lines.push(...alive.lines);
  }
  const last = startApp(args, { env });
  await last.state('live');
  await last.kill('SIGTERM');
  lines.push(...last.lines);

  const db = new Sqlite(`${data}/planner.db`, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = new Set(
    db
      .prepare<[], { key: string }>(`SELECT assignment_id || ' ' || change_version AS key FROM change`)
      .all()
      .map((r) => r.key),
  );
  expect(answered.length).toBeGreaterThan(LIVES);
  expect(answered.filter(({ data }) => !kept.has(`${data.id} ${data.changeVersion}`))).toEqual([]);
  expect(replayed(db)).toEqual(projectionOf(db));

  // No page was ever open: a flip that still holds waits for one, and none is taken for shown.
  const rejections = db
    .prepare<[], { assignment_id: number; state: string; why: string | null; is_notified: number }>(
      'SELECT assignment_id, state, why, notified_at_ms IS NOT NULL AS is_notified FROM rejection',
    )
    .all();
  const waits = ({ why, is_notified }: (typeof rejections)[number]) => why === 'no-page' && is_notified === 0;
  const isOver = ({ why, state }: (typeof rejections)[number]) => why === 'over' && state === 'withdrawn';
  expect(rejections.filter((r) => !waits(r) && !isOver(r))).toEqual([]);
  // A flip said on standard output is not said again, unless nobody can know whether it was heard.
  const said = lines.filter(({ event }) => event === 'rejected');
  const told = countBy(said.filter(({ again }) => !again).map((line) => Number(line.assignmentId)));
  const known = countBy(rejections.map((r) => r.assignment_id));
  expect([...told].filter(([id, n]) => n > (known.get(id) ?? 0))).toEqual([]);
  const open = rejections.filter(({ state }) => state === 'open');
  const heard = new Set(said.map((line) => Number(line.assignmentId)));
  expect(open.filter((r) => !heard.has(r.assignment_id))).toEqual([]);
  db.close();
};

const countBy = (ids: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};

type Row = Record<string, unknown>;
const projectionOf = (db: Pick<Sqlite.Database, 'prepare'>) => ({
  assignments: db
    .prepare<[], Row>('SELECT * FROM assignment ORDER BY id')
    .all()
    .map(({ seq: _, changed_at_ms: __, ...row }) => row),
  rejections: db
    .prepare<[], Row>(
      'SELECT assignment_id, change_version, state FROM rejection ORDER BY assignment_id, change_version',
    )
    .all(),
});

/** The plan and the rejections that the log makes in an empty database, told line by line from its start. */
const replayed = (log: Sqlite.Database) => {
  const db = openDatabase(':memory:');
  const stores = createStores(db);
  const { apply, applyRemovedFromList } = createApply(stores);
  const lines = log.prepare<[], Row>('SELECT * FROM change ORDER BY seq').all();
  for (const { assignment_id: id, change_version, source, delivery_id, seen_at_ms, after, outcome } of lines) {
    if (outcome === 'duplicate') continue;
    const origin = {
      source: source as ChangeSource,
      deliveryId: delivery_id as number | null,
      seenAtMs: Number(seen_at_ms),
      initial: false,
    };
    const data = after === null ? { id, changeVersion: change_version } : JSON.parse(String(after));
    const [event] = parseEvents(after === null ? { changeType: 'Delete', data } : data).events;
    if (after === null && source === 'sync') applyRemovedFromList(Number(id), origin);
    else if (event) apply(event, origin);
  }
  return projectionOf(db);
};
