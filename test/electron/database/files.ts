import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { createApply } from '../../../electron/ingest/apply.ts';
import { createStores } from '../../../electron/storage/stores.ts';

/** Path of a database in a temporary folder, which is deleted after the test. */
export const databasePath = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'database-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'planner.db');
};

/** A log and a plan in a file, for code that opens its own connection. */
export const startFile = (path = databasePath()) => {
  const db = openDatabase(path);
  onTestFinished(() => db.close());
  const stores = createStores(db);
  return { path, db, ...stores, ...createApply(stores) };
};
