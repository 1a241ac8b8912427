import type { FaultRule } from '../../electron/demo/faults.ts';
import type { Random } from '../../electron/demo/random.ts';
import { clock } from './clock.ts';
import type { Computer } from './computer.ts';
import { type DeliveryFault, network } from './network.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

export interface FaultContext {
  world: World;
  computer: Computer;
  random: Random;
  /** Runs a function later, independent of the app. */
  later(delayMs: number, run: () => void): void;
}

type InjectFault = (context: FaultContext) => void;

const PATHS = ['', '/assignments', '/webhooks', '/people', '/tenants'] as const;
const STATUSES = [500, 502, 503, 429] as const;

const releaseAfter = (context: FaultContext, fromMs: number, untilMs: number, release: () => void): void =>
  context.later(context.random.int(fromMs, untilMs), release);

/** A short fault that affects requests within some seconds, if any. */
const briefFault =
  (rule: FaultRule): InjectFault =>
  (context) =>
    releaseAfter(context, SECOND_MS, 10 * SECOND_MS, context.world.tenant.faults.set(rule));
const deliveryFault =
  (makeFault: (random: Random) => DeliveryFault): InjectFault =>
  (context) =>
    releaseAfter(context, SECOND_MS, 20 * SECOND_MS, network.failNextDelivery(makeFault(context.random)));
const providerFault =
  (fromMs: number, untilMs: number, rules: readonly FaultRule[]): InjectFault =>
  (context) => {
    for (const rule of rules) releaseAfter(context, fromMs, untilMs, context.world.tenant.faults.set(rule));
  };
const relayFault =
  (name: Parameters<World['holds']['activate']>[0], fromMs: number, untilMs: number): InjectFault =>
  (context) =>
    releaseAfter(context, fromMs, untilMs, context.world.holds.activate(name));
const computerFault =
  (name: Parameters<Computer['holds']['activate']>[0], fromMs: number, untilMs: number): InjectFault =>
  (context) =>
    releaseAfter(context, fromMs, untilMs, context.computer.holds.activate(name));

const webhookFault =
  (act: (world: World, id: string) => void): InjectFault =>
  ({ world, random }) => {
    const all = world.tenant.webhooks();
    if (all.length > 0) act(world, random.pick(all).id);
  };

const restartLater = (context: FaultContext): void =>
  releaseAfter(context, SECOND_MS, 2 * MINUTE_MS, () => context.computer.start());

/** All faults with their relative frequency. */
const FAULTS: Readonly<Record<string, { readonly weight: number; readonly inject: InjectFault }>> = {
  'delivery cut': { weight: 18, inject: deliveryFault(() => 'cut') },
  'answer to a delivery lost': { weight: 16, inject: deliveryFault(() => 'answer-lost') },
  'delivery late': { weight: 18, inject: deliveryFault((random) => ({ lateMs: random.int(200, 25 * SECOND_MS) })) },
  'delivery answered by the relay': { weight: 2, inject: deliveryFault(() => 'swallowed') },
  'delivery repeated': { weight: 6, inject: deliveryFault(() => 'repeated') },
  'delivery rewritten': {
    weight: 6,
    inject: deliveryFault((random) =>
      random.pick(['headers-renamed', 'headers-removed', 'marked', 'compressed'] as const),
    ),
  },
  'all deliveries answered by the relay': { weight: 0.05, inject: relayFault('swallowing', MINUTE_MS, 20 * MINUTE_MS) },
  'readings of an old copy': { weight: 1, inject: relayFault('lagging', SECOND_MS, 90 * SECOND_MS) },
  'deliveries held back': {
    weight: 1.5,
    inject: (context) => {
      context.world.tenant.pauseDeliveries();
      releaseAfter(context, 5 * SECOND_MS, 45 * SECOND_MS, () => context.world.tenant.resumeDeliveries());
    },
  },
  'an error of the provider': {
    weight: 12,
    inject: (context) => {
      const { random } = context;
      const status = random.pick(STATUSES);
      const after = status === 429 || status === 503 ? { retryAfterSeconds: random.int(1, 20) } : {};
      briefFault({ path: random.pick(PATHS), status, times: random.int(1, 3), ...after })(context);
    },
  },
  'request dropped': {
    weight: 7,
    inject: (context) => briefFault({ path: context.random.pick(PATHS), drop: 'request', times: 1 })(context),
  },
  'answer dropped': {
    weight: 7,
    inject: (context) => briefFault({ path: context.random.pick(PATHS), drop: 'answer', times: 1 })(context),
  },
  'answer late': {
    weight: 7,
    inject: (context) =>
      briefFault({ path: context.random.pick(PATHS), delayMs: context.random.int(100, 35_000), times: 1 })(context),
  },
  'token forgotten': { weight: 5, inject: ({ world }) => world.tenant.revokeTokens() },
  'tunnel connections cut': { weight: 1.5, inject: ({ world }) => world.relay.dropConnections() },
  'relay overloaded': { weight: 0.8, inject: relayFault('public-503', SECOND_MS, 30 * SECOND_MS) },
  'relay overloaded for long': { weight: 0.03, inject: relayFault('public-503', 4 * MINUTE_MS, 8 * MINUTE_MS) },
  'relay hangs': { weight: 0.6, inject: relayFault('public-hang', SECOND_MS, 40 * SECOND_MS) },
  'relay grants nothing': { weight: 0.5, inject: relayFault('register-503', SECOND_MS, MINUTE_MS) },
  'relay does not say': { weight: 0.4, inject: relayFault('register-hang', SECOND_MS, MINUTE_MS) },
  'tunnel ports refused': { weight: 0.4, inject: relayFault('ports', SECOND_MS, MINUTE_MS) },
  'relay killed': { weight: 0.2, inject: relayFault('stopped', 2 * SECOND_MS, 90 * SECOND_MS) },
  'relay killed for long': { weight: 0.02, inject: relayFault('stopped', 4 * MINUTE_MS, 15 * MINUTE_MS) },
  'another address': {
    weight: 0.2,
    inject: (context) => {
      const { relay } = context.world;
      for (const { name } of relay.tunnels()) {
        relay.takeName(name);
        releaseAfter(context, MINUTE_MS, 10 * MINUTE_MS, () => relay.releaseName(name));
      }
      relay.dropConnections();
      releaseAfter(context, SECOND_MS, 10 * SECOND_MS, context.world.holds.activate('stopped'));
    },
  },
  'network down': { weight: 0.2, inject: computerFault('offline', 2 * SECOND_MS, 2 * MINUTE_MS) },
  'webhook disabled': { weight: 0.3, inject: webhookFault(({ tenant }, id) => tenant.disableWebhook(id)) },
  'webhook expired': { weight: 0.2, inject: webhookFault(({ tenant }, id) => tenant.expireWebhook(id)) },
  'webhook deleted': { weight: 0.2, inject: webhookFault(({ tenant }, id) => tenant.deleteWebhook(id)) },
  'provider down': {
    weight: 0.05,
    inject: providerFault(MINUTE_MS, 15 * MINUTE_MS, [{ status: 503, retryAfterSeconds: 30 }]),
  },
  'secret revoked': {
    weight: 0.01,
    inject: providerFault(MINUTE_MS, 15 * MINUTE_MS, [{ method: 'POST', path: '/tenants', status: 401 }]),
  },
  'plan refused': {
    weight: 0.01,
    inject: providerFault(MINUTE_MS, 5 * MINUTE_MS, [{ path: '/assignments', status: 403 }]),
  },
  'disk full': { weight: 0.25, inject: computerFault('full', 2 * SECOND_MS, 40 * SECOND_MS) },
  'database locked': { weight: 0.15, inject: computerFault('locked', SECOND_MS, 8 * SECOND_MS) },
  crash: {
    weight: 0.15,
    inject: (context) => {
      context.computer.crash();
      restartLater(context);
    },
  },
  'crash in the middle of a request': {
    weight: 0.2,
    inject: (context) => {
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
    inject: (context) => {
      void context.computer.close();
      restartLater(context);
    },
  },
  sleep: {
    weight: 0.12,
    inject: (context) => {
      const { computer, world, random } = context;
      if (clock.isAsleep()) return;
      computer.sleep();
      // While asleep the tunnel does not answer.
      const release = world.holds.activate('public-hang');
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
    inject: (context) => {
      const { random } = context;
      const byMs = random.int(5, 36 * 60) * MINUTE_MS;
      clock.setSkew(random.chance(0.5) ? byMs : -byMs);
      releaseAfter(context, MINUTE_MS, 30 * MINUTE_MS, () => clock.setSkew(0));
    },
  },
};

const WEIGHTS = Object.fromEntries(Object.entries(FAULTS).map(([name, { weight }]) => [name, weight]));

export const FAULT_NAMES = Object.keys(FAULTS);

/** One fault, by chance or by name. @returns what it is called. */
export const injectFault = (context: FaultContext, name = context.random.weighted(WEIGHTS)): string => {
  FAULTS[name]?.inject(context);
  return name;
};
