import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SIGNATURE, signatureHeaders } from '../../../electron/demo/sign.ts';
import { createDemoTenant } from '../../../electron/demo/tenant.ts';
import { addressOf } from '../../../electron/web/running.ts';
import { createTickets } from '../../../electron/web/tickets.ts';

const CLI = fileURLToPath(new URL('../../../dist/electron/cli.js', import.meta.url));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
};

/** The built app, live, with a quiet Protime behind it: what happens there is what the bench makes happen. */
export const startLiveApp = async (scratch: string) => {
  const tenant = await createDemoTenant({ duplicateRatio: 0 });
  const port = await freePort();
  const data = join(scratch, 'live');
  const { tenant: name, clientId, clientSecret } = tenant.credentials;
  const child = spawn(
    process.execPath,
    [
      ...[CLI, 'serve', '--json', '--no-open', '--subscribe', '--ui-port', '0', '--data', data],
      ...['--receiver-port', String(port), '--public-url', `http://127.0.0.1:${port}`],
      ...['--api-url', tenant.url, '--auth-url', tenant.url, '--tenant', name, '--client-id', clientId],
    ],
    { env: { ...process.env, PROTIME_CLIENT_SECRET: clientSecret }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    let ui = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { event: string; ui?: string; state?: string };
      ui ||= said.ui ?? '';
      if (said.state === 'live') resolve(ui);
    });
    child.once('exit', (status) => reject(new Error(`the app ended with ${status}: was it built?`)));
  });
  tenant.pauseDeliveries();
  const webhook = tenant.webhooks().at(-1);
  if (!webhook) throw new Error('the app made no webhook');
  return {
    /** The address of the page with a ticket: a new one each time. */
    get ui() {
      return addressOf(Number(new URL(address).port), createTickets(data, Date.now).create());
    },
    tenant,
    /** A change of the plan, posted as its provider would. */
    async post(change: Parameters<typeof tenant.upsert>[0]): Promise<void> {
      const body = JSON.stringify({ changeType: 'InsertOrUpdate', data: tenant.upsert(change) });
      const headers = signatureHeaders(DEFAULT_SIGNATURE, webhook.key, body, Date.now());
      const { status } = await fetch(webhook.destinationUrl, { method: 'POST', body, headers });
      if (status !== 204) throw new Error(`answered ${status}`);
    },
    async close(): Promise<void> {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await tenant.close();
    },
  };
};

export type LiveApp = Awaited<ReturnType<typeof startLiveApp>>;
