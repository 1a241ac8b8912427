import { describe, expect, it } from 'vitest';
import { STRICT } from '../../../electron/demo/tenant.ts';
import { API, NOW_MS, startTenant } from './demo-client.ts';

const now = () => NOW_MS;
const list = (from: string, until: string, more = '') =>
  `/assignments?filter=${encodeURIComponent(`date ge '${from}' and date le '${until}'${more}`)}`;

describe('a strict tenant', () => {
  it('refuses more than a year at once, with a reason', async () => {
    const { api } = await startTenant({ now, ...STRICT });
    expect((await api(list('2026-01-01', '2026-12-31'))).status).toBe(200);
    expect(await api(list('2026-01-01', '2027-01-01'))).toMatchObject({
      status: 400,
      body: { error: { reasons: ['The provided date range is invalid'] } },
    });
    expect((await api(`/assignments?filter=${encodeURIComponent("date ge '2026-01-01'")}`)).status).toBe(400);
  });

  it('lists people only with a filter', async () => {
    const { api } = await startTenant({ now, ...STRICT });
    expect([(await api('/people')).status, (await api('/people/1001')).status]).toEqual([400, 200]);
  });

  it('refuses a next link that is too long', async () => {
    const { api, tenant } = await startTenant({ now, ...STRICT, pageSize: 1 });
    const ids = tenant.people().map(({ id }) => id);
    const follow = async (count: number) => {
      const persons = Array.from({ length: count }, (_, index) => ids[index % ids.length]).join(',');
      const { body } = await api(list('2026-06-01', '2026-06-30', ` and person in (${persons})`));
      const { nextLink } = body as { nextLink: string };
      expect(nextLink).toContain(` and person in (${persons})`);
      return (await api(nextLink)).status;
    };
    expect([await follow(100), await follow(550)]).toEqual([200, 414]);
  });

  it('keeps a deleted webhook in its list as Disabled', async () => {
    const { api, createWebhook } = await startTenant({ now, ...STRICT });
    const { id } = (await createWebhook('https://planner.example/x')).body as { id: string };
    expect((await api(`/webhooks/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await api('/webhooks')).body).toMatchObject({ value: [{ id, status: 'Disabled' }] });
  });

  it('returns the key in another field, Retry-After as a date, and 403 for a missing scope', async () => {
    const scopes = ['connector-protimeapi-webhooks.read', 'connector-protimeapi-webhooks.write'];
    const { api, tenant, createWebhook } = await startTenant({ now, ...STRICT, scopes });
    expect((await createWebhook('https://planner.example/x')).body).toMatchObject({
      webhook: { signingKey: tenant.webhooks()[0]?.key },
    });
    expect((await api('/people/1001')).status).toBe(403);
    tenant.faults.set({ path: `${API}/webhooks`, status: 429, retryAfterSeconds: 90 });
    expect((await api('/webhooks')).headers.get('retry-after')).toBe(new Date(NOW_MS + 90_000).toUTCString());
  });
});

it('delivers only to enabled webhooks', async () => {
  const { tenant, createWebhook } = await startTenant({ now, newWebhookStatus: 'Uninitialized' });
  const { id, status } = (await createWebhook('https://planner.example/x')).body as { id: string; status: string };
  expect(status).toBe('Uninitialized');
  tenant.touch(tenant.assignments()[0]?.id ?? 0);
  await tenant.idle();
  expect(tenant.webhooks()[0]).toMatchObject({ delivered: 0, failedAttempts: 0 });
  tenant.setWebhookStatus(id, 'Enabled');
  expect(tenant.webhooks()[0]?.status).toBe('Enabled');
});
