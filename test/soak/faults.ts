import type { FaultRule } from '../../electron/demo/faults.ts';
import type { Random } from '../../electron/demo/random.ts';
import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import { type Mishap, wire } from './network.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

export interface FaultContext {
  world: World;
  computer: Computer;
  random: Random;
  /** Does something later, whatever has become of the app by then. */
  later(delayMs: number, run: () => void): void;
}

type Fault = (context: FaultContext) => void;

const PATHS = ['', '/assignments', '/webhooks', '/people', '/tenants'] as const;
const STATUSES = [500, 502, 503, 429] as const;

const forAWhile = (context: FaultContext, fromMs: number, untilMs: number, release: () => void): void =>
  context.later(context.random.int(fromMs, untilMs), release);

/** A hiccup: it meets what comes along in these seconds, or nothing. */
const hiccup =
  (rule: FaultRule): Fault =>
  (context) =>
    forAWhile(context, SECOND_MS, 10 * SECOND_MS, context.world.tenant.faults.set(rule));
const onTheWay =
  (mishap: (random: Random) => Mishap): Fault =>
  (context) =>
    forAWhile(context, SECOND_MS, 20 * SECOND_MS, wire.strikeNext(mishap(context.random)));
const protimeFor =
  (fromMs: number, untilMs: number, rules: readonly FaultRule[]): Fault =>
  (context) => {
    for (const rule of rules) forAWhile(context, fromMs, untilMs, context.world.tenant.faults.set(rule));
  };
const relayFor =
  (name: Parameters<World['holds']['hold']>[0], fromMs: number, untilMs: number): Fault =>
  (context) =>
    forAWhile(context, fromMs, untilMs, context.world.holds.hold(name));
const computerFor =
  (name: Parameters<Computer['holds']['hold']>[0], fromMs: number, untilMs: number): Fault =>
  (context) =>
    forAWhile(context, fromMs, untilMs, context.computer.holds.hold(name));

const onAWebhook =
  (act: (world: World, id: string) => void): Fault =>
  ({ world, random }) => {
    const all = world.tenant.webhooks();
    if (all.length > 0) act(world, random.pick(all).id);
  };

const restartLater = (context: FaultContext): void =>
  forAWhile(context, SECOND_MS, 2 * MINUTE_MS, () => context.computer.start());

/** Everything that can go wrong, and how often it does compared with the others. */
const FAULTS: Readonly<Record<string, { readonly weight: number; readonly strike: Fault }>> = {
  'delivery cut': { weight: 18, strike: onTheWay(() => 'cut') },
  'answer to a delivery lost': { weight: 16, strike: onTheWay(() => 'answer-lost') },
  'delivery late': { weight: 18, strike: onTheWay((random) => ({ lateMs: random.int(200, 25 * SECOND_MS) })) },
  'deliveries held back': {
    weight: 1.5,
    strike: (context) => {
      context.world.tenant.pauseDeliveries();
      forAWhile(context, 5 * SECOND_MS, 45 * SECOND_MS, () => context.world.tenant.resumeDeliveries());
    },
  },
  'an error of the provider': {
    weight: 12,
    strike: (context) => {
      const { random } = context;
      const status = random.pick(STATUSES);
      const after = status === 429 || status === 503 ? { retryAfterSeconds: random.int(1, 20) } : {};
      hiccup({ path: random.pick(PATHS), status, times: random.int(1, 3), ...after })(context);
    },
  },
  'request dropped': {
    weight: 7,
    strike: (context) => hiccup({ path: context.random.pick(PATHS), drop: 'request', times: 1 })(context),
  },
  'answer dropped': {
    weight: 7,
    strike: (context) => hiccup({ path: context.random.pick(PATHS), drop: 'answer', times: 1 })(context),
  },
  'answer late': {
    weight: 7,
    strike: (context) =>
      hiccup({ path: context.random.pick(PATHS), delayMs: context.random.int(100, 35_000), times: 1 })(context),
  },
  'token forgotten': { weight: 5, strike: ({ world }) => world.tenant.revokeTokens() },
  'tunnel connections cut': { weight: 1.5, strike: ({ world }) => world.relay.dropConnections() },
  'relay overloaded': { weight: 0.8, strike: relayFor('public-503', SECOND_MS, 30 * SECOND_MS) },
  'relay overloaded for long': { weight: 0.03, strike: relayFor('public-503', 4 * MINUTE_MS, 8 * MINUTE_MS) },
  'relay hangs': { weight: 0.6, strike: relayFor('public-hang', SECOND_MS, 40 * SECOND_MS) },
  'relay grants nothing': { weight: 0.5, strike: relayFor('register-503', SECOND_MS, MINUTE_MS) },
  'relay does not say': { weight: 0.4, strike: relayFor('register-hang', SECOND_MS, MINUTE_MS) },
  'tunnel ports refused': { weight: 0.4, strike: relayFor('ports', SECOND_MS, MINUTE_MS) },
  'relay killed': { weight: 0.2, strike: relayFor('stopped', 2 * SECOND_MS, 90 * SECOND_MS) },
  'relay killed for long': { weight: 0.02, strike: relayFor('stopped', 4 * MINUTE_MS, 15 * MINUTE_MS) },
  'another address': {
    weight: 0.2,
    strike: (context) => {
      const { relay } = context.world;
      for (const { name } of relay.tunnels()) {
        relay.takeName(name);
        forAWhile(context, MINUTE_MS, 10 * MINUTE_MS, () => relay.releaseName(name));
      }
      relay.dropConnections();
      forAWhile(context, SECOND_MS, 10 * SECOND_MS, context.world.holds.hold('stopped'));
    },
  },
  'network down': { weight: 0.2, strike: computerFor('offline', 2 * SECOND_MS, 2 * MINUTE_MS) },
  'webhook disabled': { weight: 0.3, strike: onAWebhook(({ tenant }, id) => tenant.disableWebhook(id)) },
  'webhook expired': { weight: 0.2, strike: onAWebhook(({ tenant }, id) => tenant.expireWebhook(id)) },
  'webhook deleted': { weight: 0.2, strike: onAWebhook(({ tenant }, id) => tenant.deleteWebhook(id)) },
  'provider down': {
    weight: 0.05,
    strike: protimeFor(MINUTE_MS, 15 * MINUTE_MS, [{ status: 503, retryAfterSeconds: 30 }]),
  },
  'secret revoked': {
    weight: 0.01,
    strike: protimeFor(MINUTE_MS, 15 * MINUTE_MS, [{ method: 'POST', path: '/tenants', status: 401 }]),
  },
  'plan refused': {
    weight: 0.01,
    strike: protimeFor(MINUTE_MS, 5 * MINUTE_MS, [{ path: '/assignments', status: 403 }]),
  },
  'disk full': { weight: 0.25, strike: computerFor('full', 2 * SECOND_MS, 40 * SECOND_MS) },
  'database locked': { weight: 0.15, strike: computerFor('locked', SECOND_MS, 8 * SECOND_MS) },
  crash: {
    weight: 0.15,
    strike: (context) => {
      context.computer.crash();
      restartLater(context);
    },
  },
  'crash in the middle of a request': {
    weight: 0.2,
    strike: (context) => {
      const { computer, random } = context;
      const when = random.pick(['before', 'after'] as const);
      const method = random.pick(['POST', 'GET', 'DELETE']);
      computer.crashWhen((seen) => {
        if (seen.when !== when || seen.method !== method) return false;
        restartLater(context);
        return true;
      });
    },
  },
  'app closed and started again': {
    weight: 0.08,
    strike: (context) => {
      void context.computer.close();
      restartLater(context);
    },
  },
  sleep: {
    weight: 0.12,
    strike: (context) => {
      const { computer, world, random } = context;
      if (clock.isAsleep()) return;
      computer.sleep();
      // Nobody answers at the other end of the tunnel.
      const release = world.holds.hold('public-hang');
      const lengthMs = random.chance(0.06) ? random.int(1, 9) * 60 * MINUTE_MS : random.int(1, 15) * MINUTE_MS;
      context.later(lengthMs, () => {
        if (random.chance(0.7)) world.relay.dropConnections();
        release();
        computer.wake({ timersCountSleep: random.chance(0.3), systemSays: random.chance(0.5) });
      });
    },
  },
  'clock set wrong': {
    weight: 0.12,
    strike: (context) => {
      const { random } = context;
      const byMs = random.int(5, 36 * 60) * MINUTE_MS;
      clock.setWrong(random.chance(0.5) ? byMs : -byMs);
      forAWhile(context, MINUTE_MS, 30 * MINUTE_MS, () => clock.setWrong(0));
    },
  },
};

const WEIGHTS = Object.fromEntries(Object.entries(FAULTS).map(([name, { weight }]) => [name, weight]));

export const FAULT_NAMES = Object.keys(FAULTS);

/** One fault, by chance or by name. @returns what it is called. */
export const strike = (context: FaultContext, name = context.random.weighted(WEIGHTS)): string => {
  FAULTS[name]?.strike(context);
  return name;
};
