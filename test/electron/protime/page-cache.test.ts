import { describe, expect, it } from 'vitest';
import { createPageCache } from '../../../electron/protime/page-cache.ts';
import { api, collect, failure, startProtime, wireAssignment } from './protime-fixture.ts';

const LIST = api('GET /assignments');
const DAYS = { from: '2026-03-10', until: '2026-03-11', conditional: true };

describe('a conditional list', () => {
  it('uses the page it has when the provider says that it has not changed', async () => {
    const { server, client } = await startProtime();
    server.respondTo(
      LIST,
      { json: { value: [wireAssignment()] }, headers: { etag: '"one"' } },
      { status: 304, headers: { etag: '"one"' } },
      { json: { value: [] }, headers: { etag: '"two"' } },
    );
    const ids = async () => (await collect(client.assignments(DAYS))).flatMap(({ assignments }) => assignments.length);
    expect([await ids(), await ids(), await ids()]).toEqual([[1], [1], [0]]);
    const sent = server.requestsTo(LIST).map(({ headers }) => headers['if-none-match']);
    expect(sent).toEqual([undefined, '"one"', '"one"']);
  });

  it('is read in full where the provider gives no ETag, and by readings that do not ask for it', async () => {
    const { server, client } = await startProtime();
    server.respondTo(
      LIST,
      { json: { value: [] } },
      { json: { value: [] }, headers: { etag: '"x"' } },
      { json: { value: [] } },
    );
    for (let n = 0; n < 2; n += 1) await collect(client.assignments(DAYS));
    await collect(client.assignments({ from: DAYS.from, until: DAYS.until }));
    expect(server.requestsTo(LIST).map(({ headers }) => headers['if-none-match'])).toEqual(Array(3).fill(undefined));
  });

  it('fails with a 304 that was not asked for', async () => {
    const { server, client } = await startProtime();
    server.respondTo(LIST, { status: 304 });
    expect((await failure(collect(client.assignments(DAYS)))).code).toBe('unexpected-answer');
  });

  it('forgets its pages after a failure: a kept one may lead to a next one that has lapsed', async () => {
    const { server, client } = await startProtime();
    const nextLink = '/connector/protimeapi/api/v1/assignments?continuationToken=2';
    server.respondTo(
      LIST,
      { json: { value: [], nextLink }, headers: { etag: '"one"' } },
      { json: { value: [] } },
      { status: 304 },
      { status: 404 },
      { json: { value: [] } },
    );
    await collect(client.assignments(DAYS));
    expect((await failure(collect(client.assignments(DAYS)))).code).toBe('not-found');
    await collect(client.assignments(DAYS));
    expect(server.requestsTo(LIST).at(-1)?.headers['if-none-match']).toBeUndefined();
  });
});

describe('the pages that are kept', () => {
  it('are those used last, within a limit', () => {
    const cache = createPageCache(10);
    const put = (url: string, text: string) =>
      cache.put(url, { status: 200, headers: new Headers({ etag: 'e' }), text });
    put('a', '1234');
    put('b', '1234');
    cache.get('a');
    put('c', '1234');
    expect(['a', 'b', 'c'].map((url) => cache.get(url) !== undefined)).toEqual([true, false, true]);
    put('d', '12345678901');
    expect(cache.get('d')).toBeUndefined();
    put('a', '1');
    put('e', '12345');
    expect(['a', 'c', 'e'].map((url) => cache.get(url) !== undefined)).toEqual([true, true, true]);
  });
});
