import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { type App, appArgsFor, freePort, runJsonCommand, startApp, tempDir, until } from './app.ts';
import { type Destination, destinationOf, startProtime } from './protime.ts';

export interface Live {
  tenant: DemoTenant;
  app: App;
  data: string;
  destination: Destination;
  args: string[];
  env: Record<string, string>;
}

/** Starts a live app; deliveries are paused and sent only by the test. */
export const startLive = async (options: DemoTenantOptions = {}, more: readonly string[] = []): Promise<Live> => {
  const tenant = await startProtime({ people: 2, ...options });
  const data = tempDir();
  const { args, env } = appArgsFor(tenant, { data, receiverPort: await freePort() });
  const app = startApp([...args, ...more], { env });
  await app.state('live');
  tenant.pauseDeliveries();
  return { tenant, app, data, destination: destinationOf(tenant), args: [...args, ...more], env };
};

export interface StatusJson {
  connection: { state: string; webhookId: string | null; problem: { code: string } | null };
  counts: Record<string, number>;
  lastEventAt: string | null;
}

export const statusOf = async (data: string): Promise<StatusJson> => {
  const [status] = await runJsonCommand<StatusJson>('status', data);
  if (!status) throw new Error('no status');
  return status;
};

/** One line of the plan; undefined when it is not there. */
export const planLineOf = async (data: string, id: number): Promise<Record<string, unknown> | undefined> =>
  (await runJsonCommand('plan', data)).find((line) => line.id === id);

export const untilPlan = (data: string, id: number, fits: (line: Record<string, unknown> | undefined) => boolean) =>
  until(`the plan of ${id}`, async () => {
    const line = await planLineOf(data, id);
    return fits(line) ? { line } : undefined;
  });
