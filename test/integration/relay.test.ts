import { expect, it } from 'vitest';
import { AUTHORITY_PATH, relayCertificate } from '../fakes/relay/certificates.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { type App, isConnection, runJsonCommand, startApp, tempDir, until } from './app.ts';
import { untilPlan } from './live.ts';
import { asPlan, expectedPlan, removeEvents, startProtime } from './protime.ts';

const statesAfter = (app: App, count: number): string[] =>
  app.lines
    .slice(count)
    .filter(isConnection)
    .map(({ state }) => state);

it('receives through a relay, and is live again automatically after an outage of the relay', async () => {
  const relay = await startRelay();
  await using _ = relay;
  const tenant = await startProtime({ people: 4 });
  const data = tempDir();
  const app = startApp(
    [
      ...['serve', '--json', '--no-open', '--ui-port', '0', '--data', data, '--tunnel-host', relay.url],
      ...['--api-url', tenant.url, '--auth-url', tenant.url, '--heartbeat-seconds', '1'],
      ...['--tenant', tenant.credentials.tenant, '--client-id', tenant.credentials.clientId, '--subscribe'],
    ],
    { env: { PROTIME_CLIENT_SECRET: tenant.credentials.clientSecret } },
  );
  const { publicUrl } = await app.state('live');
  expect(publicUrl).toBe(relay.tunnels()[0]?.url);
  expect(tenant.webhooks()[0]?.destinationUrl.startsWith(`${publicUrl}/`)).toBe(true);

  const [a = 0, b = 0, c = 0, d = 0] = tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .slice(40)
    .map(({ id }) => id);
  tenant.upsert({ id: a, comments: 'through the relay', isRejected: true });
  await untilPlan(data, a, (line) => line?.comments === 'through the relay');
  await app.line('the rejection', (line) => line.event === 'rejected' && line.assignmentId === a);

  const before = app.lines.length;
  await relay.stop();
  tenant.upsert({ id: b, comments: 'while it was gone' });
  await until('the loss to be shown', () => statesAfter(app, before).some((state) => state !== 'live'));
  removeEvents(tenant, c);
  await relay.start();
  await until('the next live', () => app.connection()?.state === 'live');
  tenant.upsert({ id: d, comments: 'afterwards' });
  await untilPlan(data, d, (line) => line?.comments === 'afterwards');
  await untilPlan(data, c, (line) => line === undefined);
  await untilPlan(data, b, (line) => line?.comments === 'while it was gone');
  await tenant.idle();
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect(await app.kill('SIGTERM')).toBe(0);
});

it('reads the list after every loss of the tunnel, so that no delivery the provider abandoned is missing', async () => {
  const relay = await startRelay();
  await using _ = relay;
  // This provider does not try again.
  const tenant = await startProtime({ people: 2, retryDelaysMs: [] });
  const data = tempDir();
  const app = startApp(
    [
      ...['serve', '--json', '--no-open', '--ui-port', '0', '--data', data, '--tunnel-host', relay.url],
      ...['--api-url', tenant.url, '--auth-url', tenant.url, '--tenant', tenant.credentials.tenant],
      ...['--client-id', tenant.credentials.clientId, '--subscribe'],
    ],
    { env: { PROTIME_CLIENT_SECRET: tenant.credentials.clientSecret } },
  );
  await app.state('live');
  await relay.stop();
  const id = tenant.assignments()[40]?.id ?? 0;
  tenant.upsert({ id, comments: 'given up' });
  await until('the provider to give up', () => tenant.webhooks()[0]?.status === 'Disabled');
  await relay.start();
  await untilPlan(data, id, (line) => line?.comments === 'given up');
  await until('a new webhook', () => tenant.webhooks().length === 1 && tenant.webhooks()[0]?.status === 'Enabled');
  await app.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
});

it('receives over encrypted tunnel connections where the relay’s address asks for them', async () => {
  await using relay = await startRelay({ tls: relayCertificate() });
  expect(relay.url).toMatch(/^tls:/);
  const tenant = await startProtime({ people: 2 });
  const data = tempDir();
  const { tenant: name, clientId, clientSecret } = tenant.credentials;
  const app = startApp(
    [
      ...['serve', '--json', '--no-open', '--ui-port', '0', '--data', data, '--tunnel-host', relay.url],
      ...['--api-url', tenant.url, '--auth-url', tenant.url, '--tenant', name, '--client-id', clientId, '--subscribe'],
    ],
    { env: { PROTIME_CLIENT_SECRET: clientSecret, NODE_EXTRA_CA_CERTS: AUTHORITY_PATH } },
  );
  await app.state('live');
  const id = tenant.assignments()[40]?.id ?? 0;
  tenant.upsert({ id, comments: 'encrypted' });
  await untilPlan(data, id, (line) => line?.comments === 'encrypted');
});
