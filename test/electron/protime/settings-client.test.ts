import { expect, it, onTestFinished } from 'vitest';
import { createSettingsClient } from '../../../electron/protime/settings-client.ts';
import { sendRequest } from '../../../electron/request.ts';
import { settings } from '../../../shared/settings.ts';
import { startScriptedServer } from '../../fakes/scripted-server.ts';
import { DISCOVERY, failure } from './protime-fixture.ts';

const defaults = settings.parse({});

const start = async () => {
  const server = await startScriptedServer();
  onTestFinished(() => server.close());
  const protime = {
    ...defaults.protime,
    ...{ tenant: 'acme', clientId: 'planner-app', company: 'Acme Zorg', apiUrl: server.origin, authUrl: server.origin },
  };
  const client = createSettingsClient({
    settings: { current: () => ({ ...defaults, protime }), clientSecret: () => 'wh1sper' },
    version: '1.2.3',
    sendRequest,
    now: Date.now,
  });
  onTestFinished(() => client.close());
  return { server, client };
};

it('aborts its requests when it closes, also the pause before the next attempt, and sends no others', async () => {
  const { server, client } = await start();
  const asked = new Promise<void>((resolve) => {
    server.respondTo(DISCOVERY, () => {
      resolve();
      return { status: 503, headers: { 'retry-after': '50' } };
    });
  });
  const call = failure(client.listWebhooks());
  await asked;
  client.close();
  expect((await call).code).toBe('aborted');
  const requests = server.requests.length;
  expect((await failure(client.listWebhooks())).code).toBe('aborted');
  expect(server.requests).toHaveLength(requests);
});

it('distinguishes a tenant of the other environment from an unknown one, without sending the secret', async () => {
  const asked: string[] = [];
  const start = (knownAt: string) => {
    const client = createSettingsClient({
      settings: {
        current: () => ({ ...defaults, protime: { ...defaults.protime, tenant: 'acme', clientId: 'planner-app' } }),
        clientSecret: () => 'wh1sper',
      },
      version: '1.2.3',
      now: Date.now,
      sendRequest: async (url, init) => {
        asked.push(`${url} ${init?.body ?? ''}`);
        return new Response('', { status: String(url).startsWith(knownAt) ? 200 : 404 });
      },
    });
    onTestFinished(() => client.close());
    return client;
  };
  const there = 'https://authentication.myprotimesandbox.eu/';
  expect((await failure(start(there).checkAccess())).code).toBe('wrong-environment');
  expect((await failure(start('https://nowhere.example').checkAccess())).code).toBe('wrong-tenant');
  const atOther = asked.filter((request) => request.startsWith(there));
  expect(atOther).toHaveLength(2);
  expect(atOther.join()).not.toContain('wh1sper');
});
