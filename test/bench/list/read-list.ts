import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { startChild } from '../measure/child.ts';
import { NODE_FLAGS } from '../measure/node-flags.ts';

export interface AppReading {
  perSecond: number;
  /** How much longer the last tenth of the list took than the first. */
  lastTenthAgainstFirst: number;
  /** How often the connection was shown anew meanwhile. */
  statuses: number;
  /** Of the app's process while it reads. */
  loopP99Ms: number;
  loopMaxMs: number;
  /** Most memory of the app's process, resident. */
  peakMiB: number;
}

/** The first reading of the running app, from the moment it begins until the connection is live. */
export const readWithApp = async (url: string, dataDir: string, rows: number): Promise<AppReading> => {
  mkdirSync(dataDir);
  const app = startChild(
    new URL('./app.ts', import.meta.url),
    [dataDir, url, String(rows)],
    [...NODE_FLAGS, ...profiling()],
  );
  try {
    await app.firstMessage;
    return (await app.ask('reading')) as AppReading;
  } finally {
    await app.close();
    expectRows(new Sqlite(databasePathIn(dataDir), { readonly: true }), 'assignment', rows);
  }
};

/** `PROFILE=folder`: the app's threads write CPU profiles there. */
const profiling = (): string[] => (process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []);

/** The least one can do with the same list: parse each page and keep each row, a commit a page. */
export const readBare = async (url: string, dataDir: string, rows: number): Promise<{ perSecond: number }> => {
  mkdirSync(dataDir);
  const db = new Sqlite(join(dataDir, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, change_version TEXT NOT NULL, body TEXT NOT NULL)');
  const put = db.prepare('INSERT OR REPLACE INTO row (id, change_version, body) VALUES (?, ?, ?)');
  const putAll = db.transaction((items: readonly { id: number; changeVersion: string }[]) => {
    for (const item of items) put.run(item.id, item.changeVersion, JSON.stringify(item));
  });
  const startedMs = performance.now();
  let next: string | undefined = '/connector/protimeapi/api/v1/assignments';
  while (next !== undefined) {
    const page = (await (await fetch(url + next)).json()) as { value: []; nextLink?: string };
    putAll(page.value);
    next = page.nextLink;
  }
  const perSecond = (rows * 1000) / (performance.now() - startedMs);
  expectRows(db, 'row', rows);
  return { perSecond };
};

const expectRows = (db: Sqlite.Database, table: string, rows: number): void => {
  const found = Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  db.close();
  if (found !== rows) throw new Error(`${found} of ${rows} rows were read`);
};
