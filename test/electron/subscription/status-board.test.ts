import { expect, it, onTestFinished, vi } from 'vitest';
import { createStatusBoard } from '../../../electron/subscription/status-board.ts';
import { INITIAL_STATE, type SubscriptionState } from '../../../electron/subscription/subscription-state.ts';
import { type ConnectionStatus, type Gap, zeroCounters } from '../../../shared/connection.ts';
import { type Doubt, nothingUnapplied } from '../../../shared/unapplied.ts';

const start = () => {
  let nowMs = 1000;
  const gaps: Gap[] = [];
  const pushed: ConnectionStatus[] = [];
  let doubt: Doubt | null = null;
  const board = createStatusBoard({
    now: () => nowMs,
    doubt: () => doubt,
    data: () => ({
      today: zeroCounters(),
      gaps,
      waiting: 0,
      unapplied: nothingUnapplied(),
      lastEventAtMs: null,
      clockOffsetMs: 0,
      requests: { lastHour: 0, perHour: 240 },
      compare: { nearMinutes: 8, farMinutes: 50 },
      namesProblem: null,
      referencesRefused: false,
    }),
    onChange: (status) => pushed.push(status),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const at = (ms: number) => {
    nowMs = ms;
  };
  const setDoubt = (next: Doubt | null) => {
    doubt = next;
    board.doubtChanged();
  };
  return { board, pushed, turn, at, gaps, setDoubt };
};

const LIVE: SubscriptionState = {
  ...INITIAL_STATE,
  phase: 'live',
  tunnel: 'open',
  heartbeat: { state: 'ok', lastOkAtMs: 1000 },
  webhookActiveAtMs: 1000,
};

it('shows a failing storage before any other problem', () => {
  const { board } = start();
  board.setSubscriptionState(LIVE);
  board.setStorageProblem({ code: 'disk-full' });
  expect(board.status()).toMatchObject({ state: 'problem', problem: { code: 'disk-full' } });
  board.setStorageProblem(null);
  expect(board.status()).toMatchObject({ state: 'live', problem: null });
});

it('goes to late and down by time alone, without a report', () => {
  const { board, at } = start();
  board.setSubscriptionState(LIVE);
  const states = [129_999, 130_000, 360_000].map((ms) => {
    at(1000 + ms);
    const { state, heartbeat } = board.status();
    return [state, heartbeat.state];
  });
  expect(states).toEqual([
    ['live', 'ok'],
    ['late', 'late'],
    ['down', 'down'],
  ]);
});

it('shows the start of an open gap', () => {
  const { board, gaps } = start();
  gaps.push({ fromMs: 7, untilMs: null, found: null }, { fromMs: 1, untilMs: 2, found: 3 });
  expect(board.status().notReceivingSinceMs).toBe(7);
  gaps.shift();
  expect(board.status().notReceivingSinceMs).toBeNull();
});

it('combines reports into one status change, and keeps the start time of the state', async () => {
  const { board, pushed, turn, at } = start();
  const running = { action: 'subscribe', byPlanner: true, hidden: false, created: false } as const;
  const steps = [
    { name: 'check', state: 'done' },
    { name: 'sync', state: 'running', count: 12 },
  ] as const;
  at(2000);
  board.setSubscriptionState({ ...INITIAL_STATE, phase: 'checking', running });
  board.setSubscriptionState({
    ...INITIAL_STATE,
    phase: 'checking',
    running,
    steps: [{ name: 'check', state: 'running' }],
  });
  await turn();
  at(3000);
  board.setSubscriptionState({ ...INITIAL_STATE, phase: 'checking', running, steps: steps.slice(0, 1) });
  board.setSubscriptionState({ ...INITIAL_STATE, phase: 'checking', running, steps });
  await turn();
  expect(pushed.map(({ state, sinceMs, busy, canCancel }) => [state, sinceMs, busy, canCancel])).toEqual([
    ['checking', 2000, true, true],
    ['checking', 2000, true, true],
  ]);
  expect(pushed.at(-1)?.steps).toEqual(steps);
});

it('does not show each page of a list', async () => {
  const { board, pushed, turn } = start();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const reading = (count?: number): SubscriptionState => ({
    ...INITIAL_STATE,
    steps: [{ name: 'sync', state: 'running', ...(count === undefined ? {} : { count }) }],
  });
  board.setSubscriptionState(reading());
  await turn();
  for (let read = 1; read <= 1000; read += 1) {
    board.setSubscriptionState(reading(read), true);
    await turn();
  }
  expect(pushed).toHaveLength(1);
  vi.advanceTimersByTime(250);
  await turn();
  expect(pushed.map(({ steps }) => steps[0]?.count)).toEqual([undefined, 1000]);
});

it('reports nothing and has no timer after close', async () => {
  const { board, pushed, turn } = start();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  board.publishSoon();
  board.setSubscriptionState(LIVE);
  board.close();
  board.publishSoon();
  board.setSubscriptionState(INITIAL_STATE);
  expect(vi.getTimerCount()).toBe(0);
  await turn();
  expect(pushed).toEqual([]);
});

it('is late with a doubt, since the doubt came, and live when it has gone', async () => {
  const { board, at, setDoubt, pushed, turn } = start();
  board.setSubscriptionState(LIVE);
  at(5000);
  const doubt: Doubt = { reason: 'waiting', sinceMs: 2000, count: 1, details: {} };
  setDoubt(doubt);
  await turn();
  expect(pushed.at(-1)).toMatchObject({ state: 'late', sinceMs: 5000, problem: null, doubt });
  setDoubt(null);
  expect(board.status()).toMatchObject({ state: 'live', doubt: null });
});
