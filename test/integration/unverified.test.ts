import { expect, it } from 'vitest';
import { runJsonCommand, startApp, until } from './app.ts';
import { type Live, planLineOf, startLive, statusOf, untilPlan } from './live.ts';
import {
  asPlan,
  changeEvent,
  deliver,
  destinationOf,
  type Event,
  expectedPlan,
  post,
  removeEvents,
} from './protime.ts';

/** A delivery with no signature at all. */
const unsigned = async ({ destination }: Live, content: unknown): Promise<number> =>
  (await post(destination.url, JSON.stringify(content))).status;
const ids = ({ tenant }: Live): number[] =>
  tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .slice(40)
    .map(({ id }) => id);
const asksFor = ({ tenant }: Live) => tenant.requests.filter(({ path }) => path.includes('/api/v1/assignments'));

it('shows an unsigned event only after the API confirmed it, and notifies of its rejection once', async () => {
  const live = await startLive();
  const { tenant, app, data } = live;
  const [id = 0] = ids(live);
  const gate = Promise.withResolvers<void>();
  tenant.faults.set({ path: '/assignments', after: gate.promise });
  expect(await unsigned(live, changeEvent(tenant, { id, comments: 'hint', isRejected: true }))).toBe(204);
  expect((await planLineOf(data, id))?.comments).not.toBe('hint');
  expect((await statusOf(data)).counts).toMatchObject({ deliveries: 1, unverified: 1 });
  gate.resolve();
  await untilPlan(data, id, (line) => line?.comments === 'hint');
  await app.line('the rejection', ({ event, assignmentId }) => event === 'rejected' && assignmentId === id);
  expect(app.lines.filter((line) => line.event === 'rejected' && line.assignmentId === id)).toHaveLength(1);
  // It came live: a tenant that never signs is not one whose every change was found while catching up.
  const [newest] = await runJsonCommand('search', data, '--limit', '1');
  expect(newest).toMatchObject({ assignmentId: id, source: 'webhook' });
  expect((await statusOf(data)).lastEventAt).not.toBeNull();
});

it('prefers the API over an unsigned event that differs', async () => {
  const live = await startLive();
  const { tenant, data } = live;
  const [id = 0, kept = 0, gone = 0, invented = 0] = [...ids(live).slice(0, 3), 9_999_999];
  const truth = changeEvent(tenant, { id, comments: 'the truth' });
  const version = 'FFFFFFFFFFFFFFFFFFFF';
  const lie = (id: number): Event =>
    ({ ...truth, data: { ...truth.data, id, changeVersion: version, comments: 'a lie' } }) as Event;
  const [, deleted] = removeEvents(tenant, gone);
  expect(await unsigned(live, lie(id))).toBe(204);
  expect(await unsigned(live, lie(invented))).toBe(204);
  expect(await unsigned(live, { changeType: 'Delete', data: { id: kept, changeVersion: version } })).toBe(204);
  expect(await unsigned(live, deleted)).toBe(204);
  await untilPlan(data, id, (line) => line?.comments === 'the truth');
  await untilPlan(data, gone, (line) => line === undefined);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  // A lie must not have moved the order of versions either.
  expect(await deliver(live.destination, changeEvent(tenant, { id, comments: 'signed' }))).toBe(204);
  expect((await planLineOf(data, id))?.comments).toBe('signed');
});

it('holds unsigned events while the API is down, also over a restart', async () => {
  const live = await startLive();
  const { tenant, data, app, args, env } = live;
  const [id = 0] = ids(live);
  tenant.faults.set({ status: 503 });
  const before = asksFor(live).length;
  expect(await unsigned(live, changeEvent(tenant, { id, comments: 'patience' }))).toBe(204);
  await until('the API to be asked in vain', () => asksFor(live).length > before);
  expect((await planLineOf(data, id))?.comments).not.toBe('patience');
  await app.kill('SIGKILL');
  const again = startApp(args, { env });
  await again.line('listening', ({ event }) => event === 'listening');
  expect((await planLineOf(data, id))?.comments).not.toBe('patience');
  tenant.faults.clear();
  await untilPlan(data, id, (line) => line?.comments === 'patience');
});

it('confirms a hundred unsigned events with few requests', async () => {
  const live = await startLive({ people: 6 });
  const { tenant, data } = live;
  const hundred = ids(live).slice(0, 100);
  const events = hundred.map((id) => changeEvent(tenant, { id, comments: `hint ${id}` }));
  // However long they take to come in, they are asked about together.
  tenant.faults.set({ status: 503 });
  const answers = await Promise.all(events.map((event) => unsigned(live, event)));
  expect(new Set(answers)).toEqual(new Set([204]));
  const before = asksFor(live).length;
  tenant.faults.clear();
  await expect.poll(async () => asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect(asksFor(live).length - before).toBeLessThan(20);
});

it('an invalid API answer for one assignment does not affect the others', async () => {
  const live = await startLive();
  const { tenant, data } = live;
  const [bad = 0, good = 0] = ids(live);
  expect(await unsigned(live, { changeType: 'Delete', data: { id: bad, changeVersion: 'FFFFFFFFFFFFFFFFFFFF' } })).toBe(
    204,
  );
  tenant.upsert({ id: bad, startTimeInMinutes: 99_999 });
  expect(await unsigned(live, changeEvent(tenant, { id: good, comments: 'not held up' }))).toBe(204);
  await untilPlan(data, good, (line) => line?.comments === 'not held up');
  expect(await planLineOf(data, bad)).toBeDefined();
});

it('accepts the first recognised signature, and from then on only signed deliveries', async () => {
  const live = await startLive({
    signature: { header: 'X-Hub', prefix: 'v1,', encoding: 'base64', content: 'id.timestamp.body' },
  });
  const { tenant, data } = live;
  const [id = 0] = ids(live);
  expect(await unsigned(live, changeEvent(tenant, { id, comments: 'unsigned' }))).toBe(204);
  await untilPlan(data, id, (line) => line?.comments === 'unsigned');
  tenant.resumeDeliveries();
  tenant.upsert({ id, comments: 'signed' });
  await untilPlan(data, id, (line) => line?.comments === 'signed');
  expect(await unsigned(live, changeEvent(tenant, { id, comments: 'unsigned again' }))).toBe(401);
  expect(destinationOf(tenant)).toEqual(live.destination);
});
