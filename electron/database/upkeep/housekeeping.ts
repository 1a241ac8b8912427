import { setTimeout as pause } from 'node:timers/promises';
import type { PersonId } from '../../../shared/assignment.ts';
import type { Backup, Forgotten } from '../../../shared/maintenance.ts';
import type { Settings } from '../../../shared/settings.ts';
import { addMonths, dayOf } from '../../../shared/time.ts';
import type { Log } from '../../log.ts';
import type { WritableDb } from '../database.ts';
import type { Reader } from '../reader.ts';
import type { Indexer } from '../search/indexer.ts';
import { type ForgottenPeople, tenantIn } from '../tables/forgotten-people.ts';
import type { Writer } from '../writer.ts';
import { forgetInCopies, listBackups, makeBackup } from './backups.ts';
import { createForgetting } from './forget-person.ts';
import { createFreePages } from './incremental-vacuum.ts';
import { createRetention, type RetentionStep } from './retention.ts';

export interface HousekeepingOptions {
  db: WritableDb;
  writer: Writer;
  reader: Pick<Reader, 'tracesOf'>;
  indexer: Pick<Indexer, 'forgetBefore' | 'erase' | 'notify'>;
  forgotten: ForgottenPeople;
  retention: () => Settings['retention'];
  /** Nothing of a demo is worth a copy. */
  wantsBackups: () => boolean;
  log: Log;
  now: () => number;
  /** When to look first, and how often then, in ms. */
  firstMs?: number;
  everyMs?: number;
  /** Between two steps, so that they take a small part of the time only. */
  pauseMs?: number;
}

const DAY_MS = 86_400_000;
const ROWS_PER_TASK = 50;
const STEPS_PER_BREATH = 100;
const BREATH_MS = 700;

/** The data's own life: what is too old goes, a copy is made each day, a person can be forgotten. */
export const createHousekeeping = (options: HousekeepingOptions) => {
  const { db, writer, reader, indexer, forgotten, log, now, pauseMs = 20 } = options;
  const { firstMs = 120_000, everyMs = 3_600_000 } = options;
  const retention = createRetention(db);
  const forgetting = createForgetting(db);
  const freePages = createFreePages(db);
  const abort = new AbortController();
  let prunedAtMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let backup: Promise<Backup> | undefined;
  /** One piece of work at a time. */
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  let steps = 0;
  const rest = () => {
    steps += 1;
    // Now and then so long that a checkpoint can end, and the write-ahead file begins anew.
    const ms = steps % STEPS_PER_BREATH === 0 ? BREATH_MS : pauseMs;
    return pause(ms, undefined, { signal: abort.signal, ref: false });
  };

  /** Without waiting for the disk, which would hold up everybody: what a power cut undoes is done again. */
  const aside = async <T>(task: () => T): Promise<T> => {
    // Its thread does the checkpoints: this one would be held up by them.
    indexer.notify();
    try {
      return writer.writeNow(task);
    } catch {
      // Locked for a moment: the writer is patient.
      return writer.write(task);
    }
  };

  const inSteps = async (step: (after: number) => RetentionStep): Promise<number> => {
    let deleted = 0;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      const done = await aside(() => step(from));
      deleted += done.deleted;
      after = done.next;
      await rest();
    }
    return deleted;
  };

  const giveBackSpace = async (): Promise<void> => {
    if (!freePages.isWorthIt()) return;
    while (await aside(freePages.step)) await rest();
  };

  const prune = async (): Promise<void> => {
    const { deliveryDays, historyMonths } = options.retention();
    const day = addMonths(dayOf(now()), -historyMonths);
    const beforeMs = Date.parse(`${day}T00:00:00`);
    const deliveries = await inSteps((after) => retention.deliveries(now() - deliveryDays * DAY_MS, after));
    const changes = await inSteps((after) => retention.changes(beforeMs, day, after));
    await inSteps((after) => retention.tombstones(beforeMs, after));
    await inSteps((after) => retention.rejections(beforeMs, after));
    if (changes > 0) await indexer.forgetBefore(Number.MAX_SAFE_INTEGER);
    await giveBackSpace();
    if (deliveries + changes > 0) log.info('what was too old is gone', { deliveries, changes });
  };

  const copy = (): Promise<Backup> => {
    backup ??= makeBackup(db.name, now()).finally(() => {
      backup = undefined;
    });
    return backup;
  };

  const look = async (): Promise<void> => {
    try {
      if (forgotten.copiesPending()) await inTurn(forgetEverywhere);
      if (now() - prunedAtMs >= DAY_MS) {
        await inTurn(prune);
        prunedAtMs = now();
      }
      const newest = listBackups(db.name)[0]?.madeAtMs ?? 0;
      if (options.wantsBackups() && now() - newest >= DAY_MS) await copy();
    } catch (error) {
      if (!abort.signal.aborted) log.error('housekeeping failed', { error: String(error) });
    }
    schedule(everyMs);
  };

  const schedule = (ms: number): void => {
    if (abort.signal.aborted) return;
    timer = setTimeout(look, ms);
    timer.unref();
  };

  const forget = async (personId: PersonId): Promise<Omit<Forgotten, 'exports'>> => {
    // From now on nothing about them comes in any more.
    forgotten.add(tenantIn(db), personId, now());
    const traces = await reader.tracesOf(personId);
    try {
      forgetting.overwrite(true);
      for (const task of forgetting.tasks(traces, ROWS_PER_TASK)) {
        await aside(task);
        await rest();
      }
      // The last one waits for the disk, and with it all before it.
      await writer.write(() => forgetting.name(personId));
    } finally {
      forgetting.overwrite(false);
    }
    await indexer.erase(
      traces.seqs,
      traces.mentions.map(({ seq }) => seq),
    );
    return {
      changes: traces.seqs.length,
      assignments: traces.assignmentIds.length,
      deliveries: traces.deliveryIds.length,
      backups: await forgetEverywhere(),
    };
  };

  /** Takes those who were forgotten out of the copies, too. A copy that is being made may hold them still. */
  const forgetEverywhere = async (): Promise<Backup[]> => {
    await backup?.catch(() => {});
    const left = await forgetInCopies(db.name);
    if (left.length === 0) forgotten.copiesDone();
    else log.warn('copies of the database may hold a person who was forgotten', { copies: left.length });
    return left;
  };

  schedule(firstMs);
  return {
    /** Takes out what is too old now. */
    prune: () => inTurn(prune),
    makeBackup: copy,
    listBackups: () => listBackups(db.name),
    /** Takes a person out of everything the app keeps, copies included; says which of those could not be changed. */
    forget: (personId: PersonId) => inTurn(() => forget(personId)),
    async close(): Promise<void> {
      abort.abort();
      clearTimeout(timer);
      await last;
    },
  };
};

export type Housekeeping = ReturnType<typeof createHousekeeping>;
