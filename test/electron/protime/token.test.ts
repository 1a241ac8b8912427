import { describe, expect, it } from 'vitest';
import {
  ACTIVITIES_READ,
  ALL_SCOPES,
  ASSIGNMENTS_READ,
  MANDATORY_SCOPES,
  PEOPLE_READ,
  WEBHOOKS_READ,
} from '../../../electron/protime/scopes.ts';
import type { Script } from '../../fakes/scripted-server.ts';
import { api, DISCOVERY, failure, grant, SECRET, startProtime, TOKEN } from './protime-fixture.ts';

const WEBHOOKS = api('GET /webhooks');
const NO_WEBHOOKS = { json: { value: [] } };

/** A token endpoint that grants these scopes, and refuses a request that names any other. */
const grantsOnly =
  (allowed: readonly string[]): Script =>
  ({ body }) => {
    const scope = new URLSearchParams(body).get('scope') ?? '';
    const refused = scope.split(' ').some((name) => !allowed.includes(name));
    return refused
      ? { status: 400, json: { error: 'invalid_scope' } }
      : grant(`for ${scope.length}`.replace(' ', '-'), scope);
  };

describe('the access token', () => {
  it('is requested once, with the client credentials and every wanted scope, and used for all calls', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    await Promise.all([client.listWebhooks(), client.listWebhooks(), client.listWebhooks()]);
    await client.listWebhooks();
    const requests = server.requestsTo(TOKEN);
    expect(requests).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'planner-app',
      client_secret: SECRET,
      scope: ALL_SCOPES.join(' '),
    });
    expect(new Set(server.requestsTo(WEBHOOKS).map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer token-1']),
    );
  });

  it('is used until a minute before it expires', async () => {
    const { server, client, clock } = await startProtime();
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    await client.listWebhooks();
    clock.nowMs += 1_739_000;
    await client.listWebhooks();
    expect(server.requestsTo(TOKEN)).toHaveLength(1);
    clock.nowMs += 1_000;
    await client.listWebhooks();
    expect(server.requestsTo(TOKEN)).toHaveLength(2);
  });

  it('is replaced by one request for all callers when Protime answers 401', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, ({ headers }) =>
      headers.authorization === 'Bearer token-1' ? { status: 401 } : NO_WEBHOOKS,
    );
    await Promise.all([client.listWebhooks(), client.listWebhooks()]);
    expect(server.requestsTo(TOKEN)).toHaveLength(2);
  });

  it('leads to a missing scope, without a loop, when the new one is refused too', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, { status: 401 });
    expect(await failure(client.listWebhooks())).toMatchObject({ code: 'missing-scope', scope: WEBHOOKS_READ });
    expect(server.requestsTo(WEBHOOKS)).toHaveLength(2);
  });

  it('is delivered to the other callers when one aborts', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.respondTo(TOKEN, async () => {
      await held;
      return grant('late');
    });
    const leaving = new AbortController();
    const left = failure(client.listWebhooks({}, leaving.signal));
    const stayed = client.listWebhooks();
    leaving.abort();
    expect((await left).code).toBe('aborted');
    release();
    expect(await stayed).toEqual([]);
  });
});

describe('discovery', () => {
  it('is followed to the token endpoint it names on the same server', async () => {
    const { server, client } = await startProtime();
    server.respondTo(DISCOVERY, { json: { token_endpoint: `${server.origin}/elsewhere/token` } });
    server.respondTo('POST /elsewhere/token', grant('found'));
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    await client.listWebhooks();
    expect(server.requestsTo(WEBHOOKS)[0]?.headers.authorization).toBe('Bearer found');
    expect(server.requestsTo(TOKEN)).toEqual([]);
  });

  it.each([
    ['names another server', { json: { token_endpoint: 'https://thief.example/token' } }],
    ['names another port of this one in plain text', { json: { token_endpoint: 'http://127.0.0.1:9/token' } }],
    ['is not there', { status: 404 }],
    ['is not JSON', { text: '<html>' }],
    ['points elsewhere', { status: 302, headers: { location: 'https://thief.example/' } }],
    ['is out of order', { status: 500 }],
    ['breaks off', { drop: true }],
  ])('falls back to the documented token endpoint when it %s', async (_name, answer) => {
    const { server, client } = await startProtime();
    server.respondTo(DISCOVERY, answer);
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    await client.listWebhooks();
    expect(server.requestsTo(TOKEN)).toHaveLength(1);
  });
});

it.each([
  { expires_in: 0 },
  { expires_in: null },
  { expires_in: 'half an hour' },
  { expires_in: -5 },
  { scope: ALL_SCOPES },
  { scope: ALL_SCOPES.join(',') },
  { scope: { all: true } },
  { scope: null },
])('a token with %j can be used, and is not requested for each call', async (odd) => {
  const { server, client } = await startProtime();
  server.respondTo(TOKEN, { json: { access_token: 't', expires_in: 1800, scope: ALL_SCOPES.join(' '), ...odd } });
  server.respondTo(WEBHOOKS, NO_WEBHOOKS);
  server.respondTo(api('GET /people'), { json: { value: [] } });
  await client.listWebhooks();
  for await (const page of client.people()) expect(page.readable).toEqual([]);
  expect(server.requestsTo(TOKEN)).toHaveLength(1);
});

describe('refused credentials', () => {
  it.each([
    ['invalid_client', { status: 400, json: { error: 'invalid_client' } }],
    ['a bare 401', { status: 401 }],
  ])('are reported as wrong credentials for %s', async (_name, answer) => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, answer);
    const error = await failure(client.listWebhooks());
    expect(error.code).toBe('wrong-credentials');
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(SECRET);
  });

  it('are reported without a request while there is no secret', async () => {
    const { server, client } = await startProtime({ clientSecret: () => undefined });
    expect((await failure(client.listWebhooks())).code).toBe('wrong-credentials');
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['the token endpoint is not there', { status: 404 }],
    ['neither discovery nor the token endpoint know the tenant', { status: 400, text: '<html>no such tenant</html>' }],
  ])('are reported as a wrong tenant when %s', async (_name, answer) => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, answer);
    expect((await failure(client.listWebhooks())).code).toBe('wrong-tenant');
  });

  it.each([
    [{ json: { access_token: 12, expires_in: 1800 } }, 'access_token'],
    [{ json: { access_token: 'two\r\nlines' } }, 'access_token'],
    [{ text: 'hello' }, '(body)'],
  ])('are reported as an unexpected answer for %j, with the field %s', async (answer, detail) => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, answer);
    const error = await failure(client.listWebhooks());
    expect([error.code, error.detail]).toEqual(['unexpected-answer', detail]);
  });
});

describe('scopes this client was not granted', () => {
  it('are omitted when they are only for names, and their calls fail without a request', async () => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, grantsOnly([...MANDATORY_SCOPES, PEOPLE_READ]));
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    server.respondTo(api('GET /people'), { json: { value: [{ id: 1, firstName: 'An', lastName: 'Peeters' }] } });
    await client.listWebhooks();
    expect((await client.people().next()).value.readable).toHaveLength(1);
    const error = await failure(client.activityDefinitions('v1', 1));
    expect(error).toMatchObject({ code: 'missing-scope', scope: ACTIVITIES_READ });
    expect(server.requests.some(({ path }) => path.includes('activity-structure'))).toBe(false);
  });

  it('are not requested again when the token is renewed', async () => {
    const { server, client, clock } = await startProtime();
    server.respondTo(TOKEN, grantsOnly(MANDATORY_SCOPES));
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    await client.listWebhooks();
    const before = server.requestsTo(TOKEN).length;
    clock.nowMs += 1_800_000;
    await client.listWebhooks();
    expect(server.requestsTo(TOKEN)).toHaveLength(before + 1);
    expect(new URLSearchParams(server.requestsTo(TOKEN).at(-1)?.body).get('scope')).toBe(MANDATORY_SCOPES.join(' '));
  });

  it('are listed when a mandatory one is missing', async () => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, grantsOnly(MANDATORY_SCOPES.filter((scope) => scope !== ASSIGNMENTS_READ)));
    server.respondTo(WEBHOOKS, NO_WEBHOOKS);
    server.respondTo(api('GET /assignments/7'), { status: 403 });
    expect(await client.listWebhooks()).toEqual([]);
    expect(await failure(client.assignment(7))).toMatchObject({ code: 'missing-scope', scope: ASSIGNMENTS_READ });
  });

  it('are reported as a missing scope when none is granted', async () => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, { status: 400, json: { error: 'invalid_scope' } });
    expect((await failure(client.listWebhooks())).code).toBe('missing-scope');
  });
});
