import { describe, expect, it } from 'vitest';
import { WEBHOOKS_WRITE } from '../../../electron/protime/scopes.ts';
import { api, failure, startProtime, wireAssignment } from './protime-fixture.ts';

const CREATE = api('POST /webhooks');
const SECRET_PATH = 'c0ffee-in-the-path';
const destination = { destinationUrl: `https://tunnel.example/${SECRET_PATH}` };
const created = { status: 201, json: { id: 'w-1', key: 'hmac-key', validUntil: '2026-03-31T12:30:00+02:00' } };

describe('createWebhook', () => {
  it('registers the address for assignments and returns the key', async () => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, created);
    expect(await client.createWebhook(destination)).toEqual({
      id: 'w-1',
      key: 'hmac-key',
      validUntil: '2026-03-31T12:30:00+02:00',
      validUntilMs: Date.UTC(2026, 2, 31, 10, 30),
    });
    const request = server.requestsTo(CREATE)[0];
    expect(JSON.parse(request?.body ?? '')).toEqual({ ...destination, collectionName: 'assignments' });
    expect([request?.headers['content-type'], request?.url.includes('?')]).toEqual(['application/json', false]);
  });

  it('requests external references in the notation of Protime', async () => {
    const { server, client } = await startProtime({
      externalReferences: { people: ['@employee-number', 'hr-id'], activityDefinitions: ['@data-entry-code'] },
    });
    server.respondTo(CREATE, created);
    await client.createWebhook(destination);
    expect(server.requestsTo(CREATE)[0]?.url.split('?')[1]).toBe(
      'externalReferences=(people,@employee-number)(people,hr-id)(activity-definitions,@data-entry-code)',
    );
  });

  it('refuses a reference that would change the query', async () => {
    await expect(startProtime({ externalReferences: { people: ['x)(people,@badge-number'] } })).rejects.toThrow(
      RangeError,
    );
  });

  it('reads the id from Location when the body has none', async () => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, { status: 201, headers: { location: '/connector/x/webhooks/77' }, json: { key: 'k' } });
    expect(await client.createWebhook(destination)).toEqual({
      id: '77',
      key: 'k',
      validUntil: null,
      validUntilMs: null,
    });
  });

  it.each([
    [
      400,
      { error: { code: 'BadRequest', message: `The url https://tunnel.example/${SECRET_PATH} is invalid` } },
      'invalid-destination',
    ],
    [400, { validationErrors: { destinationUrl: ['must be https'] } }, 'invalid-destination'],
    [409, { error: { code: 'Conflict', message: 'x' } }, 'second-webhook-refused'],
    [400, { error: { code: 'BadRequest', message: 'A webhook already exists' } }, 'second-webhook-refused'],
    [403, { error: { code: 'Forbidden', message: 'x' } }, 'missing-scope'],
    [418, {}, 'unexpected-answer'],
  ])('reports a %i with %j as %s', async (status, json, code) => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, { status, json });
    const error = await failure(client.createWebhook(destination));
    expect([error.code, error.status]).toEqual([code, status]);
    expect(JSON.stringify([error, error.message])).not.toContain(SECRET_PATH);
    if (code === 'missing-scope') expect(error.scope).toBe(WEBHOOKS_WRITE);
  });

  it.each([
    ['as they are', { error: { code: 'InvalidExternalReferences', message: 'Unknown external reference' } }],
    ['without naming them', { error: { code: 'BadRequest', message: 'x' } }],
  ])('continues without external references that are refused %s, and reports that', async (_case, json) => {
    const { server, client } = await startProtime({ externalReferences: { people: ['@employee-number', 'typo'] } });
    server.respondTo(CREATE, ({ query }) => (query.has('externalReferences') ? { status: 400, json } : created));
    expect(client.referencesRefused()).toBe(false);
    expect((await client.createWebhook(destination)).id).toBe('w-1');
    server.respondTo(api('GET /assignments/1'), { json: wireAssignment({ id: 1 }) });
    await client.assignment(1);
    expect(client.referencesRefused()).toBe(true);
    server.respondTo(CREATE, created);
    await client.createWebhook(destination);
    expect(client.referencesRefused()).toBe(false);
  });

  it('does not report the references as refused when the request is refused without them, too', async () => {
    const { server, client } = await startProtime({ externalReferences: { people: ['@employee-number'] } });
    server.respondTo(CREATE, { status: 400, json: { error: { code: 'InvalidDestinationUrl' } } });
    expect(await failure(client.createWebhook(destination))).toMatchObject({ code: 'invalid-destination' });
    expect(client.referencesRefused()).toBe(false);
  });
});

describe('listWebhooks', () => {
  it('reads all fields of each webhook, over several pages', async () => {
    const { server, client } = await startProtime();
    const next = `${api('GET /webhooks').slice(4)}?continuationToken=b`;
    server.respondTo(
      api('GET /webhooks'),
      {
        json: {
          value: [
            {
              id: 1,
              validUntil: '2026-03-31T12:30:00Z',
              status: 'Enabled',
              destinationUrl: 'https://a/b',
              collectionName: 'assignments',
            },
          ],
          nextLink: next,
        },
      },
      {
        json: {
          value: [
            { id: 'two', status: 'Uninitialized' },
            { id: 3, status: 'Paused', validUntil: 'soon' },
          ],
        },
      },
    );
    const webhooks = await client.listWebhooks();
    expect(webhooks.map(({ id, status, validUntilMs }) => [id, status, validUntilMs])).toEqual([
      ['1', 'enabled', Date.UTC(2026, 2, 31, 12, 30)],
      ['two', 'uninitialized', null],
      ['3', 'unknown', null],
    ]);
  });

  it('filters by status and collection', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('GET /webhooks'), { json: { value: [] } });
    await client.listWebhooks({ status: 'Disabled', collectionName: "o'clock" });
    expect(server.requestsTo(api('GET /webhooks'))[0]?.query.get('filter')).toBe(
      "status eq 'Disabled' and collection-name eq 'o''clock'",
    );
  });

  it('returns the valid webhooks when one is invalid', async () => {
    const { server, client } = await startProtime();
    const odd = { id: 2, status: 5, destinationUrl: ['x'], validUntil: 20260331, collectionName: {} };
    server.respondTo(api('GET /webhooks'), { json: { value: [{ id: null }, 'x', odd, { id: 3 }] } });
    expect((await client.listWebhooks()).map(({ id, status }) => [id, status])).toEqual([
      ['2', 'unknown'],
      ['3', 'unknown'],
    ]);
  });

  it('reads a time without an offset as UTC', async () => {
    const { server, client } = await startProtime();
    const times = ['2026-03-31T12:30:00', '2026-03-31 12:30:00.000', '2026-03-31T14:30:00+02:00'];
    server.respondTo(api('GET /webhooks'), { json: { value: times.map((validUntil, id) => ({ id, validUntil })) } });
    const ends = (await client.listWebhooks()).map(({ validUntil, validUntilMs }) => [
      Date.parse(validUntil ?? ''),
      validUntilMs,
    ]);
    expect(ends).toEqual(times.map(() => [Date.UTC(2026, 2, 31, 12, 30), Date.UTC(2026, 2, 31, 12, 30)]));
  });
});

describe('one webhook', () => {
  it('is undefined when it does not exist any more', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('GET /webhooks/here'), { json: { id: 'here', status: 'Disabled' } });
    expect((await client.getWebhook('here'))?.status).toBe('disabled');
    expect(await client.getWebhook('gone')).toBeUndefined();
  });

  it.each([200, 204, 404, 410])('is deleted for a %i', async (status) => {
    const { server, client } = await startProtime();
    server.respondTo(api('DELETE /webhooks/w-1'), { status });
    await client.deleteWebhook('w-1');
    expect(server.requestsTo(api('DELETE /webhooks/w-1'))).toHaveLength(1);
  });

  it.each(['Disabled', 'Deleted'])(
    'counts as deleted when it is kept as %s and refuses to be deleted again',
    async (status) => {
      const { server, client } = await startProtime();
      server.respondTo(api('DELETE /webhooks/w-1'), { status: 409 });
      server.respondTo(api('GET /webhooks/w-1'), { json: { id: 'w-1', status } });
      await client.deleteWebhook('w-1');
      server.respondTo(api('GET /webhooks/w-1'), { json: { id: 'w-1', status: 'Enabled' } });
      expect((await failure(client.deleteWebhook('w-1'))).status).toBe(409);
    },
  );

  it('cannot address another resource through its id', async () => {
    const { server, client } = await startProtime();
    for (const id of ['../assignments', '..', 'a?b=c', '']) await client.deleteWebhook(id);
    expect(
      server.requests.filter(({ method }) => method === 'DELETE').every(({ url }) => /\/webhooks\/[^/?]+$/.test(url)),
    ).toBe(true);
  });
});
