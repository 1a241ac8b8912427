import { expect, it } from 'vitest';
import { appArgsFor, freePort, runJsonCommand, startApp, tempDir } from './app.ts';
import {
  asPlan,
  changeEvent,
  deliverAll,
  destinationOf,
  type Event,
  expectedPlan,
  removeEvents,
  seeded,
  shuffled,
  startProtime,
} from './protime.ts';

it('has exactly the plan of the provider after 1,000 signed events in any order, also after a crash', async () => {
  const tenant = await startProtime({ people: 20 });
  const data = tempDir();
  const { args, env } = appArgsFor(tenant, { data, receiverPort: await freePort() });
  const first = startApp(args, { env });
  await first.line('listening', ({ event, pid }) => event === 'listening' && pid === first.pid);
  await first.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(expectedPlan(tenant));
  expect(first.lines.slice(0, 2).map(({ event }) => event)).toEqual(['listening', 'connection']);

  tenant.pauseDeliveries();
  const seed = 20261124;
  const random = seeded(seed);
  const { events, rejectedIds } = history(tenant, random, 800);
  const copies = Array.from({ length: 200 }, () => events[Math.floor(random() * events.length)]);
  const contents = shuffled([...events, ...copies], random);
  const statuses = await deliverAll(destinationOf(tenant), contents);
  expect(statuses.filter((status) => status !== 204)).toEqual([]);

  const ids = new Set(events.map(({ data }) => data.id));
  const plan = asPlan(await runJsonCommand('plan', data));
  expect(plan).toEqual(expectedPlan(tenant, ids));
  await first.line('every rejection', () => openIn(first.lines, rejectedIds));
  await first.kill('SIGKILL');

  const second = startApp(args, { env });
  await second.state('live');
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(plan);
  const lines = [...first.lines, ...second.lines];
  const notified = lines.filter(({ event }) => event === 'rejected').map(({ assignmentId }) => assignmentId);
  const flips = (await runJsonCommand('rejections', data, '--state', 'all')).map(({ assignmentId }) => assignmentId);
  expect(openIn(lines, rejectedIds)).toBe(true);
  expect(notified.filter((id) => !flips.includes(id))).toEqual([]);
  // More lines about an assignment than it has rejections would mean a repeated notification.
  const count = (ids: readonly unknown[], id: unknown) => ids.filter((each) => each === id).length;
  expect(notified.filter((id) => count(notified, id) > count(flips, id))).toEqual([]);

  const [status] = await runJsonCommand('status', data);
  expect(status).toEqual({
    connection: {
      state: 'live',
      publicUrl: second.connection()?.publicUrl,
      webhookId: tenant.webhooks().at(-1)?.id,
      validUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
      heartbeat: { state: 'ok', lastOkAt: expect.stringMatching(/Z$/) },
      doubt: null,
      problem: null,
    },
    counts: {
      deliveries: contents.length,
      changes: expect.any(Number),
      applied: expect.any(Number),
      duplicate: expect.any(Number),
      stale: expect.any(Number),
      unverified: 0,
      refused: 0,
      unrecognised: 0,
      waiting: 0,
      putAside: 0,
      notArrived: 0,
      assignments: plan.length,
      openRejections: (await runJsonCommand('rejections', data)).length,
    },
    lastEventAt: expect.stringMatching(/Z$/),
    database: { path: `${data}/planner.db`, sizeBytes: expect.any(Number), schemaVersion: expect.any(Number) },
  });
  expect(await second.kill('SIGTERM')).toBe(0);
  expect(asPlan(await runJsonCommand('plan', data))).toEqual(plan);
  expect((await runJsonCommand('status', data))[0]).toMatchObject({
    connection: { state: 'down', heartbeat: { state: 'none' } },
  });
});

const openIn = (lines: readonly { event: string; assignmentId?: unknown }[], ids: ReadonlySet<number>): boolean =>
  [...ids].every((id) => lines.some((line) => line.event === 'rejected' && line.assignmentId === id));

/** Some hundred changes of the truth: shifts moved, rejected, withdrawn, made, saved without a change, deleted. */
const history = (tenant: Awaited<ReturnType<typeof startProtime>>, random: () => number, wanted: number) => {
  const events: Event[] = [];
  while (events.length < wanted) {
    const all = tenant.assignments().filter(({ from }) => from > '2000');
    const one = all[Math.floor(random() * all.length)];
    if (!one) break;
    const { id } = one;
    const dice = random();
    if (dice < 0.3) events.push(changeEvent(tenant, { id, startTimeInMinutes: Math.floor(random() * 1400) }));
    else if (dice < 0.45) events.push(changeEvent(tenant, { id, isRejected: !one.isRejected }));
    else if (dice < 0.55)
      events.push(changeEvent(tenant, { id, comments: random() < 0.3 ? null : `note ${dice} 🙂 "é"` }));
    else if (dice < 0.65) events.push(changeEvent(tenant, { id }));
    else if (dice < 0.75) events.push(changeEvent(tenant, { person: one.person, from: one.from, until: null }));
    else if (dice < 0.85) events.push(changeEvent(tenant, { id, person: random() < 0.2 ? null : one.person }));
    else events.push(...removeEvents(tenant, id));
  }
  const still = new Set(tenant.assignments().flatMap(({ id, isRejected }) => (isRejected ? [id] : [])));
  const rejectedIds = new Set(events.flatMap(({ data }) => (still.has(data.id) ? [data.id] : [])));
  return { events, rejectedIds };
};
