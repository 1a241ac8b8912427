import type { Random } from '../../electron/demo/random.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { type RelayFaults, startRelay } from '../fakes/relay/relay.ts';
import { createActiveFaults } from './active-faults.ts';
import { network } from './network.ts';

const HOUR_MS = 3_600_000;

/**
 * Retry schedule of the simulated provider (the real one is not public): about an hour. Changes held back longer could only
 * be found by constantly reading the list.
 */
const RETRY_DELAYS_MS = [1000, 5000, 15_000, 30_000, ...Array.from({ length: 45 }, () => 60_000)];

type RelayFault =
  | 'stopped'
  | 'swallowing'
  | 'lagging'
  | 'register-503'
  | 'register-hang'
  | 'ports'
  | 'public-503'
  | 'public-hang';

/** Everything that is not the planner's computer: the provider and the relay. */
export const createWorld = async (seed: number, random: Random) => {
  const tenant: DemoTenant = await createDemoTenant({
    seed,
    people: 5,
    liveEveryMs: 0,
    webhookLifetimeMs: random.int(3, 16) * HOUR_MS,
    allowTwoWebhooks: seed % 3 !== 0,
    duplicateRatio: 0.1,
    retryDelaysMs: RETRY_DELAYS_MS,
    pageSize: random.pick([20, 50, 200]),
    tokensPerMinute: 30,
    sendRequest: network.deliver,
  });
  const relay = await startRelay();
  let endLag = () => {};
  let pendingPower: Promise<void> = Promise.resolve();

  const publicFault = (): Pick<RelayFaults, 'public'> => {
    if (activeFaults.isActive('public-hang')) return { public: 'hang' };
    return activeFaults.isActive('public-503') ? { public: '503' } : {};
  };
  const registerFault = (): Pick<RelayFaults, 'register'> => {
    if (activeFaults.isActive('register-hang')) return { register: 'hang' };
    return activeFaults.isActive('register-503') ? { register: '503' } : {};
  };
  const refresh = () =>
    relay.setFaults({
      ...publicFault(),
      ...registerFault(),
      ...(activeFaults.isActive('ports') && { tunnelPort: 'refuse' as const }),
    });
  const activeFaults = createActiveFaults<RelayFault>((name, held) => {
    refresh();
    if (name === 'swallowing') network.swallow(held);
    if (name === 'lagging') {
      if (held) endLag = tenant.readings.lag();
      else endLag();
    }
    if (name === 'stopped') pendingPower = pendingPower.then(held ? relay.stop : relay.start);
  });
  refresh();

  return {
    tenant,
    relay,
    holds: activeFaults,
    settled: (): Promise<void> => pendingPower,
    async close(): Promise<void> {
      await tenant.close();
      await pendingPower;
      await relay.stop();
    },
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
