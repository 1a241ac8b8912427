import { openDatabase, type WritableDb } from '../../../electron/database/database.ts';
import { openSearchIndex } from '../../../electron/database/search/search-index.ts';
import { createApply } from '../../../electron/ingest/apply.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import type { ChangeEvent } from '../../../shared/change-event.ts';
import { addDays } from '../../../shared/time.ts';
import { cachedFolder } from '../measure/cached-folder.ts';
import { createRandom } from '../measure/random.ts';
import { progress } from '../measure/report.ts';
import { createVocabulary, FIRST_NAMES, LAST_NAMES } from './vocabulary.ts';

export const PEOPLE = 5000;
/** So that the log covers a year, however long it is. */
export const YEAR_MS = 365 * 86_400_000;
export const BEGIN_MS = Date.UTC(2026, 0, 5);
const ACTIVITIES = 60;
const LINES_PER_COMMIT = 2000;

export const activityId = (n: number): string => `38fc2206-b51f-434a-9c36-9e0e5fc5e${String(100 + n)}`;

/** A log of so many lines as a year of 5,000 people leaves it, and the plan it made. */
export const fillLog = (path: string, lines: number): void => {
  using db = openDatabase(path);
  const stores = createStores(db);
  fillNames(stores.names);
  const { apply } = createApply(stores);
  const next = createLines(lines);
  let seq = 0;
  while (seq < lines) {
    seq = commit(db, () => {
      let last = seq;
      for (let n = 0; n < LINES_PER_COMMIT && last < lines; n++) {
        const { event, origin } = next(last);
        last = apply(event, origin).seq ?? last;
      }
      return last;
    });
  }
};

/** Fills the text index behind the log; how long that took, in ms. */
export const fillIndex = (path: string): number => {
  const beganMs = performance.now();
  const index = openSearchIndex(path);
  index.indexChangedNames();
  while (index.indexNewLines(2000) > 0);
  // As the app does when nothing has happened for a while.
  while (index.optimise());
  index.close();
  return performance.now() - beganMs;
};

/** What the log and its index are made of. */
export const LOG_SOURCES: readonly URL[] = [
  new URL(import.meta.url),
  new URL('./vocabulary.ts', import.meta.url),
  ...['database/migrations/index.ts', 'database/search/schema.ts', 'ingest/apply.ts'].map(
    (path) => new URL(`../../../electron/${path}`, import.meta.url),
  ),
];

/** A data folder with such a log and its index, which stays from one run to the next: to be read, or copied. */
export const cachedLog = (lines: number): string =>
  cachedFolder(`log-${lines}`, LOG_SOURCES, (folder) => {
    const path = databasePathIn(folder);
    fillLog(path, lines);
    const indexMs = fillIndex(path);
    progress(`the index of ${lines} changes took ${(indexMs / 1000).toFixed(1)} s`);
  });

const commit = <T>(db: WritableDb, task: () => T): T => db.transactionWithoutSync(task);

const fillNames = (names: ReturnType<typeof createStores>['names']): void => {
  names.putPeople(
    Array.from({ length: PEOPLE }, (_, n) => ({
      id: 1000 + n,
      firstName: FIRST_NAMES[n % FIRST_NAMES.length] ?? '',
      lastName: LAST_NAMES[Math.floor(n / FIRST_NAMES.length) % LAST_NAMES.length] ?? '',
      employeeNumber: String(n).padStart(5, '0'),
    })),
  );
  names.putActivities(
    Array.from({ length: ACTIVITIES }, (_, n) => ({ id: activityId(n), level: 1, name: `Werkplek ${n} onthaal` })),
  );
};

type Fields = Extract<ChangeEvent, { kind: 'upsert' }>['fields'];

/** The line that follows `seq` others: mostly new or changed shifts, some saves of nothing, copies and late ones. */
const createLines = (lines: number) => {
  const random = createRandom(7);
  const sentence = createVocabulary(random);
  const below = (n: number) => Math.floor(random() * n);
  const plan: { id: number; version: number; fields: Fields }[] = [];
  let version = 0;

  const firstFields = (today: string): Fields => {
    const from = addDays(today, below(60) - 5);
    const dice = random();
    const startMinutes = 300 + 15 * below(60);
    return {
      personId: random() < 0.02 ? null : 1000 + below(PEOPLE),
      from,
      until: dice < 0.95 ? from : dice < 0.99 ? addDays(from, 1 + below(9)) : null,
      startMinutes,
      endMinutes: startMinutes + 480,
      breakMinutes: 30,
      comments: random() < 0.65 ? sentence() : null,
      activities: [{ level: 1, activityId: activityId(below(ACTIVITIES)) }],
      isRejected: false,
    };
  };

  const changed = (fields: Fields, today: string): Fields => {
    const dice = random();
    if (fields.isRejected && dice < 0.3) return { ...fields, isRejected: false };
    if (dice < 0.4) return { ...fields, startMinutes: 300 + 15 * below(60) };
    if (dice < 0.65) return { ...fields, comments: sentence() };
    if (dice < 0.75) return { ...fields, personId: 1000 + below(PEOPLE) };
    if (dice < 0.85) {
      const from = addDays(today, below(60) - 5);
      return { ...fields, from, until: fields.until === null ? null : from };
    }
    if (dice < 0.9) return { ...fields, activities: [{ level: 1, activityId: activityId(below(ACTIVITIES)) }] };
    return dice < 0.94 ? { ...fields, isRejected: true } : fields;
  };

  return (seq: number): { event: ChangeEvent; origin: Parameters<ReturnType<typeof createApply>['apply']>[1] } => {
    const seenAtMs = BEGIN_MS + Math.floor((seq / lines) * YEAR_MS);
    const today = new Date(seenAtMs).toISOString().slice(0, 10);
    const origin = {
      source: random() < 0.12 ? 'sync' : 'webhook',
      deliveryId: null,
      seenAtMs,
      initial: false,
    } as const;
    const dice = random();
    // What changes was mostly made lately.
    const known = plan[plan.length - 1 - below(Math.min(plan.length, 30_000))];
    if (!known || dice < 0.3) {
      const row = { id: 50_000 + plan.length, version: ++version, fields: firstFields(today) };
      plan.push(row);
      return { event: upsert(row.id, row.version, row.fields), origin };
    }
    if (dice < 0.33)
      return { event: upsert(known.id, known.version, known.fields), origin: { ...origin, source: 'webhook' } };
    if (dice < 0.36)
      return { event: { kind: 'delete', id: known.id, changeVersion: text(++version), raw: {} }, origin };
    if (dice < 0.37) return { event: upsert(known.id, ++version - 20, known.fields), origin };
    known.version = ++version;
    known.fields = changed(known.fields, today);
    return { event: upsert(known.id, known.version, known.fields), origin };
  };
};

const text = (version: number): string => `0000${version.toString(16).toUpperCase().padStart(16, '0')}`;

const upsert = (id: number, version: number, fields: Fields): ChangeEvent => ({
  kind: 'upsert',
  id,
  changeVersion: text(version),
  fields,
  raw: {
    changeVersion: text(version),
    id,
    ...(fields.personId === null ? {} : { person: { id: fields.personId } }),
    from: fields.from,
    until: fields.until,
    startTimeInMinutes: fields.startMinutes,
    endTimeInMinutes: fields.endMinutes,
    breakDurationInMinutes: fields.breakMinutes,
    comments: fields.comments,
    activityLevels: fields.activities.map((a) => ({ level: a.level, activityDefinition: { id: a.activityId } })),
    isRejected: fields.isRejected,
  },
});
