import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../../electron/demo/tokens.ts';
import { API, NOW_MS, startTenant, USER_AGENT } from './demo-client.ts';

const WINDOW = `/assignments?filter=${encodeURIComponent("date ge '2026-06-01' and date le '2026-06-30'")}`;

describe('the authentication of the demo tenant', () => {
  it('publishes a discovery document that leads to the token endpoint', async () => {
    const { tenant, send } = await startTenant();
    const { status, body } = await send('/tenants/demo/.well-known/openid-configuration');
    const issuer = `${tenant.url}/tenants/demo`;
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ issuer, token_endpoint: `${issuer}/connect/token`, scopes_supported: SCOPES }),
    ]);
  });

  it('issues a token of half an hour for the requested scopes', async () => {
    const { askToken } = await startTenant();
    const { status, body } = await askToken({ scope: `${SCOPES[0]} ${SCOPES[2]}` });
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        expires_in: 1800,
        token_type: 'Bearer',
        scope: `${SCOPES[0]} ${SCOPES[2]}`,
      },
    ]);
  });

  it.each([
    [{ client_secret: 'wrong' }, 'invalid_client'],
    [{ client_id: 'wrong' }, 'invalid_client'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ scope: 'connector-protimeapi-payroll.read' }, 'invalid_scope'],
  ])('refuses %o as %s', async (fields, error) => {
    const { askToken } = await startTenant();
    expect(await askToken(fields)).toMatchObject({ status: 400, body: { error } });
  });

  it('refuses a scope that the client was not granted', async () => {
    const { askToken } = await startTenant({ scopes: SCOPES.slice(0, 3) });
    expect(await askToken({ scope: SCOPES[3] })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  it('expects a form, and has no other tenant', async () => {
    const { send } = await startTenant();
    const json = await send('/tenants/demo/connect/token', { method: 'POST', body: '{}' });
    const stranger = await send('/tenants/acme/connect/token', { method: 'POST', body: new URLSearchParams() });
    expect([json.status, json.body, stranger.status]).toEqual([400, { error: 'invalid_request' }, 404]);
  });

  it('throttles a client that requests a token for each call', async () => {
    const { askToken } = await startTenant({ tokensPerMinute: 2 });
    expect((await askToken()).status).toBe(200);
    const { status, headers } = await askToken();
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
  });

  it('refuses calls without a token, with an unknown one, an expired one and a revoked one', async () => {
    let nowMs = NOW_MS;
    const { tenant, send, api } = await startTenant({ now: () => nowMs });
    const without = await send(`${API}${WINDOW}`);
    const unknown = await send(`${API}${WINDOW}`, { headers: { authorization: 'Bearer made-up' } });
    const good = await api(WINDOW);
    nowMs += 1_800_000;
    const expired = await api(WINDOW);
    expect([without, unknown, good, expired].map(({ status }) => status)).toEqual([401, 401, 200, 401]);
    expect(expired.body).toEqual({ error: { code: 'Unauthorized', message: expect.any(String) } });
    nowMs -= 1_800_000;
    tenant.revokeTokens();
    expect((await api(WINDOW)).status).toBe(401);
  });

  it.each([401, 403] as const)('answers %d when the token lacks the scope', async (missingScopeStatus) => {
    const { api } = await startTenant({ scopes: SCOPES.slice(0, 3), missingScopeStatus });
    expect([(await api('/people')).status, (await api(WINDOW)).status]).toEqual([missingScopeStatus, 200]);
  });

  it.each(['node', 'AssignmentMonitor', 'AssignmentMonitor/1.0', 'AssignmentMonitor (Example BV)'])(
    'refuses the User-Agent %s',
    async (userAgent) => {
      const { api } = await startTenant();
      expect((await api(WINDOW, { headers: { 'user-agent': userAgent } })).status).toBe(400);
    },
  );

  it('records the requests of each client', async () => {
    const { tenant, api } = await startTenant();
    await api('/people');
    expect(tenant.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: `${API}/people`,
      headers: { 'user-agent': USER_AGENT },
      atMs: expect.any(Number),
    });
  });
});
