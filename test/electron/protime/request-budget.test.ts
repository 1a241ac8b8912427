import { describe, expect, it } from 'vitest';
import { createRequestBudget } from '../../../electron/protime/request-budget.ts';
import { api, collect, failure, startProtime } from './protime-fixture.ts';

const MINUTE = 60_000;

const start = (perHour = 10) => {
  let nowMs = 1_000_000_000;
  const budget = createRequestBudget({ perHour: () => perHour, now: () => nowMs });
  return {
    budget,
    advance: (ms: number) => {
      nowMs += ms;
    },
    send: (n: number) => {
      for (let i = 0; i < n; i += 1) budget.record();
    },
  };
};

describe('the budget of requests', () => {
  it('counts those of the last hour', () => {
    const { budget, advance, send } = start();
    send(4);
    advance(30 * MINUTE);
    send(3);
    expect([budget.used(), budget.left()]).toEqual([7, 3]);
    advance(30 * MINUTE);
    expect([budget.used(), budget.left()]).toEqual([3, 7]);
    send(20);
    expect([budget.used(), budget.left()]).toEqual([23, 0]);
    advance(60 * MINUTE);
    expect([budget.used(), budget.left()]).toEqual([0, 10]);
  });

  it('is halved for an hour after Protime said that there were too many', () => {
    const { budget, advance, send } = start(11);
    send(2);
    budget.recordTooMany();
    expect([budget.perHour(), budget.left(), budget.isPaused()]).toEqual([5, 3, false]);
    advance(59 * MINUTE);
    expect(budget.perHour()).toBe(5);
    advance(MINUTE);
    expect(budget.perHour()).toBe(11);
  });

  it('is paused as long as Protime asked', () => {
    const { budget, advance } = start();
    budget.recordTooMany(2 * MINUTE);
    expect(budget.isPaused()).toBe(true);
    advance(2 * MINUTE);
    expect(budget.isPaused()).toBe(false);
  });

  it('does not count for ever what was sent before the clock was set back', () => {
    const { budget, advance, send } = start();
    send(10);
    budget.recordTooMany();
    advance(-3 * 60 * MINUTE);
    expect([budget.perHour(), budget.left()]).toEqual([10, 10]);
  });
});

describe('a client with a budget', () => {
  it('counts every request that is sent: tokens, pages and repetitions', async () => {
    const { budget } = start();
    const { server, client } = await startProtime({ budget });
    server.respondTo(
      api('GET /people'),
      { json: { value: [{ id: 1 }], nextLink: '/connector/protimeapi/api/v1/people?continuationToken=2' } },
      { status: 503 },
      { json: { value: [] } },
    );
    await collect(client.people());
    expect(budget.used()).toBe(server.requests.length);
    expect(budget.used()).toBe(5);
    expect(budget.perHour()).toBe(10);
  });

  it('is halved by a 429', async () => {
    const { budget } = start();
    const { server, client } = await startProtime({ budget });
    server.respondTo(api('GET /webhooks'), { status: 429, headers: { 'retry-after': '3600' } });
    expect((await failure(client.listWebhooks())).code).toBe('rate-limited');
    expect([budget.perHour(), budget.isPaused()]).toEqual([5, true]);
  });
});
