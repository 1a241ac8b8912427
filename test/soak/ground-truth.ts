import Sqlite from 'better-sqlite3';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { clock } from './clock.ts';

/** A change at the provider that is not yet in the app's database. */
export interface PendingEvent {
  readonly id: number;
  /** null: it was deleted. */
  readonly version: string | null;
  readonly raisedAtMs: number;
  /** The first day; undefined when it was deleted. */
  readonly day: string | undefined;
}

interface Row {
  change_version: string;
  deleted: number;
}

/**
 * Ground truth: tracks all changes at the provider and reads from the database file, not through the app, which of them are
 * stored.
 */
export const createGroundTruth = (
  tenant: Pick<DemoTenant, 'assignments'>,
  databasePath: () => string,
  isLagging: () => boolean,
) => {
  /** When the way last hid a change of an assignment: only a comparison can find it. */
  const hiddenAtMs = new Map<number, number>();
  /** Rejections that were not notified yet, and since when. */
  const unnotified = new Map<number, PendingEvent>();
  const rejected = new Set(tenant.assignments().flatMap(({ id, isRejected }) => (isRejected ? [id] : [])));
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

  const endRejection = (id: number): void => {
    rejected.delete(id);
    unnotified.delete(id);
  };

  return {
    /** The way has hidden the latest changes of these. */
    hide(ids: readonly number[]): void {
      for (const id of ids) hiddenAtMs.set(id, clock.now());
    },
    /** A rejection was notified. */
    notified: (id: number): boolean => unnotified.delete(id),
    /** Rejections at the provider that were not notified yet. */
    unnotified: (): readonly PendingEvent[] => [...unnotified.values()],
    /** Whether only a comparison can find it. */
    isHidden: ({ id, raisedAtMs }: PendingEvent): boolean => (hiddenAtMs.get(id) ?? 0) >= raisedAtMs,
    events: (): number => eventCount,
    /** Records the latest changes of the provider. */
    recordChanges(): void {
      const raisedAtMs = clock.now();
      const present = new Set<number>();
      for (const { id, changeVersion, from: day, isRejected } of tenant.assignments()) {
        present.add(id);
        if (versions.get(id) === changeVersion) continue;
        versions.set(id, changeVersion);
        const event = { id, version: changeVersion, raisedAtMs, day };
        pending.push(event);
        if (isLagging()) hiddenAtMs.set(id, raisedAtMs);
        if (!isRejected) endRejection(id);
        else if (!rejected.has(id)) {
          rejected.add(id);
          unnotified.set(id, event);
        }
        eventCount += 1;
      }
      for (const id of versions.keys()) {
        if (present.has(id)) continue;
        versions.delete(id);
        pending.push({ id, version: null, raisedAtMs, day: undefined });
        if (isLagging()) hiddenAtMs.set(id, raisedAtMs);
        endRejection(id);
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
    pending: (): readonly PendingEvent[] => pending,
    close: (): void => void db?.connection.close(),
  };
};

export type GroundTruth = ReturnType<typeof createGroundTruth>;
