import { openDatabase } from '../../../electron/database/database.ts';
import { openSearchIndex } from '../../../electron/database/search/search-index.ts';
import { createApply } from '../../../electron/ingest/apply.ts';
import { parseAssignment } from '../../../electron/protime/assignment-wire.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import { dayOf } from '../../../shared/time.ts';
import { createEventStream } from '../load/event-stream.ts';
import { cachedFolder, copyCached } from '../measure/cached-folder.ts';
import { prepareDataDir } from './data-dir.ts';

const PER_COMMIT = 10_000;
const LINES_PER_STEP = 20_000;

const SOURCES: readonly URL[] = [
  new URL(import.meta.url),
  new URL('./data-dir.ts', import.meta.url),
  new URL('../load/event-stream.ts', import.meta.url),
  ...['database/migrations/index.ts', 'database/search/schema.ts', 'ingest/apply.ts'].map(
    (path) => new URL(`../../../electron/${path}`, import.meta.url),
  ),
];

/** A data folder with a long history, including deliveries and text index. */
export const prepareBigLog =
  (changes: number) =>
  (dataDir: string): void => {
    // The history ends today.
    const inputs = [...SOURCES, dayOf(Date.now())];
    copyCached(
      cachedFolder(`posted-${changes}`, inputs, (folder) => fillDataDir(folder, changes)),
      dataDir,
    );
  };

const fillDataDir = (dataDir: string, changes: number): void => {
  prepareDataDir(dataDir);
  const path = databasePathIn(dataDir);
  fillLog(path, changes);
  const index = openSearchIndex(path);
  index.indexChangedNames();
  while (index.indexNewLines(LINES_PER_STEP) === LINES_PER_STEP);
  index.close();
};

const fillLog = (path: string, changes: number): void => {
  using db = openDatabase(path);
  const stores = createStores(db);
  const { apply } = createApply(stores);
  const stream = createEventStream();
  const startedAtMs = Date.now() - changes * 1000;
  const postEvent = (n: number): void => {
    const data = stream.nextVersion();
    const event = parseAssignment(data);
    if (typeof event === 'string') throw new Error(event);
    const receivedAtMs = startedAtMs + n * 1000;
    const body = Buffer.from(JSON.stringify({ changeType: 'InsertOrUpdate', data }));
    const headers = { 'content-type': 'application/json' };
    const delivery = { subscriptionId: 1, body, headers, trust: 'signed' as const, receivedAtMs };
    const deliveryId = stores.deliveries.append(delivery, 'processed');
    apply(event, { source: 'webhook', deliveryId, seenAtMs: receivedAtMs, initial: false });
  };
  const postRange = db.transaction((from: number, until: number) => {
    for (let n = from; n < until; n++) postEvent(n);
  });
  for (let n = 0; n < changes; n += PER_COMMIT) postRange(n, Math.min(changes, n + PER_COMMIT));
};
