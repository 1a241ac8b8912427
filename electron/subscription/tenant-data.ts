import { join } from 'node:path';
import type { Settings } from '../../shared/settings.ts';
import type { WritableDb } from '../database/database.ts';
import { clearSearchIndex } from '../database/search/index-file.ts';
import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import { LAST_PUSHED } from '../database/tables/last-delivered.ts';

const DEMO = 'demo data';
const TABLES = [
  'delivery',
  'hint',
  'change',
  'assignment',
  'rejection',
  'person',
  'past_name',
  'activity',
  'gap',
  'counter',
] as const;

/** App state that belongs to one tenant's plan, by its stored names (see storage/app-state.ts). */
const PLAN_STATE_NAMES = [
  'last-alive',
  'synced',
  'last-day-read',
  'told-trouble',
  'withheld',
  'unapplied',
  LAST_PUSHED,
] as const;

/** Key of the tenant whose plan is in the database. */
export const tenantOf = ({ protime }: Settings, isDemo: boolean): string =>
  isDemo ? DEMO : `${protime.environment}/${protime.tenant.toLowerCase()}`;

/**
 * One database holds one tenant's plan. Before another tenant's plan is read, the current one is copied to a separate file
 * (except demo data) and removed. Real data is never deleted.
 * @returns whether something was taken out.
 */
export const clearOtherTenantData = (
  db: WritableDb,
  store: KeyValueStore,
  tenant: string,
  { dataDir, nowMs }: { dataDir: string; nowMs: number },
): boolean => {
  const before = store.get('tenant');
  if (before === tenant) return false;
  const isOtherTenant = typeof before === 'string';
  if (isOtherTenant && before !== DEMO)
    copyTo(db, join(dataDir, `planner-before-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}.db`));
  db.transaction(() => {
    if (isOtherTenant) deleteAllRows(db, TABLES);
    store.set('tenant', tenant);
    if (isOtherTenant) for (const name of PLAN_STATE_NAMES) store.set(name, undefined);
  })();
  if (isOtherTenant) clearSearchIndex(db.name);
  return isOtherTenant;
};

/** Deletes demo data and returns to first run. */
export const forgetDemoData = (db: WritableDb, store: KeyValueStore): void => {
  if (store.get('tenant') !== DEMO) return;
  db.transaction(() => {
    deleteAllRows(db, [...TABLES, 'subscription']);
    for (const name of [...PLAN_STATE_NAMES, 'tenant', 'wanted', 'connection']) store.set(name, undefined);
    store.set('settings', { ...(store.get('settings') as object | undefined), firstRunDone: false });
  })();
  clearSearchIndex(db.name);
};

const deleteAllRows = (db: WritableDb, tables: readonly string[]): void => {
  for (const table of tables) db.exec(`DELETE FROM ${table}`);
  // Log positions start again at 1. The column is the position up to which matches were notified.
  db.exec('UPDATE saved_search SET told_seq = 0');
};

const copyTo = (db: WritableDb, path: string): void => {
  db.prepare('VACUUM INTO ?').run(path);
};
