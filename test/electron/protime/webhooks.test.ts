import { describe, expect, it } from 'vitest';
import { WEBHOOKS_WRITE } from '../../../electron/protime/scopes.ts';
import { api, failure, startProtime } from './protime-fixture.ts';

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

  it('reports external references that are not accepted', async () => {
    const { server, client } = await startProtime({ externalReferences: { people: ['typo'] } });
    server.respondTo(CREATE, {
      status: 400,
      json: { error: { code: 'BadRequest', message: 'Unknown external reference' } },
    });
    expect(await failure(client.createWebhook(destination))).toMatchObject({
      code: 'unexpected-answer',
      detail: 'external-references',
    });
  });

  it('names the field of an answer it cannot use, not its value', async () => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, { status: 201, json: { id: 'w', key: { value: 'leak' } } });
    const error = await failure(client.createWebhook(destination));
    expect([error.code, error.detail]).toEqual(['unexpected-answer', 'key']);
    expect(error.message).not.toContain('leak');
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

  it('names the item and field it cannot read', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('GET /webhooks'), { json: { value: [{ id: 1 }, { id: null }] } });
    expect((await failure(client.listWebhooks())).detail).toBe('value[1].id');
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

  it('cannot address another resource through its id', async () => {
    const { server, client } = await startProtime();
    for (const id of ['../assignments', '..', 'a?b=c', '']) await client.deleteWebhook(id);
    expect(
      server.requests.filter(({ method }) => method === 'DELETE').every(({ url }) => /\/webhooks\/[^/?]+$/.test(url)),
    ).toBe(true);
  });
});
