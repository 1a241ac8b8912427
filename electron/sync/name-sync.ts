import type { Activity } from '../../shared/assignment.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { Writer } from '../database/writer.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import type { Logger } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError, ProtimeError } from '../protime/errors.ts';

export interface NameSyncOptions {
  client: Pick<ProtimeClient, 'people' | 'activityDefinitions'>;
  names: NameStore;
  writer: Writer;
  activityStructureVersion: () => string | null;
  /** Reads people by id: those of the plan whom the list did not name. */
  lookUpPeople: (ids: readonly number[]) => void;
  unapplied: Pick<Unapplied, 'putAsideRecords'>;
  log: Logger;
  onNamesChanged: () => void;
  /** The result of `failure` changed. */
  onFailureChanged: () => void;
}

/** Upper limit; the reading ends earlier, at the first level that does not exist. */
const MAX_LEVELS = 10;
const RETRY_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/** Reads the lists of people and activities. A failure does not stop the caller: it is retried automatically. */
export const createNameSync = (options: NameSyncOptions) => {
  const { client, names, writer, activityStructureVersion, unapplied, log, onNamesChanged, onFailureChanged } = options;
  const closing = new AbortController();
  let failures = 0;
  let activitiesFailure: unknown;
  let timer: NodeJS.Timeout | undefined;

  /** @throws ProtimeError `unexpected-answer` when there are any. */
  const putAside = (where: string, unreadable: readonly string[]): void => {
    if (unreadable.length === 0) return;
    // The index makes it unique: two pages may have the same path.
    unapplied.putAsideRecords(
      'unreadable-name',
      unreadable.map((path, n) => `${where} ${n} ${path}`),
    );
    throw new ProtimeError('unexpected-answer', where, {
      detail: `${unreadable.length} unreadable, first ${unreadable[0]}`,
    });
  };

  const readPeople = async (signal: AbortSignal): Promise<void> => {
    const unreadable: string[] = [];
    for await (const page of client.people(signal)) {
      await writer.write(() => names.putPeople(page.readable));
      unreadable.push(...page.unreadable);
    }
    putAside('GET /people', unreadable);
  };

  const readActivities = async (signal: AbortSignal): Promise<void> => {
    const version = activityStructureVersion();
    if (version === null) return;
    const { readable, unreadable } = await readLevels(client, version, signal);
    await writer.write(() => names.putActivities(readable));
    putAside('GET /activity-definitions', unreadable);
  };

  /** @returns what went wrong. */
  const attempt = async (read: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<unknown> => {
    try {
      await read(signal);
      return undefined;
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn('names could not be read', { error: String(error) });
      return error;
    }
  };

  const sync = async (signal: AbortSignal): Promise<void> => {
    clearTimeout(timer);
    const peopleFailure = await attempt(readPeople, signal);
    if (peopleFailure !== undefined) options.lookUpPeople(names.peopleWithoutName());
    activitiesFailure = await attempt(readActivities, signal);
    onNamesChanged();
    onFailureChanged();
    const hasFailed = peopleFailure !== undefined || activitiesFailure !== undefined;
    if (hasFailed) timer = setTimeout(retry, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]).unref();
    failures = hasFailed ? failures + 1 : 0;
  };
  const retry = (): void => void sync(closing.signal).catch(() => {});

  return {
    sync,
    /** Why activities have no name; undefined when they have. People without a name are looked up by id. */
    failure: (): unknown => activitiesFailure,
    close(): void {
      closing.abort();
      clearTimeout(timer);
    },
  };
};

export type NameSync = ReturnType<typeof createNameSync>;

const readLevels = async (client: NameSyncOptions['client'], version: string, signal: AbortSignal) => {
  const all = { readable: [] as Activity[], unreadable: [] as string[] };
  for (let level = 1; level <= MAX_LEVELS; level += 1) {
    try {
      const { readable, unreadable } = await client.activityDefinitions(version, level, signal);
      if (readable.length + unreadable.length === 0) break;
      all.readable.push(...readable);
      all.unreadable.push(...unreadable);
    } catch (error) {
      if (level > 1 && isProtimeError(error, 'not-found')) break;
      throw error;
    }
  }
  return all;
};
