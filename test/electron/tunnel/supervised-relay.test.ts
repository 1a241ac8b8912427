import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createLocaltunnel } from '../../../electron/tunnel/localtunnel.ts';
import { createTunnelSupervisor, type TunnelSupervisor } from '../../../electron/tunnel/supervisor.ts';
import type { TunnelStatus } from '../../../electron/tunnel/tunnel.ts';
import { type Relay, startRelay } from '../../fakes/relay/relay.ts';
import { openSockets, startLocalReceiver, until } from './local-receiver.ts';

/** The app's delays divided by 100: the failures of the relay are real, only the waiting is shorter. */
const schedule = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs / 100);
  return () => clearTimeout(timer);
};
const startedMs = Date.now();
const now = () => startedMs + (Date.now() - startedMs) * 100;

let relay: Relay;
let receiver: Awaited<ReturnType<typeof startLocalReceiver>>;
let supervisor: TunnelSupervisor;
const statuses: TunnelStatus[] = [];
const changes: string[] = [];
const names: string[] = [];

/** Timeout of an attempt or a probe, before the division: ten minutes, except in tests of something that hangs. */
const PATIENT_MS = 60_000_000;
const HASTY_MS = 200_000;

const supervise = ({ host = relay.url, timeoutMs = PATIENT_MS } = {}) => {
  supervisor = createTunnelSupervisor({
    opener: createLocaltunnel({
      host,
      localPort: receiver.port,
      subdomain: 'planning',
      onName: (name) => names.push(name),
      sendRequest,
      timeoutMs: 600_000,
      log: silentLog,
    }),
    probe: receiver.probe,
    onStatus: (status) => statuses.push(status),
    onUrlChanged: (url) => changes.push(url),
    now,
    schedule,
    probeTimeoutMs: timeoutMs,
    openTimeoutMs: timeoutMs,
    log: silentLog,
  });
  return supervisor;
};
const isOpen = () => supervisor.status.state === 'open';
const attempts = () => statuses.filter(({ state }) => state === 'opening').length;
const lastProblem = () => statuses.findLast((status) => status.state === 'lost')?.problem;

beforeEach(async () => {
  statuses.length = changes.length = names.length = 0;
  relay = await startRelay({ graceMs: 20, waitMs: 600_000 });
  receiver = await startLocalReceiver();
});
afterEach(async () => {
  await supervisor.close();
  await relay[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
  await until('all sockets closed', () => openSockets() === 0);
});

it('reopens at the same address after the relay was killed and restarted on the same port', async () => {
  const url = await supervise().open();
  await relay.stop();
  await until('lost', () => supervisor.status.state === 'lost');
  await until('tried in vain', () => attempts() >= 4);
  // Refused by the relay's port, or by the tunnel port of the ended relay.
  expect(lastProblem()).toMatchObject({
    code: 'tunnel-failed',
    detail: expect.stringMatching(/ECONNREFUSED|connection refused/),
  });
  await relay.start();
  await until('open again', isOpen);
  expect(await supervisor.open()).toBe(url);
  expect(changes).toEqual([]);
});

it('detects a very fast restart of the relay', async () => {
  const tunnel = supervise();
  await tunnel.open();
  for (let round = 1; round <= 3; round += 1) {
    await relay.restart();
    await until('open again', () => isOpen() && attempts() > round);
  }
  // On a busy machine the relay may have given another name meanwhile: the current address is what matters.
  const comesIn = async () =>
    tunnel.status.state === 'open' && (await receiver.probe(tunnel.status.url, new AbortController().signal));
  await expect.poll(comesIn).toBe(true);
});

it('recovers from a relay that answers 503 for long, with growing delays', async () => {
  relay.setFaults({ register: '503' });
  supervise().start();
  await until('eight attempts', () => attempts() >= 8);
  expect(lastProblem()).toMatchObject({ code: 'tunnel-failed', detail: expect.stringContaining('answered 503') });
  const waits = statuses.flatMap((status, at) => {
    const before = statuses[at - 1];
    return status.state === 'lost' && before?.state === 'opening' ? [status.retryAtMs] : [];
  });
  const last = (waits.at(-1) ?? 0) - (waits.at(-2) ?? 0);
  expect(last).toBeGreaterThan(45_000);
  relay.setFaults();
  await until('open', isOpen);
});

it('keeps trying while the tunnel ports refuse, without leaving a connection open', async () => {
  relay.setFaults({ tunnelPort: 'refuse' });
  supervise().start();
  await until('four attempts', () => attempts() >= 4);
  expect(lastProblem()).toMatchObject({ code: 'tunnel-failed', detail: expect.stringContaining('connection refused') });
  relay.setFaults();
  await until('open', isOpen);
});

it('reports another address when its subdomain is in use by then', async () => {
  const url = await supervise().open();
  await relay.stop();
  relay.takeName('planning');
  await relay.start();
  await until('open elsewhere', () => changes.length === 1);
  expect(changes[0]).not.toBe(url);
  expect([names[0], names.at(-1) === 'planning']).toEqual(['planning', false]);
  expect(await supervisor.open()).toBe(changes[0]);
});

it('reopens a tunnel that forwards nothing although its connections are open', async () => {
  await supervise().open();
  relay.setFaults({ public: '503' });
  await until('lost', () => supervisor.status.state === 'lost');
  expect(lastProblem()).toMatchObject({ code: 'not-receiving' });
  await until('still trying', () => attempts() >= 3);
  relay.setFaults();
  await until('open', isOpen);
  await until('a sign of life', () => supervisor.heartbeat.state === 'ok');
});

it('does not wait without end for a relay that hangs', async () => {
  relay.setFaults({ register: 'hang' });
  supervise({ timeoutMs: HASTY_MS }).start();
  await until('gave up', () => lastProblem() !== undefined);
  expect(lastProblem()?.detail).toContain('did not open');
  relay.setFaults();
  await until('open', isOpen);
});

it('closes at once in the middle of an attempt that hangs', async () => {
  relay.setFaults({ register: 'hang' });
  supervise().start();
  await until('asking', () => openSockets() > 0);
  await supervisor.close();
  expect(supervisor.status).toEqual({ state: 'closed' });
});

it('reports that the host name of the relay does not resolve, and keeps trying', async () => {
  supervise({ host: 'https://relay.invalid' }).start();
  await until('three attempts', () => attempts() >= 3);
  expect(lastProblem()).toMatchObject({
    code: 'tunnel-failed',
    detail: expect.stringMatching(/^relay\.invalid: E\w+$/),
  });
});
