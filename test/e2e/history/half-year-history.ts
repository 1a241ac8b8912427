import { openDatabase } from '../../../electron/database/database.ts';
import { openSearchIndex } from '../../../electron/database/search/search-index.ts';
import { createApply } from '../../../electron/ingest/apply.ts';
import { parseAssignment } from '../../../electron/protime/assignment-wire.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import { addDays, dayOf, instantOf, weekday } from '../../../shared/time.ts';
import { createActivities, PEOPLE } from './half-year-names.ts';

const HISTORY_DAYS = 180;
const FIRST_ID = 70_001;
const UNDERSTOOD_LATER_ID = 99_001;
const COMMENTS = [
  'Bring the keys of the north gate',
  'Swap with evening shift',
  'Confirmed by phone',
  'Stand-by',
  null,
];
const STARTS = [360, 420, 480, 840, 1320];

/** A small generator of repeatable numbers in [0, 1). */
const createRandom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
};

/**
 * Fills a data folder with half a year of history: initial sync, changes, gaps, stale and duplicate versions, unrecognised
 * deliveries.
 */
export const prepareHalfYear = (dataDir: string, nowMs = Date.now()): void => {
  const path = databasePathIn(dataDir);
  fill(path, nowMs);
  const index = openSearchIndex(path);
  index.indexChangedNames();
  while (index.indexNewLines(20_000) === 20_000);
  index.close();
};

interface Shift {
  id: number;
  person: { id: number } | null;
  from: string;
  until: string;
  startTimeInMinutes: number;
  endTimeInMinutes: number;
  breakDurationInMinutes: number;
  comments: string | null;
  activityLevels: { level: number; activityDefinition: { id: string } }[];
  isRejected: boolean;
  changeVersion: string;
}

const fill = (path: string, nowMs: number): void => {
  using db = openDatabase(path);
  const stores = createStores(db);
  const { apply } = createApply(stores);
  const random = createRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const activities = createActivities();
  const today = dayOf(nowMs);
  const first = addDays(today, -HISTORY_DAYS);
  let version = 0;
  const nextVersion = () => `0000${String(++version).padStart(12, '0')}`;
  const shifts: Shift[] = [];

  const subscriptionId = stores.subscriptions.insert('months', 'https://months.example/months', nowMs);
  const headers = { 'content-type': 'application/json', 'x-signature': 'sha256=0011223344556677' };
  const storeDelivery = (atMs: number, body: unknown, outcome: 'processed' | 'unrecognised' = 'processed'): number => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const delivery = { subscriptionId, receivedAtMs: atMs, trust: 'signed' as const, headers, body: Buffer.from(text) };
    return stores.deliveries.append(delivery, outcome);
  };
  const applyVersion = (
    shift: Shift,
    atMs: number,
    source: 'webhook' | 'sync',
    options: { initial?: boolean } = {},
  ): void => {
    const event = parseAssignment(structuredClone(shift));
    if (typeof event === 'string') throw new Error(event);
    // Raw deliveries are kept for a month.
    const isDeliveryKept = source === 'webhook' && nowMs - atMs < 30 * 86_400_000;
    const deliveryId = isDeliveryKept ? storeDelivery(atMs, { changeType: 'InsertOrUpdate', data: shift }) : null;
    apply(event, { source, deliveryId, seenAtMs: atMs, fromApi: source === 'sync', initial: options.initial ?? false });
  };

  const createShift = (person: { id: number }, day: string): Shift => {
    const startTimeInMinutes = pick(STARTS);
    return {
      id: FIRST_ID + shifts.length,
      person,
      from: day,
      until: day,
      startTimeInMinutes,
      endTimeInMinutes: startTimeInMinutes + 510,
      breakDurationInMinutes: 30,
      comments: pick(COMMENTS),
      activityLevels: [{ level: 1, activityDefinition: { id: pick(activities).id } }],
      isRejected: false,
      changeVersion: nextVersion(),
    };
  };
  const changeRandomField = (shift: Shift): void => {
    const share = random();
    shift.changeVersion = nextVersion();
    if (share < 0.4) shift.endTimeInMinutes = shift.startTimeInMinutes + 15 * (28 + Math.floor(random() * 8));
    else if (share < 0.55) shift.comments = pick(COMMENTS);
    else if (share < 0.65) shift.person = { id: pick(PEOPLE).id };
    else if (share < 0.75) shift.from = shift.until = addDays(shift.from, random() < 0.5 ? 1 : 7);
    else if (share < 0.85) shift.activityLevels = [{ level: 1, activityDefinition: { id: pick(activities).id } }];
    else shift.isRejected = !shift.isRejected;
  };

  db.transaction(() => {
    stores.names.putPeople(PEOPLE);
    stores.names.putActivities(activities);
    stores.values.set('settings', { firstRunDone: true });
    for (let d = 0; d < HISTORY_DAYS + 20; d += 1)
      for (const person of PEOPLE)
        if (weekday(addDays(first, d)) < 5 && random() < 0.3) {
          const shift = createShift({ id: person.id }, addDays(first, d));
          shifts.push(shift);
          applyVersion(shift, instantOf(first, 0) - 86_400_000 + shifts.length, 'sync', { initial: true });
        }
    let workingDays = 0;
    for (let d = 0; d <= HISTORY_DAYS; d += 1) {
      const day = addDays(first, d);
      if (weekday(day) >= 5) continue;
      workingDays += 1;
      const upcoming = shifts.filter(({ from }) => from >= day && from <= addDays(day, 14));
      const morning = instantOf(day, 420);
      // Two outages per month, independent of the current date.
      const hadOutage = workingDays % 9 === 5;
      if (hadOutage) {
        stores.gaps.begin(instantOf(addDays(day, -1), 1082));
        stores.gaps.end(morning + 60_000, 3);
      }
      for (let n = 0; n < 18; n += 1) {
        const atMs = morning + 120_000 + n * 1_500_000;
        if (atMs > nowMs) break;
        const shift = pick(upcoming);
        if (!shift) continue;
        const old = structuredClone(shift);
        changeRandomField(shift);
        applyVersion(shift, hadOutage && n < 3 ? morning + 61_000 + n : atMs, hadOutage && n < 3 ? 'sync' : 'webhook');
        if (random() < 0.02) applyVersion(shift, atMs + 2000, 'webhook');
        if (random() < 0.02)
          applyVersion(
            { ...old, changeVersion: `${old.changeVersion}5`, comments: 'Came too late' },
            atMs + 3000,
            'webhook',
          );
      }
    }
    // Mark all rejections as notified.
    stores.rejections.markShown(
      stores.rejections.unnotified().map(({ rejection }) => rejection.id),
      'at-once',
      { atMs: nowMs, where: 'browser', inSummary: false },
    );
    // A delivery that an earlier version of the app could not parse, and this one can.
    const understoodLater = {
      ...createShift({ id: PEOPLE[0]?.id ?? 0 }, today),
      id: UNDERSTOOD_LATER_ID,
      comments: 'Understood after an update',
    };
    storeDelivery(nowMs - 10_800_000, { changeType: 'InsertOrUpdate', data: understoodLater }, 'unrecognised');
    storeDelivery(nowMs - 7_200_000, { hello: 'world' }, 'unrecognised');
    storeDelivery(nowMs - 3_600_000, 'not JSON at all', 'unrecognised');
  })();
};
