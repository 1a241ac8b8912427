import type { Random } from '../../electron/demo/random.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { type RelayFaults, startRelay } from '../fakes/relay/relay.ts';
import { createHolds } from './active-faults.ts';

const HOUR_MS = 3_600_000;

/**
 * Protime's real schedule is not public. This one tries at least once a minute for most of an hour before it gives a webhook
 * up: what a provider holds back for longer no app could know of without reading the list all the time.
 */
const RETRY_DELAYS_MS = [1000, 5000, 15_000, 30_000, ...Array.from({ length: 45 }, () => 60_000)];

type RelayHold = 'stopped' | 'register-503' | 'register-hang' | 'ports' | 'public-503' | 'public-hang';

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
  });
  const relay = await startRelay();
  let powering: Promise<void> = Promise.resolve();

  const onThePublicSide = (): Pick<RelayFaults, 'public'> => {
    if (holds.has('public-hang')) return { public: 'hang' };
    return holds.has('public-503') ? { public: '503' } : {};
  };
  const register = (): Pick<RelayFaults, 'register'> => {
    if (holds.has('register-hang')) return { register: 'hang' };
    return holds.has('register-503') ? { register: '503' } : {};
  };
  const refresh = () =>
    relay.setFaults({
      ...onThePublicSide(),
      ...register(),
      ...(holds.has('ports') && { tunnelPort: 'refuse' as const }),
    });
  const holds = createHolds<RelayHold>((name, held) => {
    refresh();
    if (name === 'stopped') powering = powering.then(held ? relay.stop : relay.start);
  });
  refresh();

  return {
    tenant,
    relay,
    holds,
    settled: (): Promise<void> => powering,
    async close(): Promise<void> {
      await tenant.close();
      await powering;
      await relay.stop();
    },
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
