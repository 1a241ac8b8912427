import type { NameStore } from '../database/tables/names.ts';
import type { Writer } from '../database/writer.ts';
import type { Logger } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { EventEffect } from './apply.ts';
import type { Unapplied } from './unapplied.ts';

export interface PersonNameLookupOptions {
  client: Pick<ProtimeClient, 'person'>;
  names: NameStore;
  writer: Writer;
  onNamesChanged: () => void;
  /** `failure` changed. */
  onFailureChanged: () => void;
  unapplied: Pick<Unapplied, 'putAsideRecords'>;
  log: Logger;
}

const BATCH_DELAY_MS = 1000;
const MAX_PARALLEL_REQUESTS = 20;
const RETRY_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/**
 * Reads people by their id: those who appear in a change for the first time, and those whom the list of people did not name.
 * Each is asked for until the answer is a name or "no such person".
 */
export const createPersonNameLookup = (options: PersonNameLookupOptions) => {
  const { client, names, writer, unapplied, onNamesChanged, onFailureChanged, log } = options;
  const abort = new AbortController();
  const requestedIds = new Set<number>();
  const pendingIds = new Set<number>();
  const failedIds = new Set<number>();
  let failure: unknown;
  let failures = 0;
  let isReading = false;
  let gatherTimer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;

  /** @returns the ids that could not be read. */
  const readChunk = async (ids: readonly number[]): Promise<number[]> => {
    const answers = await Promise.allSettled(ids.map((id) => client.person(id, abort.signal)));
    const known = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []));
    if (known.length > 0) {
      await writer.write(() => names.putPeople(known));
      onNamesChanged();
    }
    const unreadable = ids.filter((_, at) => isUnreadable(answers[at]));
    unapplied.putAsideRecords(
      'unreadable-name',
      unreadable.map((id) => `person ${id}`),
    );
    failure = answers.find((answer) => answer.status === 'rejected')?.reason ?? failure;
    return ids.filter((_, at) => answers[at]?.status === 'rejected');
  };

  const readPending = async (): Promise<void> => {
    while (pendingIds.size > 0) {
      const ids = [...pendingIds].slice(0, MAX_PARALLEL_REQUESTS);
      const idsNotRead = await readChunk(ids).catch((error: unknown) => {
        failure = error;
        return ids;
      });
      if (abort.signal.aborted) return;
      for (const id of ids) pendingIds.delete(id);
      for (const id of idsNotRead) failedIds.add(id);
      // Nothing works: the others wait as well.
      if (idsNotRead.length === ids.length) moveAll(pendingIds, failedIds);
    }
  };

  const read = async (): Promise<void> => {
    gatherTimer = undefined;
    if (isReading) return;
    isReading = true;
    await readPending();
    isReading = false;
    if (abort.signal.aborted) return;
    if (failedIds.size === 0) [failure, failures] = [undefined, 0];
    else scheduleRetry();
    onFailureChanged();
  };

  const scheduleRetry = (): void => {
    if (retryTimer) return;
    const usualMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? BATCH_DELAY_MS;
    const delayMs = Math.max(usualMs, (isProtimeError(failure) && failure.retryAfterMs) || 0);
    failures += 1;
    log.warn('names of people could not be read', {
      people: failedIds.size,
      error: String(failure),
      retryInMs: delayMs,
    });
    retryTimer = setTimeout(() => {
      retryTimer = undefined;
      moveAll(failedIds, pendingIds);
      void read();
    }, delayMs);
    retryTimer.unref();
  };

  /** Reads the names of these people, unless they are known or were asked for before. */
  const lookUp = (ids: Iterable<number>): void => {
    for (const id of ids) {
      if (requestedIds.has(id)) continue;
      requestedIds.add(id);
      // The database is asked once for each person, not for each change.
      if (!names.person(id)) pendingIds.add(id);
    }
    if (pendingIds.size === 0 || gatherTimer || isReading) return;
    gatherTimer = setTimeout(() => void read(), BATCH_DELAY_MS);
    gatherTimer.unref();
  };

  return {
    lookUp,
    lookUpUnknown: (effects: readonly EventEffect[]): void =>
      lookUp(effects.flatMap(({ assignment }) => assignment?.personId ?? [])),
    /** Why some people have no name; undefined when everyone who exists has one. */
    failure: (): unknown => failure,
    close(): void {
      abort.abort();
      clearTimeout(gatherTimer);
      clearTimeout(retryTimer);
    },
  };
};

const isUnreadable = (answer: PromiseSettledResult<unknown> | undefined): boolean =>
  answer?.status === 'rejected' && isProtimeError(answer.reason, 'unexpected-answer');

const moveAll = (from: Set<number>, to: Set<number>): void => {
  for (const id of from) to.add(id);
  from.clear();
};
