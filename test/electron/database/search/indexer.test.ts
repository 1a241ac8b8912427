import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../../electron/database/database.ts';
import { openHistory } from '../../../../electron/database/open-history.ts';
import { startReader } from '../../../../electron/database/reader.ts';
import { searchIndexPath } from '../../../../electron/database/search/index-file.ts';
import { startIndexer } from '../../../../electron/database/search/indexer.ts';
import { silentLog } from '../../../../electron/log.ts';
import { eventually } from '../../../eventually.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

it('does not continue after close', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'monitor-indexer-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'planner.db');
  openDatabase(path).close();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());

  const indexer = startIndexer(path, silentLog);
  await vi.advanceTimersByTimeAsync(200);
  await indexer.close();
  // Requests to the thread fail in a later event-loop turn, when the thread ends.
  await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBe(0);
});

it('starts at once when many lines are waiting', async () => {
  const { path, apply, db } = startFile();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const indexer = startIndexer(path, silentLog);
  onTestFinished(() => indexer.close());
  db.transactionWithoutSync(() => {
    for (let n = 0; n < 1000; n += 1) apply(upsert(n + 1, 'A'), pushed());
  });
  for (let n = 0; n < 999; n += 1) indexer.notify();
  // A single timer waits for more lines.
  expect(vi.getTimerCount()).toBe(1);
  indexer.notify();
  expect(vi.getTimerCount()).toBe(0);
  const history = openHistory(path);
  onTestFinished(() => history.close());
  const indexed = history.db.prepare('SELECT indexed_seq FROM search.progress').pluck();
  await eventually(() => expect(indexed.get()).toBe(1000));
});

it('retries a failed update after a delay, not for each new line', async () => {
  const { path } = startFile();
  mkdirSync(searchIndexPath(path));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const warn = vi.fn();
  const indexer = startIndexer(path, { ...silentLog, warn });
  onTestFinished(() => indexer.close());
  indexer.notify(1000);
  await eventually(() => expect(warn).toHaveBeenCalledTimes(1));
  expect(vi.getTimerCount()).toBe(1);
  indexer.notify();
  expect(vi.getTimerCount()).toBe(1);
});

/** The app's threads on a log that is completely indexed. */
const startThreads = async () => {
  const core = startFile();
  const { path, apply, db, names } = core;
  names.putPeople([{ id: 7, firstName: 'Mia', lastName: 'Vos', employeeNumber: null }]);
  let id = 0;
  const addLines = (count: number) =>
    db.transactionWithoutSync(() => {
      for (let n = 0; n < count; n += 1) apply(upsert(++id, 'A', { comments: `merel ${id}` }), pushed());
    });
  addLines(2000);
  const reader = startReader(path);
  const indexer = startIndexer(path, silentLog);
  onTestFinished(async () => {
    await indexer.close();
    await reader.close();
  });
  const untilIndexed = () =>
    eventually(async () => {
      const { until, isComplete } = await reader.countNewMatches([], 1);
      expect([until, isComplete]).toEqual([id, true]);
    });
  const find = async (text: string) => (await reader.search({ text, limit: 5 })).entries.map(({ seq }) => seq);
  await untilIndexed();
  return { ...core, addLines, indexer, untilIndexed, find };
};

it('rebuilds an index that turns out to be damaged while it is filled', async () => {
  const { path, addLines, indexer, untilIndexed, find } = await startThreads();
  const checkpoint = new Sqlite(searchIndexPath(path));
  checkpoint.pragma('wal_checkpoint(TRUNCATE)');
  checkpoint.close();
  const pages = readFileSync(searchIndexPath(path));
  writeFileSync(searchIndexPath(path), pages.fill(0xa5, 4096));
  addLines(1000);
  indexer.notify(1000);
  await untilIndexed();
  expect(await find('"mia vos" merel')).toEqual([3000, 2999, 2998, 2997, 2996]);
  expect(await find('merel 17')).toEqual([17]);
});

it('rebuilds an index that was deleted while in use', async () => {
  const { path, addLines, indexer, untilIndexed, find } = await startThreads();
  for (const suffix of ['', '-wal', '-shm']) rmSync(searchIndexPath(path) + suffix, { force: true });
  addLines(1000);
  indexer.notify(1000);
  await untilIndexed();
  expect(existsSync(searchIndexPath(path))).toBe(true);
  expect(await find('vos merel')).toEqual([3000, 2999, 2998, 2997, 2996]);
});
