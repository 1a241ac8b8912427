import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { runJsonCommand, until } from './app.ts';
import { type Live, planLineOf, startLive, statusOf } from './live.ts';
import { asPlan, changeEvent, deliver, expectedPlan, post, signed } from './protime.ts';

/** Newer than all that the provider gives. */
const NEWEST = 'F'.repeat(20);
const anId = ({ tenant }: Live): number => tenant.assignments()[40]?.id ?? 0;

/** The next good event is answered and shown. */
const stillWorks = async (live: Live): Promise<void> => {
  const comments = `still here ${Math.random()}`;
  expect(await deliver(live.destination, changeEvent(live.tenant, { id: anId(live), comments }))).toBe(204);
  expect((await planLineOf(live.data, anId(live)))?.comments).toBe(comments);
};

it('refuses a wrong signature after a valid one: nothing changes, and it is counted', async () => {
  const live = await startLive();
  const { tenant, data, destination } = live;
  await stillWorks(live);
  const before = (await statusOf(data)).counts;
  const plan = await runJsonCommand('plan', data);
  const forged = { ...tenant.assignments()[40], changeVersion: NEWEST, comments: 'forged', isRejected: true };
  const body = JSON.stringify({ changeType: 'InsertOrUpdate', data: forged });
  const wrong = await post(destination.url, body, { headers: signed('another key', body) });
  const none = await post(destination.url, body);
  const flipped = await post(destination.url, body.replace('forged', 'forgex'), {
    headers: signed(destination.key, body),
  });
  expect([wrong, none, flipped].map(({ status }) => status)).toEqual([401, 401, 401]);
  await until('the refused are counted', async () => (await statusOf(data)).counts.refused === 3);
  expect((await statusOf(data)).counts).toEqual({ ...before, refused: 3, putAside: 3 });
  expect(await runJsonCommand('plan', data)).toEqual(plan);
  await stillWorks(live);
});

it('answers unknown paths 404 and huge bodies 413, and keeps working', async () => {
  const live = await startLive();
  const { destination, data } = live;
  const root = new URL(destination.url).origin;
  const answers = [
    await post(destination.url, '', { method: 'GET' }),
    await post(destination.url, '{}', { method: 'PUT' }),
    await post(`${destination.url}x`, '{}'),
    await post(`${root}/`, '{}'),
    await post(`${root}/admin`, '{}'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(new Set(answers.map(({ headers }) => JSON.stringify(headers))).size).toBe(1);
  expect((await post(destination.url, ' '.repeat(9 * 1024 * 1024))).status).toBe(413);
  expect((await statusOf(data)).counts).toMatchObject({ deliveries: 0, refused: 0 });
  await stillWorks(live);
});

it('stores events it cannot parse and answers 2xx', async () => {
  const live = await startLive();
  const { destination, data } = live;
  const bodies = [
    '{"changeType":"InsertOrUpdate","data":{',
    'null',
    '42',
    '{"changeType":"Renamed","data":{"id":1,"changeVersion":"A"}}',
  ];
  for (const body of bodies) {
    expect(await deliver(destination, body)).toBe(204);
    await stillWorks(live);
  }
  for (const nothing of ['[]', '{"value":[]}']) expect(await deliver(destination, nothing)).toBe(204);
  expect((await statusOf(data)).counts).toMatchObject({
    deliveries: 2 * bodies.length + 2,
    unrecognised: bodies.length,
  });
  const kept = rows<{ body: Buffer }>(data, `SELECT body FROM delivery WHERE outcome = 'unrecognised' ORDER BY id`);
  expect(kept.map(({ body }) => body.toString())).toEqual(bodies);
});

it('accepts unusual events: ten years old, unknown fields, numbers as text, no person, no isRejected', async () => {
  const live = await startLive();
  const { tenant, destination, data } = live;
  const version = (n: number) => `FFFFFFFFFFFFFFFF${String(n).padStart(4, '0')}`;
  const id = 7_000_001;
  const send = (fields: Record<string, unknown>, n: number) =>
    deliver(destination, {
      changeType: 'InsertOrUpdate',
      data: { id, changeVersion: version(n), from: '2016-03-10', until: '2016-03-10', ...fields },
    });

  expect(await send({ isRejected: true, person: null }, 1)).toBe(204);
  expect(await planLineOf(data, id)).toMatchObject({
    from: '2016-03-10',
    personId: null,
    personName: null,
    isRejected: true,
  });

  expect(
    await send({ costCentre: { code: 'X1' }, startTimeInMinutes: '480', endTimeInMinutes: '-0', id: `${id}` }, 2),
  ).toBe(204);
  expect(await planLineOf(data, id)).toMatchObject({ startTimeInMinutes: 480, endTimeInMinutes: 0, isRejected: true });
  const [stored] = rows<{ after: string }>(data, 'SELECT after FROM change ORDER BY seq DESC LIMIT 1');
  expect(JSON.parse(stored?.after ?? '')).toMatchObject({ costCentre: { code: 'X1' }, startTimeInMinutes: '480' });

  expect(await send({ isRejected: null, person: { id: tenant.people()[0]?.id } }, 3)).toBe(204);
  expect(await planLineOf(data, id)).toMatchObject({ personId: tenant.people()[0]?.id, isRejected: true });
  expect((await runJsonCommand('rejections', data)).filter(({ assignmentId }) => assignmentId === id)).toHaveLength(1);
  expect(await send({ isRejected: false }, 4)).toBe(204);
  expect((await planLineOf(data, id))?.isRejected).toBe(false);
  expect(await send({ from: undefined }, 5)).toBe(204);
  expect((await statusOf(data)).counts.unrecognised).toBe(1);
  await stillWorks(live);
});

it('accepts every wrapper; one invalid event does not affect the others', async () => {
  const live = await startLive({ people: 3 });
  const { tenant, destination, data } = live;
  const ids = tenant
    .assignments()
    .slice(30, 40)
    .map(({ id }) => id);
  const event = (n: number) => changeEvent(tenant, { id: ids[n] ?? 0, comments: `wrapper ${n}` });
  const bare = event(3).data;
  const bodies = [event(0), [event(1)], { value: [event(2)] }, bare, [bare, event(4), { bad: true }, event(5)]];
  for (const body of bodies) expect(await deliver(destination, body)).toBe(204);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect((await statusOf(data)).counts).toMatchObject({
    deliveries: 5,
    applied: expect.any(Number),
    duplicate: 1,
    unrecognised: 1,
  });
});

const rows = <T>(data: string, sql: string): T[] => {
  const db = new Sqlite(`${data}/planner.db`, { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
};
