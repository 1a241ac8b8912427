import Sqlite from 'better-sqlite3';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { clock } from './clock.ts';

/** A change at the provider that is not yet in the app's database. */
interface PendingEvent {
  readonly id: number;
  /** null: it was deleted. */
  readonly version: string | null;
  readonly raisedAtMs: number;
}

interface Row {
  change_version: string;
  deleted: number;
}

/**
 * Ground truth: tracks all changes at the provider and reads from the database file, not through the app, which of them are
 * stored.
 */
export const createGroundTruth = (tenant: Pick<DemoTenant, 'assignments'>, databasePath: () => string) => {
  const versions = new Map(tenant.assignments().map(({ id, changeVersion }) => [id, changeVersion]));
  let pending: PendingEvent[] = [];
  let db: { connection: Sqlite.Database; row: Sqlite.Statement<[number], Row> } | undefined;
  let lastVersion: unknown;
  let eventCount = 0;

  const open = () => {
    if (db) return db;
    const connection = new Sqlite(databasePath(), { readonly: true, fileMustExist: true });
    const row = connection.prepare<[number], Row>('SELECT change_version, deleted FROM assignment WHERE id = ?');
    db = { connection, row };
    return db;
  };
  const isKnown = ({ id, version }: PendingEvent, row: Row | undefined): boolean => {
    const isGone = row === undefined || row.deleted === 1;
    if (version === null || !versions.has(id)) return isGone;
    return row !== undefined && row.change_version >= version;
  };

  return {
    events: (): number => eventCount,
    /** Records the latest changes of the provider. */
    recordChanges(): void {
      const raisedAtMs = clock.now();
      const present = new Set<number>();
      for (const { id, changeVersion } of tenant.assignments()) {
        present.add(id);
        if (versions.get(id) === changeVersion) continue;
        versions.set(id, changeVersion);
        pending.push({ id, version: changeVersion, raisedAtMs });
        eventCount += 1;
      }
      for (const id of versions.keys()) {
        if (present.has(id)) continue;
        versions.delete(id);
        pending.push({ id, version: null, raisedAtMs });
        eventCount += 1;
      }
    },
    /** Removes changes that are now in the app's database. */
    refresh(): void {
      if (pending.length === 0) return;
      const { connection, row } = open();
      const version = connection.pragma('data_version', { simple: true });
      const newest = pending.at(-1);
      // Skip when neither the database nor the provider changed.
      if (version === lastVersion && newest?.raisedAtMs !== clock.now()) return;
      lastVersion = version;
      pending = pending.filter((event) => !isKnown(event, row.get(event.id)));
    },
    /** Since when the oldest event waits; infinite when none does. */
    pendingSinceMs: (): number => pending[0]?.raisedAtMs ?? Number.POSITIVE_INFINITY,
    pending: (): readonly PendingEvent[] => pending,
    close: (): void => void db?.connection.close(),
  };
};

export type GroundTruth = ReturnType<typeof createGroundTruth>;
