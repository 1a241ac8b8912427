import { expect, it } from 'vitest';
import { type App, startApp, until } from './app.ts';
import { startLive } from './live.ts';
import { openPage, type Page } from './page.ts';
import { changeEvent, deliver } from './protime.ts';

/** The built app in web mode, live, with nothing left to show of its first reading. */
const start = async () => {
  const live = await startLive();
  const { tenant, destination } = live;
  const ids = tenant
    .assignments()
    .filter(({ isRejected }) => !isRejected)
    .map(({ id }) => id);
  await showAll(live.app);
  return {
    ...live,
    ids,
    reject: (n: number, isRejected = true) =>
      deliver(destination, changeEvent(tenant, { id: ids[n] ?? 0, isRejected })),
    /** After a crash. */
    again: async (): Promise<App> => {
      const app = startApp(live.args, { env: live.env });
      await app.state('live');
      return app;
    },
  };
};
/** A page takes all there is to show, and is closed. */
const showAll = async (app: App): Promise<void> => {
  const page = await openPage(app);
  await page.ready();
  for (const _ of page.offers()) await page.show();
  await until('all to be recorded', async () => (await page.rejections()).every(({ shown }) => shown));
  await page.die();
};
/** What is recorded of the rejection of an assignment. */
const record = async (page: Page, id: number | undefined) => {
  const found = (await page.rejections()).find(({ assignmentId }) => assignmentId === id);
  return found && { why: found.why, where: found.shown?.where, inSummary: found.shown?.inSummary };
};
const untilRecorded = (page: Page, id: number | undefined, why: string) =>
  until(`${why} for ${id}`, async () => (await record(page, id))?.why === why);

it('a rejection without an open page is summarised once by the next page, and recorded only then', async () => {
  const { app, reject, ids } = await start();
  const onlooker = await openPage(app);
  await reject(0);
  await reject(1);
  await untilRecorded(onlooker, ids[1], 'no-page');
  expect(await record(onlooker, ids[0])).toEqual({ why: 'no-page' });
  const recent = await onlooker.ask('notices.recent', undefined);
  expect(recent.slice(0, 2).map(({ why, shown }) => [why, shown])).toEqual([
    ['no-page', null],
    ['no-page', null],
  ]);

  const page = await openPage(app);
  // It is being loaded: that does not count yet.
  await page.ready('no');
  expect(page.offers()).toEqual([]);
  await page.ready();
  const { id, notification } = await page.take();
  expect(notification).toMatchObject({ title: '2 assignments rejected', why: 'page-opened' });
  expect(await record(page, ids[0])).toEqual({ why: 'no-page' });
  await page.ask('notices.shown', { id, shown: true });
  await untilRecorded(page, ids[0], 'page-opened');
  expect(await record(page, ids[1])).toEqual({ why: 'page-opened', where: 'browser', inSummary: true });
  expect((await page.ask('notices.recent', undefined)).slice(0, 3).map(({ shown }) => shown?.inSummary)).toEqual([
    false,
    true,
    true,
  ]);

  const second = await openPage(app);
  await second.ready();
  expect([second.offers(), page.offers().length]).toEqual([[], 1]);
});

it('shows a notice in one page only, and in another one when that page fails or closes before its receipt', async () => {
  const { app, reject, ids } = await start();
  const [one, two, three] = [await openPage(app), await openPage(app), await openPage(app)];
  await three.ready('hidden');
  await one.ready();
  await two.ready();
  await reject(0);
  // The one that was looked at last.
  const { id } = await two.take();
  expect([one.offers(), three.offers()]).toEqual([[], []]);
  await two.ask('notices.shown', { id, shown: false });
  await one.take();
  await one.die();
  expect(await three.show()).toMatchObject({ why: 'at-once' });
  await untilRecorded(two, ids[0], 'at-once');
  expect(await record(two, ids[0])).toEqual({ why: 'at-once', where: 'browser', inSummary: false });
  await two.ready();
  expect(two.offers()).toHaveLength(1);
});

it('a notice of a page that closes before showing it is shown by the next page', async () => {
  const { app, reject, ids } = await start();
  const page = await openPage(app);
  await page.ready();
  await reject(0);
  expect((await page.take()).notification).not.toBeNull();
  await page.die();
  const next = await openPage(app);
  await untilRecorded(next, ids[0], 'no-page');
  await next.ready();
  expect(await next.show()).toMatchObject({ why: 'page-opened' });
  await untilRecorded(next, ids[0], 'page-opened');
});

it('loses no rejection at a kill at any time, and repeats none with a receipt', async () => {
  const { app, reject, ids, again } = await start();
  const seen: string[] = [];
  const look = async (page: Page) => seen.push((await page.show())?.title ?? '');
  const last = (alive: App) => openPage(alive);

  // While it waits.
  await reject(0);
  await untilRecorded(await last(app), ids[0], 'no-page');
  await app.kill('SIGKILL');
  const second = await again();
  // While a page has it.
  const page = await last(second);
  await page.ready();
  await page.take();
  await second.kill('SIGKILL');
  const third = await again();
  const reader = await last(third);
  await reader.ready();
  await look(reader);
  expect(seen[0]).toMatch(/rejected/i);
  await untilRecorded(reader, ids[0], 'page-opened');
  // After it was shown.
  await third.kill('SIGKILL');
  const fourth = await again();
  const late = await last(fourth);
  await late.ready();
  expect(late.offers()).toEqual([]);
}, 300_000);

it('also summarises withdrawals after a restart, but not rejections that ended before a page opened', async () => {
  const { app, reject, ids, again } = await start();
  const page = await openPage(app);
  await page.ready();
  await reject(0);
  await page.show();
  await untilRecorded(page, ids[0], 'at-once');
  await page.die();
  await reject(0, false);
  await reject(1);
  await reject(1, false);
  await reject(2);
  await reject(3);
  const onlooker = await openPage(app);
  await untilRecorded(onlooker, ids[3], 'no-page');
  await app.kill('SIGTERM');
  const next = await openPage(await again());
  await next.ready();
  expect(await next.show()).toMatchObject({ title: '2 assignments rejected · 1 rejection withdrawn' });
  await untilRecorded(next, ids[1], 'over');
});

it('a test notification is shown by the requesting page, which reports whether it was shown', async () => {
  const { app } = await start();
  const other = await openPage(app);
  await other.ready();
  const page = await openPage(app);
  // Nothing of it could show anything.
  expect(await page.ask('notices.test', undefined)).toEqual({ shown: false });
  // In the first steps it shows nothing else.
  await page.ready('no');
  const asked = page.ask('notices.test', undefined);
  expect(await page.show()).toMatchObject({ tag: 'test' });
  expect(await asked).toEqual({ shown: true });
  expect(other.offers()).toEqual([]);
  expect(
    (await page.ask('notices.recent', undefined)).slice(0, 2).map(({ why, shown }) => [why, shown?.where]),
  ).toEqual([
    ['asked', 'browser'],
    ['not-shown', undefined],
  ]);
});

it('notifications withheld by quiet hours or mute wait for a page when none is open at the end', async () => {
  const { app, reject, ids } = await start();
  const onlooker = await openPage(app);
  await onlooker.ask('settings.update', { notifications: { mutedUntilMs: Date.now() + 3_600_000 } });
  await reject(0);
  await untilRecorded(onlooker, ids[0], 'muted');
  await onlooker.ask('settings.update', { notifications: { mutedUntilMs: null } });
  await untilRecorded(onlooker, ids[0], 'no-page');
  await onlooker.ready();
  expect(await onlooker.show()).toMatchObject({ why: 'page-opened' });
});
