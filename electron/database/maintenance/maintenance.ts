import { setTimeout as pause } from 'node:timers/promises';
import type { PersonId } from '../../../shared/assignment.ts';
import type { Backup, ForgetResult } from '../../../shared/maintenance.ts';
import type { Settings } from '../../../shared/settings.ts';
import { addMonths, dayOf } from '../../../shared/time.ts';
import type { Logger } from '../../log.ts';
import type { WritableDb } from '../database.ts';
import type { Reader } from '../reader.ts';
import type { Indexer } from '../search/indexer.ts';
import { type ForgottenPeople, storedTenant } from '../tables/forgotten-people.ts';
import type { Writer } from '../writer.ts';
import { eraseForgottenInCopies, listBackups, makeBackup } from './backups.ts';
import { createPersonEraser } from './forget-person.ts';
import { createIncrementalVacuum } from './incremental-vacuum.ts';
import { createRetention, type RetentionStep } from './retention.ts';

export interface MaintenanceOptions {
  db: WritableDb;
  writer: Writer;
  reader: Pick<Reader, 'findPersonRecords'>;
  indexer: Pick<Indexer, 'removeBefore' | 'erase' | 'emptyWalFiles' | 'notify'>;
  forgotten: ForgottenPeople;
  retention: () => Settings['retention'];
  /** False for demo data and for an empty log. */
  areBackupsEnabled: () => boolean;
  log: Logger;
  now: () => number;
  /** The provider's clock; undefined until it has answered. */
  providerNow: () => number | undefined;
  /** Delay of the first check, and interval of the next ones, in ms. */
  firstDelayMs?: number;
  everyMs?: number;
  /** Between two steps, so that other work is not delayed. */
  pauseMs?: number;
}

const DAY_MS = 86_400_000;
const ROWS_PER_TASK = 50;
const STEPS_PER_LONG_PAUSE = 100;
const LONG_PAUSE_MS = 700;
const MAX_WAL_ATTEMPTS = 20;
const WAL_RETRY_MS = 250;

/** Maintenance of the data: deletes old data, makes a daily backup, erases a person. */
export const createMaintenance = (options: MaintenanceOptions) => {
  const { db, writer, reader, indexer, forgotten, log, now, pauseMs = 20 } = options;
  const { firstDelayMs = 120_000, everyMs = 3_600_000 } = options;
  const retention = createRetention(db);
  const personEraser = createPersonEraser(db);
  const vacuum = createIncrementalVacuum(db);
  const abort = new AbortController();
  let pruneDoneAtMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let backup: Promise<Backup> | undefined;
  /** The last task of the queue: tasks run one after another. */
  let last: Promise<unknown> = Promise.resolve();

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  let steps = 0;
  const pauseBetweenSteps = () => {
    steps += 1;
    // A longer pause now and then, so that a checkpoint can finish and the write-ahead file starts again.
    const ms = steps % STEPS_PER_LONG_PAUSE === 0 ? LONG_PAUSE_MS : pauseMs;
    return pause(ms, undefined, { signal: abort.signal, ref: false });
  };

  /** Does not wait for the disk, which would block other writes. After a power cut the task is done again. */
  const writeWithoutSync = async <T>(task: () => T): Promise<T> => {
    // The index thread does the checkpoints, which would block this one.
    indexer.notify();
    try {
      return writer.writeNow(task);
    } catch {
      // The database is locked: the writer's queue waits until it is free.
      return writer.write(task);
    }
  };

  /** False when a program that reads the database prevents it for longer: it is tried again with the next maintenance. */
  const emptyWalFiles = async (): Promise<boolean> => {
    for (let attempt = 0; attempt < MAX_WAL_ATTEMPTS; attempt += 1) {
      if (await indexer.emptyWalFiles()) return true;
      await pause(WAL_RETRY_MS, undefined, { signal: abort.signal, ref: false });
    }
    log.warn('deleted data may still be in the write-ahead file: another program reads the database');
    return false;
  };

  const runSteps = async (step: (after: number) => RetentionStep): Promise<number> => {
    let deleted = 0;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      const done = await writeWithoutSync(() => step(from));
      deleted += done.deleted;
      after = done.next;
      await pauseBetweenSteps();
    }
    return deleted;
  };

  /** Returns all free pages to the file system. */
  const removeFreePages = async (): Promise<void> => {
    while (await writeWithoutSync(vacuum.step)) await pauseBetweenSteps();
  };

  /** Whether it was done: not before the provider has said what time it is. */
  const prune = async (): Promise<boolean> => {
    const providerMs = options.providerNow();
    if (providerMs === undefined) return false;
    // The older of the two clocks: a wrong one deletes nothing.
    const nowMs = Math.min(now(), providerMs);
    const { deliveryDays, historyMonths } = options.retention();
    const day = addMonths(dayOf(nowMs), -historyMonths);
    const beforeMs = Date.parse(`${day}T00:00:00`);
    const deliveries = await runSteps((after) => retention.deliveries(nowMs - deliveryDays * DAY_MS, after));
    const changes = await runSteps((after) => retention.changes(beforeMs, day, after));
    await runSteps((after) => retention.tombstones(beforeMs, after));
    await runSteps((after) => retention.rejections(beforeMs, after));
    if (changes > 0) await indexer.removeBefore(Number.MAX_SAFE_INTEGER);
    if (vacuum.isNeeded()) await removeFreePages();
    // Deleted words stay in the index, and what was deleted in the write-ahead files, until they are rewritten.
    if (changes > 0) await indexer.erase([], []);
    if (deliveries + changes > 0) await emptyWalFiles();
    if (deliveries + changes > 0) log.info('old data was deleted', { deliveries, changes });
    return true;
  };

  const backUp = (): Promise<Backup> => {
    backup ??= makeBackup(db.name, now(), abort.signal).finally(() => {
      backup = undefined;
    });
    return backup;
  };

  /** False for a time in the future: it came from a wrong clock. */
  const isWithinDay = (ms: number): boolean => ms <= now() && now() - ms < DAY_MS;

  const runDueTasks = async (): Promise<void> => {
    try {
      if (forgotten.copiesPending()) await enqueue(eraseInCopies);
      if (!isWithinDay(pruneDoneAtMs) && (await enqueue(prune))) pruneDoneAtMs = now();
      const hasBackup = listBackups(db.name).some(({ madeAtMs }) => isWithinDay(madeAtMs));
      if (options.areBackupsEnabled() && !hasBackup) await backUp();
    } catch (error) {
      if (!abort.signal.aborted) log.error('maintenance failed', { error: String(error) });
    }
    schedule(everyMs);
  };

  const schedule = (ms: number): void => {
    if (abort.signal.aborted) return;
    timer = setTimeout(runDueTasks, ms).unref();
  };

  const forget = async (personId: PersonId): Promise<Omit<ForgetResult, 'exports'>> => {
    // From now on data about this person is ignored.
    forgotten.add(storedTenant(db), personId, now());
    const records = await reader.findPersonRecords(personId);
    for (const task of personEraser.eraseTasks(records, ROWS_PER_TASK)) {
      await writeWithoutSync(task);
      await pauseBetweenSteps();
    }
    // The last write is synchronous and makes all earlier ones durable.
    await writer.write(() => personEraser.eraseNames(personId));
    // Free pages may hold what was deleted by an earlier version, which did not overwrite it.
    await removeFreePages();
    await indexer.erase(
      records.seqs,
      records.mentions.map(({ seq }) => seq),
    );
    return {
      changes: records.seqs.length,
      assignments: records.assignmentIds.length,
      deliveries: records.deliveryIds.length,
      backups: await eraseInCopies(),
    };
  };

  /** Erases forgotten people from the copies as well. Waits for a running backup, which may still contain them. */
  const eraseInCopies = async (): Promise<Backup[]> => {
    await backup?.catch(() => {});
    const failed = await eraseForgottenInCopies(db.name, forgotten.hashes(), abort.signal);
    const isWalEmpty = await emptyWalFiles();
    if (failed.length === 0 && isWalEmpty) forgotten.setCopiesDone();
    if (failed.length > 0) log.warn('copies of the database may contain a forgotten person', { copies: failed.length });
    return failed;
  };

  schedule(firstDelayMs);
  return {
    prune: () => enqueue(prune),
    makeBackup: backUp,
    listBackups: () => listBackups(db.name),
    /** Erases a person from everything the app stores, copies included; returns the copies in which that failed. */
    forget: (personId: PersonId) => enqueue(() => forget(personId)),
    async close(): Promise<void> {
      abort.abort();
      clearTimeout(timer);
      await last;
      await backup?.catch(() => {});
    },
  };
};

export type Maintenance = ReturnType<typeof createMaintenance>;
