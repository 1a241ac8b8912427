import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { createSync } from '../../../electron/connection/sync.ts';
import { openDatabase } from '../../../electron/database/database.ts';
import { startIndexer } from '../../../electron/database/search/indexer.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { silentLog } from '../../../electron/log.ts';
import { createProtimeClient } from '../../../electron/protime/client.ts';
import { createStores } from '../../../electron/stores.ts';
import { createApply } from '../../../electron/timeline/apply.ts';
import { createIngest } from '../../../electron/timeline/ingest.ts';

export interface ReadResult {
  perSecond: number;
  /** Of this process while it reads. */
  loopP99Ms: number;
  loopMaxMs: number;
}

const timed = async (rows: number, read: () => Promise<number>): Promise<ReadResult> => {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const startedMs = performance.now();
  const found = await read();
  const tookMs = performance.now() - startedMs;
  delays.disable();
  if (found !== rows) throw new Error(`${found} of ${rows} rows were read`);
  return { perSecond: (rows * 1000) / tookMs, loopP99Ms: delays.percentile(99) / 1e6, loopMaxMs: delays.max / 1e6 };
};

/** The initial sync of the app: client, checks, log, plan, text index. */
export const syncWithApp = async (url: string, path: string, rows: number): Promise<ReadResult> => {
  await using parts = new AsyncDisposableStack();
  const db = parts.use(openDatabase(path));
  const stores = createStores(db);
  const writer = createWriter(db, { around: stores.counters });
  parts.defer(writer.close);
  const indexer = startIndexer(path, silentLog);
  parts.defer(indexer.close);
  const ingest = createIngest({
    ...stores,
    writer,
    apply: createApply(stores),
    now: Date.now,
    onDelivered: () => {},
    onListed: ({ length }) => indexer.notify(length),
    onWaiting: () => {},
  });
  const client = createProtimeClient({
    apiUrl: url,
    authUrl: url,
    tenant: 'bench',
    clientId: 'bench',
    clientSecret: () => 'bench',
    company: 'Bench',
    version: '1',
    now: Date.now,
  });
  const period = () => ({ monthsBack: 1, monthsAhead: 3 });
  const sync = createSync({
    ...{ ...stores, client, ingest, period, now: Date.now },
    lastDayRead: { get: () => undefined, set: () => {} },
  });
  return await timed(rows, async () => {
    await sync({ initial: true, onProgress: () => {} }, new AbortController().signal);
    return stores.assignments.count();
  });
};

/** The least one can do with the same list: parse each page and keep each row, a commit a page. */
export const syncBare = (url: string, path: string, rows: number): Promise<ReadResult> => {
  const db = new Sqlite(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, change_version TEXT NOT NULL, body TEXT NOT NULL)');
  const put = db.prepare('INSERT OR REPLACE INTO row (id, change_version, body) VALUES (?, ?, ?)');
  const putAll = db.transaction((items: readonly { id: number; changeVersion: string }[]) => {
    for (const item of items) put.run(item.id, item.changeVersion, JSON.stringify(item));
  });
  return timed(rows, async () => {
    let next: string | undefined = '/connector/protimeapi/api/v1/assignments';
    while (next !== undefined) {
      const page = (await (await fetch(url + next)).json()) as { value: []; nextLink?: string };
      putAll(page.value);
      next = page.nextLink;
    }
    return Number(db.prepare('SELECT count(*) FROM row').pluck().get());
  }).finally(() => db.close());
};
