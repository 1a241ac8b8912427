import { expect, it } from 'vitest';
import { createStatusBoard } from '../../../electron/connection/status-board.ts';
import { type ConnectionStatus, noCounters } from '../../../shared/connection.ts';

const start = () => {
  let nowMs = 1000;
  const shown: ConnectionStatus[] = [];
  const board = createStatusBoard({
    now: () => nowMs,
    facts: () => ({ today: noCounters(), gaps: [], waiting: 0, lastEventAtMs: null }),
    onChange: (status) => shown.push(status),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const at = (ms: number) => {
    nowMs = ms;
  };
  return { board, shown, turn, at };
};
const beat = (state: ConnectionStatus['heartbeat']['state']) => ({ heartbeat: { state, lastOkAtMs: 1 } });

it('shows live only while the heartbeat comes back', () => {
  const { board } = start();
  board.setState('live');
  expect(board.status()).toMatchObject({ state: 'down', problem: { code: 'not-receiving' } });
  const states = (['ok', 'late', 'down', 'none', 'ok'] as const).map((state) => {
    board.set(beat(state));
    return board.status().state;
  });
  expect(states).toEqual(['live', 'late', 'down', 'down', 'live']);
});

it('lets a storage that takes nothing outrank everything', () => {
  const { board } = start();
  board.setState('live');
  board.set(beat('ok'));
  board.setStorage({ code: 'disk-full' });
  expect(board.status()).toMatchObject({ state: 'problem', problem: { code: 'disk-full' } });
  board.setStorage(null);
  expect(board.status()).toMatchObject({ state: 'live', problem: null });
});

it('makes one change of many small reports, and keeps when the state began', async () => {
  const { board, shown, turn, at } = start();
  at(2000);
  board.begin(['check', 'sync']);
  board.setState('checking');
  board.step('check', 'running');
  await turn();
  at(3000);
  board.step('check', 'done');
  board.step('sync', 'running', 12);
  await turn();
  expect(shown.map(({ state, sinceMs }) => [state, sinceMs])).toEqual([
    ['checking', 2000],
    ['checking', 2000],
  ]);
  expect(shown.at(-1)?.steps).toEqual([
    { name: 'check', state: 'done' },
    { name: 'sync', state: 'running', count: 12 },
  ]);
  board.end();
  expect(board.status()).toMatchObject({ busy: false, steps: [{ state: 'done' }, { state: 'failed' }] });
});
