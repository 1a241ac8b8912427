import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../shared/time.ts';
import { api, collect, failure, startProtime, wireAssignment } from './protime-fixture.ts';

const LIST = api('GET /assignments');

/** A list with one assignment per day that refuses requests for more than `maxDays` days. */
const startLimited = async (maxDays: number) => {
  const { server, client } = await startProtime();
  const refused: number[] = [];
  server.respondTo(LIST, ({ query }) => {
    const [, from = '', until = ''] = /ge '(.*)' and date le '([\d-]*)'/.exec(query.get('filter') ?? '') ?? [];
    const days = daysBetween(from, until) + 1;
    if (days > maxDays) {
      refused.push(days);
      const reasons = ['The provided date range is invalid'];
      return { status: 400, json: { error: { code: 'InvalidFilter', message: 'x', reasons } } };
    }
    const starts = Array.from({ length: days }, (_, day) => addDays(from, day));
    return { json: { value: starts.map((day, id) => wireAssignment({ id: id + 1, from: day, until: day })) } };
  });
  const read = async (from: string, until: string) => {
    const pages = await collect(client.assignments({ from, until }));
    return pages.flatMap(({ assignments }) => assignments.map(({ fields }) => fields.from));
  };
  return { server, read, refused };
};

const everyDay = (from: string, until: string) =>
  Array.from({ length: daysBetween(from, until) + 1 }, (_, day) => addDays(from, day));

describe('a long period', () => {
  it('is requested in pieces of at most a year', async () => {
    const { read, server, refused } = await startLimited(365);
    expect(await read('2025-03-01', '2027-06-30')).toEqual(everyDay('2025-03-01', '2027-06-30'));
    expect([server.requestsTo(LIST).length, refused]).toEqual([3, []]);
  });

  it.each([62, 31, 7, 1])('is read completely when more than %i days are refused', async (maxDays) => {
    const { read } = await startLimited(maxDays);
    expect(await read('2026-01-01', '2026-12-31')).toEqual(everyDay('2026-01-01', '2026-12-31'));
  });

  it('is not requested in longer pieces after they were refused', async () => {
    const { read, refused } = await startLimited(62);
    await read('2026-01-01', '2026-12-31');
    expect(refused).toEqual([365, 183, 92]);
    await read('2027-01-01', '2027-12-31');
    expect(refused).toHaveLength(3);
  });
});

it('throws the error of a single day that is refused, and tries longer pieces again later', async () => {
  const { server, client } = await startProtime();
  const reasons = ['The provided date range is invalid', "Unknown field 'Noor'", 'See https://acme.myprotime.eu/x'];
  server.respondTo(LIST, { status: 400, json: { error: { code: 'InvalidFilter', reasons } } });
  const read = () => collect(client.assignments({ from: '2026-01-01', until: '2026-12-31' }));
  expect((await failure(read())).detail).toBe(
    'InvalidFilter: The provided date range is invalid: Unknown field …: See …',
  );
  expect(server.requestsTo(LIST).length).toBeLessThan(12);
  server.respondTo(LIST, { json: { value: [] } });
  const before = server.requestsTo(LIST).length;
  await read();
  expect(server.requestsTo(LIST)).toHaveLength(before + 1);
});

it.each([403, 404, 429, 500])('does not shorten the pieces after a %i', async (status) => {
  const { server, client } = await startProtime();
  server.respondTo(LIST, { status });
  await failure(collect(client.assignments({ from: '2026-01-01', until: '2026-12-31' })));
  expect(new Set(server.requestsTo(LIST).map(({ url }) => url)).size).toBe(1);
});

it('does not read pages again when a later one is refused', async () => {
  const { server, client } = await startProtime();
  const nextLink = `${LIST.slice(4)}?continuationToken=b`;
  server.respondTo(LIST, { json: { value: [wireAssignment()], nextLink } }, { status: 400 });
  expect((await failure(collect(client.assignments({ from: '2026-01-01', until: '2026-12-31' })))).status).toBe(400);
  expect(server.requestsTo(LIST)).toHaveLength(2);
});
