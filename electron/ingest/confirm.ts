import type { DeliveryStore, WaitingDelivery } from '../database/tables/deliveries.ts';
import type { Writer } from '../database/writer.ts';
import type { Log } from '../log.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { Applied } from './apply.ts';
import type { Ingest } from './ingest.ts';
import { parseDelivery } from './parse-delivery.ts';
import type { Unapplied } from './unapplied.ts';

export interface ConfirmOptions {
  client: ProtimeClient;
  ingest: Ingest;
  deliveries: DeliveryStore;
  writer: Writer;
  unapplied: Pick<Unapplied, 'putAside' | 'waitingChanged'>;
  log: Log;
  /** Changes confirmed by the API; notified like those of any delivery. */
  onConfirmed: (applied: readonly Applied[]) => void;
}

const DELIVERIES_PER_ROUND = 200;
const SINGLE_REQUESTS = 8;
const GATHER_MS = 300;
const RETRY_MS = [5_000, 15_000, 60_000, 300_000] as const;

/**
 * Confirms unverified deliveries: the assignments they name are read from the API over TLS, and that answer is applied.
 * Deliveries wait in the database, so an outage or a restart loses none. A few assignments are read by id; many through the
 * list of their people and days, then by id what the list did not contain.
 */
export const createConfirmer = (options: ConfirmOptions) => {
  const { client, ingest, deliveries, writer, unapplied, log, onConfirmed } = options;
  const abort = new AbortController();
  const { signal } = abort;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let failures = 0;

  const confirmBatch = async (): Promise<void> => {
    const waiting = deliveries.waiting(DELIVERIES_PER_ROUND);
    if (waiting.length === 0) return;
    const hints = hintsOf(waiting);
    const answers = await readAll([...hints.values()]);
    const events = [...answers.values()].filter((answer) => typeof answer === 'object');
    const missing = [...answers].flatMap(([id, answer]) => (answer === 'not-found' ? [id] : []));
    onConfirmed(await ingest.applyConfirmed({ events, missing }));
    await writer.write(() => {
      for (const { id } of waiting) deliveries.setOutcome(id, 'confirmed');
      for (const { id, deliveryId } of hints.values())
        if (answers.get(id) === 'unreadable') deliveries.setOutcome(deliveryId, 'partly');
    });
    unapplied.putAside('unreadable-row', [...answers.values()].filter((answer) => answer === 'unreadable').length);
    unapplied.waitingChanged();
    if (waiting.length === DELIVERIES_PER_ROUND) await confirmBatch();
  };

  const readAll = async (hints: readonly Hint[]): Promise<Answers> => {
    const answers: Answers = new Map();
    if (hints.length > SINGLE_REQUESTS) await readList(hints, answers);
    for (const { id } of hints) if (!answers.has(id)) answers.set(id, await readOne(id));
    return answers;
  };

  const readList = async (hints: readonly Hint[], answers: Answers): Promise<void> => {
    const requestedIds = new Set(hints.map(({ id }) => id));
    const places = hints.map(({ place }) => place).filter((place) => place !== undefined);
    const days = places.map(({ from }) => from).sort();
    const [from, until] = [days[0], days.at(-1)];
    if (from === undefined || until === undefined) return;
    const personIds = places.map(({ personId }) => personId).filter((id) => id !== null);
    for await (const page of client.assignments({ from, until, personIds }, signal)) {
      for (const event of page.assignments) if (requestedIds.has(event.id)) answers.set(event.id, event);
      for (const { id } of page.rejected) if (id !== undefined && requestedIds.has(id)) answers.set(id, 'unreadable');
    }
  };

  /** An unreadable answer must not block the others; its delivery stays stored, to be processed again. */
  const readOne = async (id: number): Promise<Answer> => {
    try {
      return (await client.assignment(id, signal)) ?? 'not-found';
    } catch (error) {
      if (!isProtimeError(error, 'unexpected-answer')) throw error;
      log.warn('an assignment could not be read', { error: String(error) });
      return 'unreadable';
    }
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    try {
      await confirmBatch();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      const delayMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? GATHER_MS;
      failures += 1;
      log.warn('unverified deliveries are not confirmed yet, will retry', { error: String(error), retryInMs: delayMs });
      schedule(delayMs);
    }
  };

  const schedule = (delayMs: number) => {
    if (timer || signal.aborted) return;
    timer = setTimeout(() => {
      running = running.then(run);
    }, delayMs).unref();
  };

  return {
    /** Call when unverified deliveries are waiting. Works in the background, one batch at a time. */
    confirmSoon: () => schedule(GATHER_MS),
    async close(): Promise<void> {
      abort.abort();
      clearTimeout(timer);
      await running;
    },
  };
};

type Answer = UpsertEvent | 'not-found' | 'unreadable';
type Answers = Map<number, Answer>;

/** An assignment named by a delivery, and where the list may contain it; unknown for a delete. */
interface Hint {
  id: number;
  deliveryId: number;
  place: { from: string; personId: number | null } | undefined;
}

const hintsOf = (waiting: readonly WaitingDelivery[]): Map<number, Hint> => {
  const hints = new Map<number, Hint>();
  for (const { id: deliveryId, ...received } of waiting)
    for (const event of parseDelivery(received).events)
      hints.set(event.id, {
        id: event.id,
        deliveryId,
        place: event.kind === 'upsert' ? { from: event.fields.from, personId: event.fields.personId } : undefined,
      });
  return hints;
};
