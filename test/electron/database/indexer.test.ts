import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { startIndexer } from '../../../electron/database/indexer.ts';
import { openHistory } from '../../../electron/database/open-history.ts';
import { searchIndexPath } from '../../../electron/database/search-index.ts';
import { silentLog } from '../../../electron/log.ts';
import { eventually } from '../../eventually.ts';
import { pushed, upsert } from '../timeline/core.ts';
import { startFile } from './files.ts';

it('is not taken up again when it was closed in the middle of its work', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'monitor-indexer-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'planner.db');
  openDatabase(path).close();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());

  const indexer = startIndexer(path, silentLog);
  await vi.advanceTimersByTimeAsync(200);
  await indexer.close();
  // What was asked of its thread fails when the thread ends, in a turn of its own.
  await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBe(0);
});

it('takes up its work at once when many lines have come', async () => {
  const { path, apply, db } = startFile();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const indexer = startIndexer(path, silentLog);
  onTestFinished(() => indexer.close());
  db.relaxed(() => {
    for (let n = 0; n < 1000; n += 1) apply(upsert(n + 1, 'A'), pushed());
  });
  for (let n = 0; n < 999; n += 1) indexer.poke();
  // One timer waits for more of them.
  expect(vi.getTimerCount()).toBe(1);
  indexer.poke();
  expect(vi.getTimerCount()).toBe(0);
  const history = openHistory(path);
  onTestFinished(() => history.close());
  const indexed = history.db.prepare('SELECT indexed_seq FROM search.progress').pluck();
  await eventually(() => expect(indexed.get()).toBe(1000));
});

it('tries again in a while, and not with each line that comes, where the index cannot be filled', async () => {
  const { path } = startFile();
  mkdirSync(searchIndexPath(path));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const warn = vi.fn();
  const indexer = startIndexer(path, { ...silentLog, warn });
  onTestFinished(() => indexer.close());
  indexer.poke(1000);
  await eventually(() => expect(warn).toHaveBeenCalledTimes(1));
  expect(vi.getTimerCount()).toBe(1);
  indexer.poke();
  expect(vi.getTimerCount()).toBe(1);
});
