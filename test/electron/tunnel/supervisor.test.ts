import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TunnelSupervisor } from '../../../electron/tunnel/supervisor.ts';
import { TunnelError } from '../../../electron/tunnel/tunnel.ts';
import { createFakeOpener, startFakeSupervisor } from './fake-opener.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const running: TunnelSupervisor[] = [];
const supervise: typeof startFakeSupervisor = (options, fake) => {
  const made = startFakeSupervisor(options, fake);
  running.push(made.supervisor);
  return made;
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-03-02T08:00:00Z') }));
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervisor) => supervisor.close()));
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('opening', () => {
  it('is open only after a successful probe', async () => {
    const { supervisor, probes, recorded } = supervise();
    const proof = Promise.withResolvers<boolean>();
    probes.answer = () => proof.promise;
    const opened = supervisor.open();
    await pass(0);
    expect(supervisor.status).toEqual({ state: 'opening', attempt: 1 });
    expect(supervisor.heartbeat).toEqual({ state: 'none', lastOkAtMs: null });

    proof.resolve(true);
    await expect(opened).resolves.toBe('https://a.example');
    expect(supervisor.status).toEqual({ state: 'open', url: 'https://a.example', sinceMs: Date.now() });
    expect(supervisor.heartbeat).toEqual({ state: 'ok', lastOkAtMs: Date.now() });
    expect(recorded.statuses.map(({ state }) => state)).toEqual(['opening', 'open']);
  });

  it('closes and reopens a new tunnel after three failed probes', async () => {
    const { supervisor, probes, tunnels } = supervise();
    probes.answer = async () => probes.count > 4;
    const opened = supervisor.open();
    await pass(2 * SECOND);
    expect([probes.count, tunnels[0]?.closed]).toEqual([3, true]);
    expect(supervisor.status).toMatchObject({ state: 'lost', problem: { code: 'not-receiving' } });
    await pass(2 * SECOND);
    await expect(opened).resolves.toBe('https://a.example');
    expect(tunnels.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('aborts an attempt that hangs, and reports the time of the next one', async () => {
    const { supervisor, state } = supervise({ openTimeoutMs: 20 * SECOND });
    state.next = () => 'hang';
    supervisor.start();
    await pass(20 * SECOND);
    expect(supervisor.status).toMatchObject({
      state: 'lost',
      retryAtMs: Date.now() + SECOND,
      problem: { code: 'tunnel-failed', detail: 'the tunnel did not open in 20 s', retryAtMs: Date.now() + SECOND },
    });
  });

  it('closes a tunnel that opened after the time-out', async () => {
    const late = Promise.withResolvers<void>();
    const fake = createFakeOpener();
    const open = fake.opener.open;
    fake.opener.open = async (signal) => {
      if (fake.tunnels.length === 0) await late.promise;
      return open(signal);
    };
    const { supervisor, tunnels } = supervise({ openTimeoutMs: 20 * SECOND }, fake);
    supervisor.start();
    await pass(20 * SECOND);
    late.resolve();
    await pass(0);
    expect(tunnels[0]?.closed).toBe(true);
    expect(supervisor.status.state).toBe('lost');
  });

  it('rejects for a caller that cancels, and continues to open', async () => {
    const { supervisor, state } = supervise();
    state.next = () => new TunnelError('relay.example answered 503');
    const giveUp = new AbortController();
    const opened = supervisor.open(giveUp.signal);
    const rejected = expect(opened).rejects.toThrow('enough');
    await pass(3 * SECOND);
    giveUp.abort(new Error('enough'));
    await rejected;
    state.next = () => 'https://b.example';
    await pass(10 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'open', url: 'https://b.example' });
  });
});

describe('after a loss', () => {
  it('waits 1, 2, 4, 10, 30 and then 60 s between attempts', async () => {
    const { supervisor, state, recorded } = supervise();
    state.next = () => new TunnelError('relay.example: ENOTFOUND');
    supervisor.start();
    await pass(5 * MINUTE);
    const waits = recorded.statuses.flatMap((status) => (status.state === 'lost' ? [status.retryAtMs] : []));
    const started = Date.parse('2026-03-02T08:00:00Z');
    expect(waits.map((at) => (at - started) / SECOND)).toEqual([1, 3, 7, 17, 47, 107, 167, 227, 287, 347]);
  });

  it('adds 20 % jitter to the waits', async () => {
    for (const [random, seconds] of [
      [0, 0.8],
      [1, 1.2],
    ] as const) {
      const { supervisor, state } = supervise({ random: () => random });
      state.next = () => new TunnelError('no');
      supervisor.start();
      await pass(0);
      expect(supervisor.status).toMatchObject({ retryAtMs: Date.now() + seconds * SECOND });
    }
  });

  it('fails for 24 h with fewer than 1,500 attempts, one timer at a time and few log lines', async () => {
    const lines: string[] = [];
    const log = { info: () => {}, warn: (line: string) => lines.push(line), error: () => {}, child: () => log };
    const { supervisor, state } = supervise({ log });
    state.next = () => new TunnelError('relay.example: ENOTFOUND');
    supervisor.start();
    let mostTimers = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      await pass(HOUR);
      mostTimers = Math.max(mostTimers, vi.getTimerCount());
    }
    expect(state.attempts).toBeGreaterThan(1400);
    expect(state.attempts).toBeLessThan(1500);
    expect(mostTimers).toBeLessThanOrEqual(2);
    expect(lines).toHaveLength(1);
  });

  it('opens, is lost, opens again for 24 h without many attempts', async () => {
    const { supervisor, state, tunnels, probes } = supervise({
      onStatus: ({ state }) => {
        if (state === 'open') setTimeout(() => tunnels.at(-1)?.fail(new TunnelError('gone')), 100);
      },
    });
    supervisor.start();
    await pass(24 * HOUR);
    expect(state.attempts).toBeLessThan(1500);
    expect(probes.count).toBeLessThan(3000);
    expect(tunnels.slice(0, -1).every(({ closed }) => closed)).toBe(true);
  });

  it('retries at once after a tunnel that was stable', async () => {
    const { supervisor, state, tunnels } = supervise();
    state.next = () => (state.attempts < 7 ? new TunnelError('no') : 'https://a.example');
    await Promise.all([supervisor.open(), pass(3 * MINUTE)]);
    tunnels.at(-1)?.fail(new TunnelError('relay.example refused port 4000'));
    await pass(0);
    expect(supervisor.status).toMatchObject({
      state: 'lost',
      retryAtMs: Date.now() + SECOND,
      problem: { code: 'tunnel-failed', detail: 'relay.example refused port 4000' },
    });
  });

  it('reports a new address after a successful probe, and no unchanged one', async () => {
    const { supervisor, state, tunnels, recorded } = supervise();
    await supervisor.open();
    tunnels[0]?.fail(new TunnelError('gone'));
    await pass(2 * SECOND);
    expect(recorded.changes).toEqual([]);
    state.next = () => 'https://b.example';
    tunnels[1]?.fail(new TunnelError('gone'));
    await pass(3 * SECOND);
    expect(recorded.changes).toEqual([['https://a.example', 'https://b.example']]);
  });

  it('continues when a listener throws', async () => {
    const { supervisor, tunnels } = supervise({
      onStatus: () => {
        throw new Error('listener');
      },
    });
    await supervisor.open();
    tunnels[0]?.fail(new TunnelError('gone'));
    await pass(2 * SECOND);
    expect(supervisor.status.state).toBe('open');
  });
});

describe('retryNow', () => {
  it('does not wait for the next attempt', async () => {
    const { supervisor, state } = supervise();
    state.next = () => new TunnelError('no');
    supervisor.start();
    await pass(10 * MINUTE);
    state.next = () => 'https://a.example';
    supervisor.retryNow();
    await pass(0);
    expect(supervisor.status.state).toBe('open');
  });

  it('probes an open tunnel at once, and one failure is enough', async () => {
    const { supervisor, probes, tunnels } = supervise();
    await supervisor.open();
    await pass(10 * SECOND);
    probes.answer = async () => tunnels.length > 1;
    supervisor.retryNow();
    await pass(0);
    expect([tunnels[0]?.closed, supervisor.status.state]).toEqual([true, 'lost']);
    await pass(SECOND);
    expect(supervisor.status.state).toBe('open');
  });
});

describe('heartbeat', () => {
  it('is sent once a minute through the public address', async () => {
    const { supervisor, probes, recorded } = supervise();
    await supervisor.open();
    await pass(HOUR);
    expect(probes.count).toBe(61);
    expect(recorded.heartbeats).toHaveLength(61);
    expect(supervisor.heartbeat).toEqual({ state: 'ok', lastOkAtMs: Date.now() });
  });

  it('reopens a localtunnel after two missed heartbeats', async () => {
    const { supervisor, probes, tunnels } = supervise();
    await supervisor.open();
    probes.answer = async () => tunnels.length > 1;
    await pass(MINUTE);
    expect([supervisor.heartbeat.state, supervisor.status.state]).toEqual(['ok', 'open']);
    await pass(MINUTE);
    expect([supervisor.heartbeat.state, supervisor.status.state]).toEqual(['late', 'lost']);
    expect(tunnels[0]?.closed).toBe(true);
    await pass(SECOND);
    expect([supervisor.heartbeat.state, supervisor.status.state]).toEqual(['ok', 'open']);
  });

  it('is late after two missed heartbeats, down after five and ok after a successful one; a public address stays open', async () => {
    const { supervisor, probes, recorded } = supervise({}, createFakeOpener('public-url'));
    await supervisor.open();
    const states: string[] = [];
    probes.answer = async () => false;
    for (let minute = 1; minute <= 6; minute += 1) {
      await pass(MINUTE);
      states.push(supervisor.heartbeat.state);
    }
    expect(states).toEqual(['ok', 'late', 'late', 'late', 'down', 'down']);
    expect(recorded.statuses.at(-1)?.state).toBe('open');
    probes.answer = async () => true;
    await pass(MINUTE);
    expect(recorded.heartbeats.map(({ state }) => state)).toEqual([
      'ok',
      'ok',
      'late',
      'late',
      'late',
      'down',
      'down',
      'ok',
    ]);
  });

  it('continues to count while there is no tunnel', async () => {
    const { supervisor, state, tunnels } = supervise();
    await supervisor.open();
    state.next = () => new TunnelError('no');
    tunnels[0]?.fail(new TunnelError('gone'));
    await pass(5 * MINUTE);
    expect(supervisor.heartbeat.state).toBe('down');
  });

  it('counts a probe that never settles as missed', async () => {
    const { supervisor, probes } = supervise({}, createFakeOpener('public-url'));
    await supervisor.open();
    probes.answer = () => new Promise(() => {});
    await pass(2 * MINUTE + 10 * SECOND);
    expect([supervisor.heartbeat.state, probes.count]).toEqual(['late', 3]);
  });

  it('is down right after a long sleep, before any timer ran and without a second missed heartbeat', async () => {
    const { supervisor, probes, tunnels } = supervise();
    await supervisor.open();
    probes.answer = async () => tunnels.length > 1;
    vi.setSystemTime(Date.now() + 8 * HOUR);
    expect(supervisor.heartbeat.state).toBe('down');
    await pass(MINUTE);
    expect(supervisor.status.state).toBe('lost');
    await pass(SECOND);
    expect(supervisor.heartbeat).toEqual({ state: 'ok', lastOkAtMs: Date.now() });
  });

  it('keeps its interval when the clock is set back', async () => {
    const { supervisor, probes } = supervise();
    await supervisor.open();
    vi.setSystemTime(Date.now() - 8 * HOUR);
    await pass(10 * MINUTE);
    expect(probes.count).toBe(11);
  });
});

describe('close', () => {
  it('ends an open tunnel and leaves no timer', async () => {
    const { supervisor, tunnels, recorded } = supervise();
    await supervisor.open();
    await supervisor.close();
    expect([tunnels[0]?.closed, vi.getTimerCount()]).toEqual([true, 0]);
    expect(recorded.statuses.at(-1)).toEqual({ state: 'closed' });
    expect(supervisor.heartbeat).toEqual({ state: 'none', lastOkAtMs: null });
  });

  it('ends a pending attempt, probe or pause, and rejects waiting callers', async () => {
    for (const stage of ['attempt', 'proof', 'pause']) {
      const { supervisor, state, probes } = supervise();
      if (stage === 'attempt') state.next = () => 'hang';
      if (stage === 'proof') probes.answer = () => new Promise(() => {});
      if (stage === 'pause') state.next = () => new TunnelError('no');
      const rejected = expect(supervisor.open(), stage).rejects.toThrow('closed');
      await pass(10);
      await supervisor.close();
      await rejected;
      expect([supervisor.status.state, vi.getTimerCount()], stage).toEqual(['closed', 0]);
    }
  });

  it('can be started again', async () => {
    const { supervisor } = supervise();
    await supervisor.open();
    await supervisor.close();
    await expect(supervisor.open()).resolves.toBe('https://a.example');
  });
});
