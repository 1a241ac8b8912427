import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { DeliveryStore } from '../database/tables/deliveries.ts';
import type { Hint, HintReason, HintStore } from '../database/tables/hints.ts';
import type { Writer } from '../database/writer.ts';
import type { Logger } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import { createRequestBudget, type RequestBudget } from '../protime/request-budget.ts';
import type { EventEffect } from './apply.ts';
import { createHintReading, type HintAnswers } from './hint-reading.ts';
import { type HintAnswer, isKnown, verdict } from './hint-verdict.ts';
import type { Ingest } from './ingest.ts';
import { parseInTurns } from './parse-delivery.ts';
import type { Unapplied } from './unapplied.ts';
import { MAX_HINTS_PER_DELIVERY } from './unsigned-quota.ts';

export interface ConfirmOptions {
  client: Pick<ProtimeClient, 'assignment' | 'assignments'>;
  ingest: Pick<Ingest, 'applyConfirmed'>;
  assignments: Pick<AssignmentStore, 'current'>;
  deliveries: Pick<DeliveryStore, 'nextUnasked' | 'setOutcome'>;
  hints: HintStore;
  writer: Pick<Writer, 'write'>;
  unapplied: Pick<Unapplied, 'putAside' | 'waitingChanged'>;
  log: Logger;
  now: () => number;
  /** Changes confirmed by the API; notified like those of any delivery. */
  onConfirmed: (effects: readonly EventEffect[]) => void;
}

const HINTS_PER_ROUND = 200;
const BATCH_DELAY_MS = 300;
const MINUTE_MS = 60_000;
/**
 * Requests for hints in any hour until they are slowed down to one round a minute: whoever knows the secret path could cause
 * any number of them.
 */
export const FAST_REQUESTS_PER_HOUR = 1000;
/** Delay before the next attempt while the API does not answer at all. */
const OUTAGE_RETRY_MS = [5_000, 15_000, MINUTE_MS] as const;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;
/** Delay before the next request for one assignment whose answer does not confirm the hint. */
const RETRY_MS = [5_000, 15_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, LONGEST_RETRY_MS] as const;
/** After this many answers, more than 6 minutes, the whole plan is read, and the hint no longer counts as waiting. */
const ATTEMPTS_UNTIL_OVERDUE = 5;
/** Attempts for one hint, over about a day. */
const MAX_ATTEMPTS = 30;

/**
 * Confirms deliveries that cannot be trusted alone: unsigned ones, and signed events that the API contradicts. Each assignment
 * in them is a *hint*: it is read from the API over TLS, and the API's answer is applied. An answer older than the version in
 * the hint confirms nothing: the API is asked again, less and less often. Rounds are small, begin with the newest hints, and
 * each commits its results. Hints are stored in the database, so an outage or a restart loses none.
 */
export const createConfirmer = (options: ConfirmOptions) => {
  const { client, ingest, assignments, deliveries, hints, writer, unapplied, log, now, onConfirmed } = options;
  const requests = createRequestBudget({ perHour: () => FAST_REQUESTS_PER_HOUR, now });
  const reading = createHintReading({ client: recording(client, requests), now, log });
  const abort = new AbortController();
  const { signal } = abort;
  let timer: NodeJS.Timeout | undefined;
  let timerAtMs = 0;
  let running = Promise.resolve();
  let failures = 0;
  let isOutage = false;
  let hasAdopted = false;

  const isSlowedDown = (): boolean => requests.left() === 0;
  const batchDelayMs = (): number => (isSlowedDown() ? MINUTE_MS : BATCH_DELAY_MS);

  const confirmDue = async (): Promise<void> => {
    for (;;) {
      const due = hints.due(now(), HINTS_PER_ROUND);
      if (due.length === 0) break;
      const known = due.filter((hint) => isKnown(hint, assignments.current(hint.assignmentId)));
      if (known.length > 0) await settle(known);
      const open = due.filter((hint) => !known.includes(hint));
      if (open.length === 0) continue;
      await applyAnswers(open, await reading.read(open, signal));
      failures = 0;
      if (isSlowedDown()) break;
    }
    reading.forgetLists();
  };

  const settle = (known: readonly Hint[]): Promise<void> =>
    writer.write(() => {
      for (const hint of known) hints.settle(hint);
      hints.settleDeliveries();
    });

  const applyAnswers = async (open: readonly Hint[], answers: HintAnswers): Promise<void> => {
    const asked = open.flatMap((hint) => {
      const answer = answers.get(hint.assignmentId);
      if (answer === undefined) return [];
      return [{ hint, answer, result: verdict(hint, answer, assignments.current(hint.assignmentId)) }];
    });
    const events = asked.flatMap(({ answer }) => (typeof answer === 'object' ? [answer] : []));
    const isAbsent = ({ hint, answer, result }: (typeof asked)[number]) =>
      answer === 'absent' && (result === 'confirmed' || isLastAttempt(hint));
    const missing = asked.filter(isAbsent).map(({ hint }) => hint.assignmentId);
    if (events.length + missing.length > 0) onConfirmed(await ingest.applyConfirmed({ events, missing }));
    await writer.write(() => {
      for (const { hint, result } of asked) {
        if (result === 'confirmed') hints.settle(hint);
        else if (result === 'unreadable') giveUp(hint);
        else defer(hint, result);
      }
      hints.settleDeliveries();
    });
    const count = (isCounted: (one: (typeof asked)[number]) => boolean): number => asked.filter(isCounted).length;
    unapplied.putAside(
      'unreadable-row',
      count(({ answer }) => isUnreadable(answer)),
    );
    unapplied.putAside(
      'not-confirmed',
      count(({ hint, result }) => result !== 'confirmed' && isLastAttempt(hint)),
    );
    unapplied.waitingChanged();
  };

  const giveUp = (hint: Hint): void => {
    hints.settle(hint);
    if (hint.deliveryId !== null) deliveries.setOutcome(hint.deliveryId, 'partly');
  };

  const defer = (hint: Hint, reason: HintReason): void => {
    const delayMs = RETRY_MS[Math.min(hint.attempts, RETRY_MS.length - 1)] ?? MINUTE_MS;
    if (hint.attempts >= MAX_ATTEMPTS) giveUp(hint);
    else hints.defer(hint, reason, now() + delayMs, hint.attempts + 1 >= ATTEMPTS_UNTIL_OVERDUE);
  };

  /** Deliveries that an earlier version of the app stored and did not confirm, one at a time. */
  const adoptStored = async (): Promise<void> => {
    if (hasAdopted) return;
    for (let after = 0; ; await nextTurn()) {
      signal.throwIfAborted();
      const delivery = deliveries.nextUnasked(after);
      if (!delivery) break;
      after = delivery.id;
      const { events } = await parseInTurns(delivery);
      const isTooMany = events.length > MAX_HINTS_PER_DELIVERY;
      await writer.write(() => {
        if (isTooMany) deliveries.setOutcome(delivery.id, 'partly');
        else
          for (const event of events)
            hints.add(event, 'unsigned', { deliveryId: delivery.id, atMs: delivery.receivedAtMs });
      });
      if (isTooMany) unapplied.putAside('over-quota');
    }
    await settle([]);
    hasAdopted = true;
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    isOutage = false;
    try {
      await writer.write(() => hints.limitNextTry(now() + LONGEST_RETRY_MS));
      await adoptStored();
      await confirmDue();
      const nextTryAtMs = hints.nextTryAtMs();
      if (nextTryAtMs !== null) schedule(Math.min(Math.max(batchDelayMs(), nextTryAtMs - now()), LONGEST_RETRY_MS));
    } catch (error) {
      if (signal.aborted) return;
      const retryAfterMs = isProtimeError(error) ? (error.retryAfterMs ?? 0) : 0;
      const delayMs = Math.max(OUTAGE_RETRY_MS[Math.min(failures, OUTAGE_RETRY_MS.length - 1)] ?? 0, retryAfterMs);
      failures += 1;
      isOutage = true;
      log.warn('nothing can be confirmed yet, will retry', { error: String(error), retryInMs: delayMs });
      schedule(delayMs);
    }
  };

  /** An earlier time replaces a later one. */
  const schedule = (delayMs: number) => {
    const atMs = performance.now() + delayMs;
    if (signal.aborted || (timer && timerAtMs <= atMs)) return;
    clearTimeout(timer);
    timerAtMs = atMs;
    timer = setTimeout(() => {
      running = running.then(run);
    }, delayMs).unref();
  };

  return {
    /**
     * Call when a hint was added. Works in the background, one round at a time. During an outage the next planned attempt does
     * it.
     */
    confirmSoon(): void {
      if (!isOutage) schedule(batchDelayMs());
    },
    async close(): Promise<void> {
      abort.abort();
      clearTimeout(timer);
      await running;
    },
  };
};

/** The same calls, whose requests are recorded. */
const recording = (
  client: ConfirmOptions['client'],
  requests: Pick<RequestBudget, 'record'>,
): ConfirmOptions['client'] => ({
  assignment(id, signal) {
    requests.record();
    return client.assignment(id, signal);
  },
  async *assignments(range, signal) {
    for await (const page of client.assignments(range, signal)) {
      requests.record();
      yield page;
    }
  },
});

/** Whether this is the attempt after which the whole plan is read instead. */
const isLastAttempt = ({ attempts, overdue }: Hint): boolean => !overdue && attempts + 1 >= ATTEMPTS_UNTIL_OVERDUE;

/** Completely or in part. */
const isUnreadable = (answer: HintAnswer): boolean =>
  answer === 'unreadable' || (typeof answer === 'object' && answer.unreadableField !== undefined);
