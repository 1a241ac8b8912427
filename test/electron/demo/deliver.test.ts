import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignatureFormat } from '../../../electron/demo/sign.ts';
import { eventually } from '../../eventually.ts';
import { holdDeadlines } from '../../fakes/deadlines.ts';
import { eventsIn, type Started, startDestination, startTenant } from './demo-client.ts';

const subscribe = async ({ createWebhook }: Started, url: string, query = '') =>
  (await createWebhook(url, query)).body as { id: string; key: string };

describe('the deliveries of the demo tenant', () => {
  it('sends every kind of change in one signed POST each', async () => {
    const started = await startTenant();
    const destination = await startDestination();
    const { key } = await subscribe(started, destination.url);
    const { tenant } = started;
    const { id } = tenant.upsert({ person: { id: 1001 }, comments: 'Één é 👋' });
    tenant.reject(id);
    tenant.withdraw(id);
    tenant.touch(id);
    tenant.remove(id);
    await tenant.idle();
    const events = destination.received
      .flatMap(eventsIn)
      .toSorted((a, b) => (a.data.changeVersion < b.data.changeVersion ? -1 : 1));
    expect(events.map(({ changeType, data }) => [changeType, data.id, data.isRejected])).toEqual([
      ['InsertOrUpdate', id, false],
      ['InsertOrUpdate', id, true],
      ['InsertOrUpdate', id, false],
      ['InsertOrUpdate', id, false],
      ['Delete', id, undefined],
    ]);
    expect(events.every(({ data }) => /^[0-9A-F]{20}$/.test(data.changeVersion))).toBe(true);
    expect(Object.keys(events.at(-1)?.data ?? {})).toEqual(['changeVersion', 'id']);
    for (const { headers, body } of destination.received) {
      const expected = createHmac('sha256', key).update(body).digest('hex');
      expect(headers['x-protime-signature']).toBe(`sha256=${expected}`);
    }
    expect(tenant.webhooks()[0]).toMatchObject({ delivered: 5, failedAttempts: 0 });
  });

  it('signs in another format when configured', async () => {
    const signature: Partial<SignatureFormat> = {
      header: 'webhook-signature',
      prefix: 'v1,',
      digest: 'sha512',
      encoding: 'base64',
      content: 'id.timestamp.body',
      key: 'base64',
    };
    const started = await startTenant({ signature });
    const destination = await startDestination();
    const { key } = await subscribe(started, destination.url);
    started.tenant.upsert({});
    await started.tenant.idle();
    const [{ headers, body } = { headers: {}, body: '' }] = destination.received;
    const content = `${headers['x-protime-delivery']}.${headers['x-protime-timestamp']}.${body}`;
    const expected = createHmac('sha512', Buffer.from(key, 'base64')).update(content).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('uses each documented format of a body', async () => {
    const started = await startTenant({ now: () => Date.parse('2026-06-16T10:00:00+02:00') });
    const destination = await startDestination();
    await subscribe(started, destination.url);
    for (let count = 0; count < 300; count += 1) started.tenant.applyRandomChange();
    await started.tenant.idle();
    const bodies = destination.received.map(({ body }): unknown => JSON.parse(body));
    const kinds = bodies.map((body) => {
      if (Array.isArray(body)) return 'array';
      return typeof body === 'object' && body && 'value' in body ? 'value' : 'item';
    });
    expect(new Set(kinds)).toEqual(new Set(['item', 'array', 'value']));
  });

  it('adds the external references of the webhook', async () => {
    const started = await startTenant();
    const destination = await startDestination();
    await subscribe(started, destination.url, '?externalReferences=(people,@employee-number)');
    started.tenant.upsert({ person: { id: 1001 } });
    await started.tenant.idle();
    expect(destination.received.flatMap(eventsIn)[0]?.data).toMatchObject({
      person: { id: 1001, externalReferences: { '@employee-number': '0012' } },
    });
  });

  it('retries until it is accepted', async () => {
    const started = await startTenant({ retryDelaysMs: [5, 5, 5] });
    const destination = await startDestination((at) => (at < 2 ? 503 : 204));
    await subscribe(started, destination.url);
    started.tenant.upsert({});
    await started.tenant.idle();
    expect(destination.received.map(({ body }) => body === destination.received[0]?.body)).toEqual([true, true, true]);
    expect(started.tenant.webhooks()[0]).toMatchObject({ delivered: 1, failedAttempts: 2, status: 'Enabled' });
  });

  it.each([[401], [302], ['hang']] as const)('disables the webhook when every retry ended in %s', async (status) => {
    const deadlines = holdDeadlines();
    const started = await startTenant({ retryDelaysMs: [5] });
    const destination = await startDestination(() => {
      if (status === 'hang') deadlines.reach();
      return status;
    });
    const { id } = await subscribe(started, destination.url);
    started.tenant.upsert({});
    await started.tenant.idle();
    expect((await started.api(`/webhooks/${id}`)).body).toHaveProperty('status', 'Disabled');
    started.tenant.upsert({});
    await started.tenant.idle();
    expect(destination.received).toHaveLength(2);
  });

  it('stops when the webhook has expired or is deleted', async () => {
    const started = await startTenant();
    const [first, second] = [await startDestination(), await startDestination()];
    const expiring = await subscribe(started, first.url);
    const deleted = await subscribe(started, second.url);
    started.tenant.expireWebhook(expiring.id);
    await started.api(`/webhooks/${deleted.id}`, { method: 'DELETE' });
    started.tenant.upsert({});
    await started.tenant.idle();
    expect([first.received, second.received]).toEqual([[], []]);
  });

  it('holds deliveries while paused', async () => {
    const started = await startTenant();
    const destination = await startDestination();
    await subscribe(started, destination.url);
    started.tenant.pauseDeliveries();
    started.tenant.upsert({});
    await started.tenant.idle();
    expect(destination.received).toEqual([]);
    started.tenant.resumeDeliveries();
    await started.tenant.idle();
    expect(destination.received).toHaveLength(1);
  });

  it('sometimes sends a delivery twice', async () => {
    const started = await startTenant({ duplicateRatio: 1 });
    const destination = await startDestination();
    await subscribe(started, destination.url);
    started.tenant.upsert({});
    await started.tenant.idle();
    expect(destination.received.map(({ body }) => body)).toEqual(Array(2).fill(destination.received[0]?.body));
  });

  it('sends several deliveries at once, and can be closed meanwhile', async () => {
    const started = await startTenant();
    const destination = await startDestination(() => 'hang');
    await subscribe(started, destination.url);
    for (let count = 0; count < 20; count += 1) started.tenant.upsert({});
    await eventually(() => expect(destination.received.length).toBe(8));
    const idle = started.tenant.idle();
    await started.tenant.close();
    await expect(idle).resolves.toBeUndefined();
  });
});
