import { describe, expect, it } from 'vitest';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { appArgsFor, freePort, runJsonCommand, startApp, tempDir, until } from './app.ts';
import { type Core, startCore } from './core.ts';
import { asPlan, expectedPlan, startProtime } from './protime.ts';

/** Where a run is cut: when the provider was asked this request, before it did anything or after it did, but could not tell. */
interface Cut {
  request: number;
  effect: 'not done' | 'done';
}

const AT_ONCE = 3;

/** A provider and an app's data folder; `prepare` brings them to where the action begins. */
const world = async (
  options: DemoTenantOptions,
  prepare: (run: () => Promise<Core>, tenant: DemoTenant) => Promise<void>,
) => {
  const tenant = await startProtime({ people: 2, ...options });
  const data = tempDir();
  const receiverPort = await freePort();
  const { args, env } = appArgsFor(tenant, { data, receiverPort });
  const run = () => startCore({ tenant, data, receiverPort });
  await prepare(run, tenant);
  return {
    tenant,
    data,
    /** In this process, to look at. */
    run,
    /** In a process of its own, to be killed. */
    start: () => startApp(args, { env }),
  };
};

/** Runs the action once undisturbed: which requests it makes, by method. */
const requestsOf = async (make: () => ReturnType<typeof world>): Promise<string[]> => {
  const { tenant, run } = await make();
  const from = tenant.requests.length;
  const core = await run();
  await core.state('live');
  const requests = tenant.requests.slice(from).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  await core.monitor.close();
  return requests;
};

const cutAndGoOn = async (make: () => ReturnType<typeof world>, { request, effect }: Cut): Promise<void> => {
  const { tenant, data, start, run } = await make();
  const from = tenant.requests.length;
  // Slow enough that the process dies in the middle of this very request.
  tenant.faults.set({ delayMs: 250, times: request - 1 });
  tenant.faults.set(effect === 'done' ? { drop: 'answer', times: 1 } : { delayMs: 60_000, times: 1 });
  const app = start();
  await until(`request ${request}`, () => tenant.requests.length >= from + request);
  expect(await app.kill('SIGKILL')).toBeNull();
  tenant.faults.clear();

  const again = await run();
  const { webhookId } = await again.state('live');
  await until('one webhook', () => tenant.webhooks().filter(({ status }) => status === 'Enabled').length === 1);
  expect(tenant.webhooks().map(({ id }) => id)).toEqual([webhookId]);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  // And it is one that works.
  const received = Promise.withResolvers<void>();
  again.monitor.onPush((name, payload) => {
    if (name === 'timeline.changed' && JSON.stringify(payload).includes('afterwards')) received.resolve();
  });
  tenant.upsert({ id: tenant.assignments()[40]?.id ?? 0, comments: 'afterwards' });
  await received.promise;
  await again.monitor.close();
};

const ACTIONS: [string, () => ReturnType<typeof world>][] = [
  ['subscribe', () => world({}, async () => {})],
  ...[true, false].map((allowTwoWebhooks): [string, () => ReturnType<typeof world>] => [
    `renew (two webhooks allowed: ${allowTwoWebhooks})`,
    () =>
      world({ allowTwoWebhooks }, async (run, tenant) => {
        const core = await run();
        await core.state('live');
        await core.monitor.close();
        tenant.disableWebhook(tenant.webhooks()[0]?.id ?? '');
      }),
  ]),
];

describe.each(ACTIONS)('%s, with the app killed at each of its requests', (_, make) => {
  it('ends with exactly one working webhook', async () => {
    const requests = await requestsOf(make);
    expect(requests.some((each) => each.startsWith('POST') && each.endsWith('/webhooks'))).toBe(true);
    const cuts = requests.flatMap((each, n): Cut[] => {
      const changesSomething = each.includes('/webhooks') && !each.startsWith('GET');
      const request = n + 1;
      return [{ request, effect: 'not done' }, ...(changesSomething ? [{ request, effect: 'done' } as const] : [])];
    });
    let next = 0;
    const worker = async () => {
      for (let cut = cuts[next++]; cut; cut = cuts[next++]) {
        const { request, effect } = cut;
        await cutAndGoOn(make, cut).catch((cause: unknown) => {
          throw new Error(`killed at ${requests[request - 1]} (effect ${effect})`, { cause });
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  });
});
