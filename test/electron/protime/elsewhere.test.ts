import { describe, expect, it, onTestFinished } from 'vitest';
import { createSettingsClient } from '../../../electron/protime/settings-client.ts';
import { sendRequest } from '../../../electron/request.ts';
import { settings } from '../../../shared/settings.ts';
import { type Answer, type ScriptedServer, startScriptedServer } from '../../fakes/scripted-server.ts';
import { api, DISCOVERY, failure, grant, SECRET, startProtime, TOKEN } from './protime-fixture.ts';

// Answers of Protime may contain the address of another server. Neither the secret nor a token may be sent there.

const WEBHOOKS = api('GET /webhooks');
const startAttacker = async (): Promise<ScriptedServer> => {
  const server = await startScriptedServer();
  onTestFinished(() => server.close());
  for (const path of ['POST /token', 'GET /token', TOKEN]) server.respondTo(path, grant('bait'));
  return server;
};

const ANSWERS: [string, string, (attacker: string) => Answer][] = [
  ['discovery names it', DISCOVERY, (attacker) => ({ json: { token_endpoint: `${attacker}/token` } })],
  [
    'discovery is redirected to it',
    DISCOVERY,
    (attacker) => ({ status: 307, headers: { location: `${attacker}/token` } }),
  ],
  ...[301, 302, 303, 307, 308].flatMap((status): typeof ANSWERS => [
    [
      `the request for a token is redirected to it (${status})`,
      TOKEN,
      (attacker) => ({ status, headers: { location: `${attacker}/token` } }),
    ],
    [
      `a call is redirected to it (${status})`,
      WEBHOOKS,
      (attacker) => ({ status, headers: { location: `${attacker}/webhooks` } }),
    ],
  ]),
  ['the next page lies on it', WEBHOOKS, (attacker) => ({ json: { value: [], nextLink: `${attacker}/webhooks` } })],
];

describe('another server', () => {
  it.each(ANSWERS)('is sent nothing when %s', async (_, at, answer) => {
    const attacker = await startAttacker();
    const { server, client } = await startProtime();
    server.respondTo(at, answer(attacker.origin));
    await Promise.allSettled([client.listWebhooks()]);
    expect(server.requestsTo(at)).not.toEqual([]);
    expect(attacker.requests).toEqual([]);
  });

  it('is also a server with the same host name and another port', async () => {
    const asked: string[] = [];
    const { client } = await startProtime({
      authUrl: 'https://auth.example.org',
      sendRequest: async (url, { body }) => {
        asked.push(`${url} ${body ?? ''}`);
        return Response.json({ token_endpoint: 'https://auth.example.org:8443/token', access_token: 't' });
      },
    });
    await Promise.allSettled([client.listWebhooks()]);
    const withSecret = asked.filter((request) => request.includes(SECRET)).map((request) => request.split(' ')[0]);
    expect(withSecret).toEqual(['https://auth.example.org/tenants/acme/connect/token']);
  });
});

it('a request that runs while the address changes does not use the secret of the new one', async () => {
  const [old, next] = [await startAttacker(), await startAttacker()];
  const at = (origin: string, secret: string) => ({
    protime: {
      ...settings.parse({}).protime,
      tenant: 'acme',
      clientId: 'planner-app',
      apiUrl: origin,
      authUrl: origin,
    },
    secret,
  });
  const [before, after] = [at(old.origin, 'the old secret'), at(next.origin, 'the new secret')];
  let inForce = before;
  const client = createSettingsClient({
    settings: {
      current: () => ({ ...settings.parse({}), protime: inForce.protime }),
      clientSecret: (to) => [before, after].find(({ protime }) => protime.authUrl === to?.authUrl)?.secret,
    },
    version: '1.2.3',
    sendRequest,
    now: Date.now,
  });
  onTestFinished(() => client.close());
  old.respondTo(WEBHOOKS, () => {
    // Meanwhile the planner enters another address, and the secret for it.
    inForce = after;
    return { status: 401 };
  });
  await failure(client.listWebhooks());
  const secretsSeen = old.requestsTo(TOKEN).map(({ body }) => new URLSearchParams(body).get('client_secret'));
  expect(secretsSeen).toEqual(['the old secret', 'the old secret']);
  await Promise.allSettled([client.listWebhooks()]);
  expect(new URLSearchParams(next.requestsTo(TOKEN)[0]?.body).get('client_secret')).toBe('the new secret');
});
