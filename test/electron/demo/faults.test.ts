import { describe, expect, it } from 'vitest';
import { eventually } from '../../eventually.ts';
import { startTenant } from './demo-client.ts';

describe('the faults of the demo tenant', () => {
  it.each([401, 403, 500, 503])('answers %d the given number of times', async (status) => {
    const { tenant, api } = await startTenant();
    tenant.faults.set({ status, times: 2 });
    const statuses = [await api('/people'), await api('/people'), await api('/people')].map((reply) => reply.status);
    expect(statuses).toEqual([status, status, 200]);
  });

  it('sends Retry-After with the answer', async () => {
    const { tenant, api } = await startTenant();
    tenant.faults.set({ status: 429, retryAfterSeconds: 7 });
    const { status, headers, body } = await api('/people');
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
    expect(body).toEqual({ error: { code: 'TooManyRequests', message: expect.any(String) } });
    tenant.faults.clear();
    expect((await api('/people')).status).toBe(200);
  });

  it('matches by method and path prefix', async () => {
    const { tenant, api, askToken, createWebhook } = await startTenant();
    tenant.faults.set({ method: 'POST', path: '/webhooks', status: 503 });
    tenant.faults.set({ path: '/tenants/demo/connect', status: 500 });
    const statuses = [await createWebhook('https://planner.example'), await api('/webhooks'), await askToken()].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([503, 200, 500]);
  });

  it('drops the connection before the request is handled, or before the answer', async () => {
    const { tenant, createWebhook } = await startTenant();
    tenant.faults.set({ drop: 'request', times: 1 });
    await expect(createWebhook('https://planner.example')).rejects.toThrow();
    expect(tenant.webhooks()).toHaveLength(0);
    tenant.faults.set({ drop: 'answer', times: 1 });
    await expect(createWebhook('https://planner.example')).rejects.toThrow();
    expect(tenant.webhooks()).toHaveLength(1);
  });

  it('answers late, and closes without waiting for it', async () => {
    const { tenant, api } = await startTenant();
    const gate = Promise.withResolvers<void>();
    tenant.faults.set({ path: '/people', after: gate.promise, times: 1 });
    let isAnswered = false;
    const held = api('/people').finally(() => {
      isAnswered = true;
    });
    await eventually(() => expect(tenant.requests.at(-1)?.path).toContain('/people'));
    expect((await api('/webhooks')).status).toBe(200);
    expect(isAnswered).toBe(false);
    gate.resolve();
    expect((await held).status).toBe(200);
    tenant.faults.set({ path: '/people', delayMs: 3_600_000 });
    tenant.faults.set({ after: new Promise(() => {}) });
    const late = [api('/people'), api('/webhooks')].map((each) => expect(each).rejects.toThrow());
    await tenant.close();
    await Promise.all(late);
  });
});
