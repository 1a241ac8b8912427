import { describe, expect, it } from 'vitest';
import { API_PATH } from '../../../electron/protime/addresses.ts';
import { ASSIGNMENTS_READ, WEBHOOKS_READ } from '../../../electron/protime/scopes.ts';
import { api, collect, failure, grant, startProtime, TOKEN, wireAssignment } from './protime-fixture.ts';

const LIST = api('GET /assignments');
const march = { from: '2026-03-01', until: '2026-03-31' };
const page = (ids: number[], token?: string) => ({
  json: {
    value: ids.map((id) => wireAssignment({ id })),
    ...(token ? { nextLink: `${API_PATH}/assignments?continuationToken=${token}` } : {}),
  },
});

describe('assignments', () => {
  it('reads all pages, including empty ones, until there is no next link', async () => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, page([1, 2], 'a'), page([], 'b'), page([], 'c'), page([3]));
    const found = await collect(client.assignments(march));
    expect(found.map(({ assignments }) => assignments.map(({ id }) => id))).toEqual([[1, 2], [], [], [3]]);
    expect(server.requestsTo(LIST)[0]?.query.get('filter')).toBe("date ge '2026-03-01' and date le '2026-03-31'");
    expect(server.requestsTo(LIST).map(({ query }) => query.get('continuationToken'))).toEqual([null, 'a', 'b', 'c']);
  });

  it('returns an invalid item with its id, next to the others', async () => {
    const { server, client } = await startProtime();
    const bad = wireAssignment({ id: 9, from: 'tomorrow' });
    server.respondTo(LIST, { json: { value: [wireAssignment({ id: 8 }), bad, 'x'] } });
    const [first] = await collect(client.assignments(march));
    expect(first?.assignments.map(({ id }) => id)).toEqual([8]);
    expect(first?.unreadable).toEqual([
      { index: 1, id: 9, reason: 'from: not a date', raw: bad },
      { index: 2, reason: 'data: not an object', raw: 'x' },
    ]);
  });

  it.each([
    ['another server', 'https://thief.example'],
    ['another server without saying how', '//thief.example'],
    ['another port', 'http://127.0.0.1:9'],
  ])('takes path and query of a next link to %s, and asks its own server', async (_name, origin) => {
    const { server, client } = await startProtime();
    const filter = "person in (1,2) and date ge '2026-03-01'";
    const nextLink = `${origin}${API_PATH}/assignments?filter=${filter}&continuationToken=b`;
    server.respondTo(LIST, { json: { value: [], nextLink } }, page([1]));
    expect((await collect(client.assignments(march))).at(-1)?.assignments.map(({ id }) => id)).toEqual([1]);
    expect(server.requestsTo(LIST)[1]?.query.get('filter')).toBe(filter);
  });

  it.each([
    ['nowhere', 'http://['],
    ['to something that is no page', 'data:application/json,{}'],
    ['to the page it is on', `${API_PATH}/assignments?filter=date ge '2026-03-01' and date le '2026-03-31'`],
    ['too far', `?continuationToken=${'x'.repeat(4096)}`],
  ])('refuses a next link that leads %s', async (_name, nextLink) => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, { json: { value: [], nextLink } });
    expect(await failure(collect(client.assignments(march)))).toMatchObject({
      code: 'unexpected-answer',
      detail: 'nextLink',
    });
    expect(server.requestsTo(LIST)).toHaveLength(1);
  });

  it('detects next links that form a loop', async () => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, page([1], 'a'), page([2], 'b'), page([3], 'a'));
    expect((await failure(collect(client.assignments(march)))).detail).toBe('nextLink');
  });

  it('splits a long list of people so that no address is too long and no person is left out', async () => {
    const { server, client } = await startProtime({ externalReferences: { people: ['@employee-number'] } });
    server.respondTo(LIST, page([]));
    const personIds = Array.from({ length: 2000 }, (_, index) => 1_000_000 + index);
    await collect(client.assignments({ ...march, personIds }));
    const requests = server.requestsTo(LIST);
    const token = `&continuationToken=${'x'.repeat(1500)}`;
    const nextLinks = requests.map(({ path, query }) => `${server.origin}${path}?${query}${token}`.length);
    expect(Math.max(...nextLinks)).toBeLessThanOrEqual(4096);
    const asked = requests.flatMap(({ query }) =>
      /person in \((.*)\)/.exec(query.get('filter') ?? '')?.[1]?.split(','),
    );
    expect(asked.map(Number)).toEqual(personIds);
    expect(requests.length).toBeLessThan(14);
  });

  it('sends no request for an empty list of people', async () => {
    const { server, client } = await startProtime();
    expect(await collect(client.assignments({ ...march, personIds: [] }))).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('reads without external references when Protime refuses them', async () => {
    const { server, client } = await startProtime({ externalReferences: { people: ['typo'] } });
    server.respondTo(LIST, ({ query }) => (query.has('externalReferences') ? { status: 400 } : page([4])));
    const [first] = await collect(client.assignments(march));
    expect(first?.assignments.map(({ id }) => id)).toEqual([4]);
  });

  it.each([
    [{ text: '<html>' }, '(body)'],
    [{ json: [] }, '(body)'],
    [{ json: { value: {} } }, 'value'],
    [{ json: { value: [], nextLink: 4 } }, 'nextLink'],
  ])('reports %j as an unexpected answer', async (answer, detail) => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, answer);
    expect(await failure(collect(client.assignments(march)))).toMatchObject({ code: 'unexpected-answer', detail });
  });

  it('stops reading when the reader stops', async () => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, page([1], 'a'), page([2], 'b'), page([3]));
    for await (const _page of client.assignments(march)) break;
    expect(server.requestsTo(LIST)).toHaveLength(1);
  });

  it('distinguishes an unreadable planning from a missing scope', async () => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, { status: 403 });
    expect((await failure(collect(client.assignments(march)))).code).toBe('planning-not-supported');
    const other = await startProtime();
    other.server.respondTo(TOKEN, grant('t', WEBHOOKS_READ));
    other.server.respondTo(LIST, { status: 403 });
    expect(await failure(collect(other.client.assignments(march)))).toMatchObject({
      code: 'missing-scope',
      scope: ASSIGNMENTS_READ,
    });
  });
});

describe('one assignment', () => {
  it('is read like an event, with external references when requested', async () => {
    const { server, client } = await startProtime({ externalReferences: { people: ['@badge-number'] } });
    server.respondTo(api('GET /assignments/51234'), { json: wireAssignment({ isRejected: true, extra: 1 }) });
    expect(await client.assignment(51234)).toMatchObject({
      id: 51234,
      fields: { isRejected: true },
      raw: { extra: 1 },
    });
    expect(server.requestsTo(api('GET /assignments/51234'))[0]?.query.get('externalReferences')).toBe(
      '(people,@badge-number)',
    );
  });

  it('is undefined when it does not exist any more', async () => {
    const { client } = await startProtime();
    expect(await client.assignment(1)).toBeUndefined();
  });

  it('is reported as `unexpected-answer` when it is missing or a different one', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('GET /assignments/1'), { json: wireAssignment({ id: 1, from: '10/03/2026' }) });
    server.respondTo(api('GET /assignments/2'), { json: wireAssignment({ id: 3 }) });
    expect((await failure(client.assignment(1))).detail).toBe('from: not a date');
    expect((await failure(client.assignment(2))).code).toBe('unexpected-answer');
  });
});
