import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { startIndexer } from '../../../electron/database/indexer.ts';
import { silentLog } from '../../../electron/log.ts';

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
