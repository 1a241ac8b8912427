import type { SendRequest } from '../request.ts';
import type { DemoEvent } from './assignments.ts';
import type { Random } from './random.ts';
import type { Serializer } from './references.ts';
import { type SignatureFormat, signatureHeaders } from './sign.ts';
import type { Webhook, Webhooks } from './webhooks.ts';

/** Concurrent POSTs to one webhook: they sometimes overtake each other. */
const CONCURRENT_PER_WEBHOOK = 8;

interface Delivery {
  readonly webhook: Webhook;
  readonly body: string;
  readonly attempt: number;
}

export interface DeliveriesOptions {
  readonly webhooks: Webhooks;
  readonly serializer: Serializer;
  readonly signature: SignatureFormat;
  readonly random: Random;
  readonly now: () => number;
  /** Delay before each retry; after the last one the webhook is disabled. */
  readonly retryDelaysMs: readonly number[];
  readonly timeoutMs: number;
  /** The share of deliveries that are sent twice. */
  readonly duplicateRatio: number;
  readonly sendRequest: SendRequest;
}

/** Delivers events to the webhooks: at least once, in no order, until the retries run out. */
export const createDeliveries = (options: DeliveriesOptions) => {
  const { webhooks, serializer, signature, random, now, retryDelaysMs, timeoutMs, duplicateRatio, sendRequest } =
    options;
  const closing = new AbortController();
  const waiting = new Map<string, Delivery[]>();
  const inFlight = new Map<string, number>();
  const retries = new Map<NodeJS.Timeout, Webhook>();
  let idleWaiters: (() => void)[] = [];
  let paused = false;

  const isAlive = ({ id }: Webhook): boolean => webhooks.live().some((webhook) => webhook.id === id);
  const isIdle = (): boolean =>
    ![...retries.values()].some(isAlive) &&
    [...inFlight.values()].every((count) => count === 0) &&
    (paused || [...waiting.values()].every((queue) => queue.length === 0));
  const resolveWhenIdle = (): void => {
    if (!isIdle()) return;
    for (const resolve of idleWaiters.splice(0)) resolve();
  };

  const post = async ({ webhook, body }: Delivery): Promise<boolean> => {
    try {
      const response = await sendRequest(webhook.destinationUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'ProtimeDemo-Webhooks/1.0',
          ...signatureHeaders(signature, webhook.key, body, now()),
        },
        body,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      });
      // Read to its end, so that the connection can be used again.
      await Array.fromAsync(response.body ?? []);
      return response.status >= 200 && response.status < 300;
    } catch {
      return false; // refused, dropped or too slow
    }
  };

  const retryLater = (delivery: Delivery): void => {
    const delayMs = retryDelaysMs[delivery.attempt];
    if (delayMs === undefined) {
      webhooks.setStatus(delivery.webhook.id, 'Disabled');
      return;
    }
    const timer = setTimeout(() => {
      retries.delete(timer);
      enqueue({ ...delivery, attempt: delivery.attempt + 1 });
    }, delayMs);
    retries.set(timer, delivery.webhook);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    if (!isAlive(delivery.webhook)) return;
    const accepted = await post(delivery);
    if (closing.signal.aborted) return;
    webhooks.count(delivery.webhook.id, accepted);
    if (!accepted) retryLater(delivery);
  };

  const sendNext = (id: string): void => {
    const queue = waiting.get(id) ?? [];
    while (!paused && (inFlight.get(id) ?? 0) < CONCURRENT_PER_WEBHOOK) {
      const delivery = queue.shift();
      if (!delivery) break;
      inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
      void attempt(delivery).finally(() => {
        inFlight.set(id, (inFlight.get(id) ?? 1) - 1);
        sendNext(id);
        resolveWhenIdle();
      });
    }
  };

  const enqueue = (delivery: Delivery): void => {
    const { id } = delivery.webhook;
    const queue = waiting.get(id) ?? [];
    waiting.set(id, queue);
    queue.push(delivery);
    sendNext(id);
    resolveWhenIdle();
  };

  /** Usually a POST for each event; sometimes one for all of them, in one of two formats. */
  const wrap = (items: readonly unknown[]): readonly unknown[] => {
    const kind = random.weighted({ each: items.length > 1 ? 2 : 9, array: items.length > 1 ? 2 : 0, value: 1 });
    switch (kind) {
      case 'each':
        return items;
      case 'array':
        return [items];
      case 'value':
        return [{ value: items }];
    }
  };

  return {
    send: (events: readonly DemoEvent[]): void => {
      for (const webhook of webhooks.live()) {
        for (const content of wrap(events.map((event) => serializer.event(event, webhook.references)))) {
          const delivery: Delivery = { webhook, body: JSON.stringify(content), attempt: 0 };
          enqueue(delivery);
          if (random.chance(duplicateRatio)) enqueue(delivery);
        }
      }
    },
    pause: (): void => {
      paused = true;
      resolveWhenIdle();
    },
    resume: (): void => {
      paused = false;
      for (const id of waiting.keys()) sendNext(id);
    },
    /** Resolves when nothing is being sent or waits for a retry; deliveries held by a pause do not count. */
    idle: (): Promise<void> =>
      isIdle() ? Promise.resolve() : new Promise((resolve) => void idleWaiters.push(resolve)),
    close: (): void => {
      closing.abort();
      for (const timer of retries.keys()) clearTimeout(timer);
      retries.clear();
      waiting.clear();
      for (const resolve of idleWaiters) resolve();
      idleWaiters = [];
    },
  };
};

export type Deliveries = ReturnType<typeof createDeliveries>;
