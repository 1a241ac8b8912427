import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { API, NOW_MS, startTenant } from './demo-client.ts';

const DESTINATION = 'https://planner.example/secret';

interface Created {
  readonly id: string;
  readonly key: string;
}

describe('the webhooks of the demo tenant', () => {
  it('creates one and returns its key only then', async () => {
    const { tenant, api, createWebhook } = await startTenant({ now: () => NOW_MS, webhookLifetimeMs: 3_600_000 });
    const { status, headers, body } = await createWebhook(DESTINATION);
    const { id, key, ...rest } = body as Created;
    expect([status, headers.get('location')]).toEqual([201, `${tenant.url}${API}/webhooks/${id}`]);
    expect(rest).toEqual({
      validUntil: '2026-06-16T11:00:00+02:00',
      status: 'Enabled',
      destinationUrl: DESTINATION,
      collectionName: 'assignments',
      externalReferences: null,
    });
    expect(key).toMatch(/^[\w+/]{43}=$/);
    expect((await api(`/webhooks/${id}`)).body).toEqual({ id, ...rest });
    expect((await api('/webhooks')).body).toEqual({ value: [{ id, ...rest }] });
  });

  it.each(['http://planner.example/', 'ftp://planner.example/', 'planner.example', ''])(
    'refuses the destination "%s"',
    async (destination) => {
      const { createWebhook } = await startTenant();
      expect(await createWebhook(destination)).toMatchObject({
        status: 400,
        body: { error: { code: 'InvalidDestinationUrl' } },
      });
    },
  );

  it('accepts plain http on loopback, unless configured otherwise', async () => {
    const byDefault = await startTenant();
    const never = await startTenant({ allowHttpDestinations: false });
    const always = await startTenant({ allowHttpDestinations: true });
    const statuses = [
      await byDefault.createWebhook('http://127.0.0.1:1/'),
      await never.createWebhook('http://127.0.0.1:1/'),
      await always.createWebhook('http://planner.example/'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 400, 201]);
  });

  it('accepts no address but those of the one destination it was given', async () => {
    const { createWebhook } = await startTenant({ onlyDestination: 'http://127.0.0.1:5000' });
    const statuses = await Promise.all(
      [
        'http://127.0.0.1:5000/secret',
        'http://127.0.0.1:5001/secret',
        'http://localhost:5000/secret',
        'http://127.0.0.1:5000@planner.example/',
        'https://planner.example/',
      ].map(async (url) => (await createWebhook(url)).status),
    );
    expect(statuses).toEqual([201, 400, 400, 400, 400]);
  });

  it('answers under its own name only, and issues its token for a secret that is new each time', async () => {
    const first = await startTenant();
    const second = await startTenant();
    expect(first.tenant.credentials.clientSecret).not.toBe(second.tenant.credentials.clientSecret);
    const { port } = new URL(first.tenant.url);
    const statusFor = (host: string) =>
      new Promise((resolve) =>
        get({ port, host: '127.0.0.1', headers: { host } }, (answer) => resolve(answer.statusCode)),
      );
    expect(await statusFor(`planner.example:${port}`)).toBe(421);
    expect(await statusFor(`localhost:${port}`)).toBe(400);
  });

  it('reports missing fields without the usual error object', async () => {
    const { api } = await startTenant();
    for (const body of ['', '[]', '{"collectionName":"assignments"}']) {
      expect(await api('/webhooks', { method: 'POST', body })).toMatchObject({
        status: 400,
        body: { validationErrors: [{ field: expect.any(String), message: expect.any(String) }] },
      });
    }
    const unknown = JSON.stringify({ destinationUrl: DESTINATION, collectionName: 'people' });
    expect(await api('/webhooks', { method: 'POST', body: unknown })).toMatchObject({
      status: 400,
      body: { error: { code: 'UnknownCollection' } },
    });
  });

  it('allows two webhooks, or answers 409', async () => {
    const two = await startTenant();
    expect([(await two.createWebhook(DESTINATION)).status, (await two.createWebhook(DESTINATION)).status]).toEqual([
      201, 201,
    ]);
    const one = await startTenant({ allowTwoWebhooks: false });
    const { body } = await one.createWebhook(DESTINATION);
    expect((await one.createWebhook(DESTINATION)).status).toBe(409);
    one.tenant.expireWebhook((body as Created).id);
    expect((await one.createWebhook(DESTINATION)).status).toBe(201);
  });

  it('returns expired and disabled webhooks as Disabled, and filters by it', async () => {
    let nowMs = NOW_MS;
    const { tenant, api, createWebhook } = await startTenant({ now: () => nowMs, webhookLifetimeMs: 60_000 });
    const idOf = async () => ((await createWebhook(DESTINATION)).body as Created).id;
    const [disabled, expired] = [await idOf(), await idOf()];
    tenant.disableWebhook(disabled);
    nowMs += 60_000;
    const live = await idOf();
    const list = async (filter: string) => {
      const { body } = await api(`/webhooks?filter=${encodeURIComponent(filter)}`);
      return (body as { value: Created[] }).value.map(({ id }) => id);
    };
    expect(await list("status eq 'Disabled'")).toEqual([disabled, expired]);
    expect(await list("status eq 'Enabled' and collection-name eq 'assignments'")).toEqual([live]);
    expect(await list("collection-name eq 'people'")).toEqual([]);
  });

  it('deletes one, after which it is not found', async () => {
    const { api, createWebhook } = await startTenant();
    const { id } = (await createWebhook(DESTINATION)).body as Created;
    const statuses = [
      await api(`/webhooks/${id}`, { method: 'DELETE' }),
      await api(`/webhooks/${id}`, { method: 'DELETE' }),
      await api(`/webhooks/${id}`),
    ].map(({ status }) => status);
    expect(statuses).toEqual([204, 404, 404]);
  });

  it('stores the requested external references', async () => {
    const { api, createWebhook } = await startTenant();
    const text = '(people,@badge-number)';
    const { id } = (await createWebhook(DESTINATION, `?externalReferences=${encodeURIComponent(text)}`))
      .body as Created;
    expect((await api(`/webhooks/${id}`)).body).toHaveProperty('externalReferences', text);
    expect((await createWebhook(DESTINATION, '?externalReferences=people')).status).toBe(400);
  });
});
