import { describe, expect, it } from 'vitest';
import { ASSIGNMENTS_READ, MANDATORY_SCOPES, PEOPLE_READ, WEBHOOKS_WRITE } from '../../../electron/protime/scopes.ts';
import { api, failure, grant, startProtime, TOKEN } from './protime-fixture.ts';

const empty = { json: { value: [] } };

const startReadable = async () => {
  const protime = await startProtime();
  protime.server.respondTo(api('GET /webhooks'), empty);
  protime.server.respondTo(api('GET /assignments'), empty);
  return protime;
};

describe('checkAccess', () => {
  it('reports no problem when everything is granted and readable', async () => {
    const { client, server } = await startReadable();
    const report = await client.checkAccess();
    expect([report.ok, report.problem, report.scopes.map(({ granted }) => granted)]).toEqual([
      true,
      null,
      [true, true, true, true, true],
    ]);
    expect(server.requestsTo(api('GET /assignments'))[0]?.query.get('filter')).toBe(
      "date ge '2026-03-10' and date le '2026-03-10'",
    );
    expect(server.requestsTo(api('GET /people'))).toEqual([]);
  });

  it('succeeds without the scopes for names, and lists them', async () => {
    const { client, server } = await startReadable();
    server.respondTo(TOKEN, grant('t', MANDATORY_SCOPES.join(' ')));
    const report = await client.checkAccess();
    expect(report.ok).toBe(true);
    expect(report.scopes).toContainEqual({ scope: PEOPLE_READ, granted: false, mandatory: false });
  });

  it('names the mandatory scope that is missing', async () => {
    const { client, server } = await startReadable();
    server.respondTo(TOKEN, grant('t', MANDATORY_SCOPES.filter((scope) => scope !== WEBHOOKS_WRITE).join(' ')));
    expect(await client.checkAccess()).toMatchObject({
      ok: false,
      problem: { code: 'missing-scope', scope: WEBHOOKS_WRITE },
    });
  });

  it('reports every scope as missing when none is granted', async () => {
    const { client, server } = await startReadable();
    server.respondTo(TOKEN, { status: 400, json: { error: 'invalid_scope' } });
    const report = await client.checkAccess();
    expect([report.ok, report.scopes.some(({ granted }) => granted)]).toEqual([false, false]);
  });

  it('distinguishes an unreadable planning from a missing scope', async () => {
    const { client, server } = await startReadable();
    server.respondTo(api('GET /assignments'), { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } });
    const report = await client.checkAccess();
    expect(report.problem).toEqual({ code: 'planning-not-supported' });
    expect(report.scopes).toContainEqual({ scope: ASSIGNMENTS_READ, granted: true, mandatory: true });
  });

  it('detects a scope that was granted since the last check', async () => {
    const { client, server } = await startReadable();
    server.respondTo(TOKEN, { status: 400, json: { error: 'invalid_scope' } });
    expect((await client.checkAccess()).ok).toBe(false);
    server.respondTo(TOKEN, grant('t'));
    expect((await client.checkAccess()).ok).toBe(true);
  });

  it('throws errors that are not about access', async () => {
    const { client, server } = await startReadable();
    server.respondTo(TOKEN, { status: 401, json: { error: 'invalid_client' } });
    expect((await failure(client.checkAccess())).code).toBe('wrong-credentials');
  });
});
