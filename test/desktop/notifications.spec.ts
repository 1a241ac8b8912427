import type { DemoAssignment } from '../../electron/demo/assignments.ts';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { dayOf } from '../../shared/time.ts';
import { type App, openRejections } from './app.ts';
import { expect, test } from './desktop-test.ts';

/** Assignments that are not rejected and that the app has read. */
const plannedOf = (tenant: DemoTenant): DemoAssignment[] =>
  tenant.assignments().filter(({ from, isRejected }) => !isRejected && from >= dayOf(Date.now()));
const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('there is none');
  return item;
};
const bubbles = async (app: App) => (await app.notifications()).filter(({ title }) => title.startsWith('Rejected'));

test.describe('Rejections on the desktop', () => {
  test('a click on a notification opens exactly that assignment, without a window before', async ({
    tenant,
    startLive,
  }) => {
    const protime = await tenant();
    const app = await startLive(protime, { args: ['--hidden'] });
    const rejected = protime.reject(first(plannedOf(protime)).id);
    await expect.poll(() => bubbles(app)).toHaveLength(1);
    const shown = async () => {
      const tray = await app.tray();
      return [tray?.icon, await app.windows(), tray?.menu.some((line) => /^\d+ open rejections?$/.test(line))];
    };
    await expect.poll(shown).toEqual(['live-alert', [], true]);

    await app.clickNotification(first(await bubbles(app)).title);
    const page = await app.page();
    const panel = page.getByRole('complementary').or(page.getByRole('dialog')).first();
    await expect(panel).toContainText('Rejected');
    const place = async () => JSON.parse(String(await app.evaluate('sessionStorage.place')));
    await expect.poll(place).toMatchObject({ screen: 'plan', selectedId: rejected.id });
    // The same with its window closed.
    const second = protime.reject(first(plannedOf(protime)).id);
    await app.closeWindow();
    await expect.poll(async () => (await bubbles(app)).filter(({ closed }) => !closed).length).toBeGreaterThan(1);
    await app.clickNotification((await bubbles(app)).at(-1)?.title ?? '');
    await expect.poll(async () => (await place()).selectedId).toBe(second.id);
    await expect.poll(async () => (await app.windows())[0]?.state).toBe('shown');
  });

  test('the link of a notification starts the app at that assignment', async ({ tenant, startLive, start }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    const { id } = first(plannedOf(protime));
    await app.quit();
    const again = await start({ args: [`assignment-monitor://assignment/${id}`] });
    const place = () => again.evaluate('sessionStorage.place').catch(() => undefined);
    await expect.poll(async () => JSON.parse(String((await place()) ?? '{}')).selectedId).toBe(id);
  });

  test('a burst gives one summary; muted and snoozed rejections are not counted until they return', async ({
    tenant,
    startLive,
  }) => {
    const protime = await tenant();
    const app = await startLive(protime, { args: ['--hidden'] });
    for (const { id } of plannedOf(protime).slice(0, 8)) protime.reject(id);
    const summaries = async () => (await app.notifications()).filter(({ title }) => /assignments rejected/.test(title));
    await expect.poll(async () => (await summaries()).at(-1)?.title).toBe('8 assignments rejected');
    expect((await summaries()).filter(({ closed }) => !closed)).toHaveLength(1);
    expect((await bubbles(app)).length).toBeLessThan(4);

    await app.chooseTrayItem('Mute notifications', 'For 1 hour');
    await expect.poll(async () => (await app.tray())?.menu.join()).toContain('Muted until');
    const shown = await app.notifications();
    const counted = await openRejections(app);
    await app.startAgain('assignment-monitor://rejections');
    const page = await app.page();
    await expect(page.getByRole('main', { name: 'Rejections' })).toBeVisible();
    /** The number of open rejections in every place that shows it. */
    const counts = async () => {
      const tray = await app.tray();
      const { title, navigation } = (await app.evaluate(
        `({ title: document.title, navigation: document.querySelector('nav [aria-current="page"] span[aria-hidden]').textContent })`,
      )) as { title: string; navigation: string };
      const numbers = [...(tray?.menu ?? []), title, navigation].flatMap(
        (text) => /(\d+) open rejections?|^\((\d+)\)|^(\d+)$/.exec(text)?.slice(1).find(Boolean) ?? [],
      );
      return numbers.map(Number);
    };
    const everywhere = (count: number) => expect.poll(counts).toEqual([count, count, count]);
    await everywhere(counted);
    const ids = plannedOf(protime)
      .slice(0, 2)
      .map(({ id }) => id);
    for (const id of ids) protime.reject(id);
    await expect(page.getByText('2 rejections came in while muted')).toBeVisible();
    await everywhere(counted);
    expect(await app.notifications()).toHaveLength(shown.length);
    // Snoozed rejections are not counted either.
    const open = await app.call('rejections.list', { states: ['open'] });
    const aside = open.filter(({ muted }) => !muted).slice(0, 1);
    await app.call('rejections.snooze', { ids: aside.map(({ id }) => id), until: 'change' });
    await everywhere(counted - 1);

    // When notifications are unmuted, the muted rejections are notified and counted.
    const muted = (await app.tray())?.menu.find((line) => line.startsWith('Muted until')) ?? '';
    await app.chooseTrayItem(muted, 'Unmute');
    await expect.poll(async () => (await summaries()).at(-1)?.title).toBe('2 assignments rejected');
    await everywhere(counted + 1);
  });

  test('no notification for the assignment that is open in the window', async ({ tenant, startLive }) => {
    const protime = await tenant();
    const app = await startLive(protime, { args: ['--hidden'] });
    const [open, other] = plannedOf(protime);
    if (!open || !other) throw new Error('there are too few');
    protime.reject(open.id);
    await expect.poll(() => bubbles(app)).toHaveLength(1);
    await app.clickNotification(first(await bubbles(app)).title);
    const page = await app.page();
    const panel = page.getByRole('complementary');
    await expect(panel).toContainText('Rejected');
    protime.upsert({ id: open.id, isRejected: false });
    await expect(panel).toContainText(/withdrawn/i);
    protime.reject(open.id);
    const why = async (id: number) =>
      (await app.call('rejections.list', { states: ['open'] })).find(({ assignmentId }) => assignmentId === id)?.why;
    await expect.poll(() => why(open.id)).toBe('in-view');
    await expect(panel).toContainText('this shift was open on your screen');
    protime.reject(other.id);
    await expect.poll(() => why(other.id)).toBe('at-once');
    const list = await app.call('rejections.list', { states: ['open'] });
    expect(list.find(({ assignmentId }) => assignmentId === other.id)?.shown).toMatchObject({ where: 'system' });
    await expect.poll(() => bubbles(app)).toHaveLength(2);
  });

  test('a change of language applies at once to the tray, its menu and notifications', async ({
    tenant,
    startLive,
  }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    const heard = async () => (await app.notifications()).map(({ title }) => title);
    const menu = async () => (await app.tray())?.menu.join('\n') ?? '';
    const [one, two] = plannedOf(protime);
    for (const [language, word, title, planned] of [
      ['nl', 'Meldingen dempen', /^Geweigerd: /, one],
      ['fr', 'Suspendre les notifications', /^Refusé\s: /, two],
    ] as const) {
      await app.call('settings.update', { language });
      await expect.poll(menu).toContain(word);
      protime.reject(planned?.id ?? 0);
      await expect.poll(async () => (await heard()).some((said) => title.test(said))).toBe(true);
      const toolTip = async () => (await app.tray())?.toolTip;
      await expect.poll(toolTip).toContain(language === 'nl' ? 'open weigering' : 'refus');
    }
  });

  test.describe('without a service for notifications', () => {
    test.use({ services: { notifications: false } });
    test('the window shows them', async ({ tenant, startLive }) => {
      const protime = await tenant();
      const app = await startLive(protime, { args: ['--hidden'] });
      // Rejections of the initial sync.
      await expect.poll(() => app.windows()).toMatchObject([{ state: 'shown' }]);
      await expect((await app.page()).getByText(/assignments? rejected/).first()).toBeVisible();
      protime.reject(first(plannedOf(protime)).id);
      await expect((await app.page()).getByText(/^Rejected: /).first()).toBeVisible();
      await expect.poll(() => app.windows()).toMatchObject([{ focused: false, demandsAttention: true }]);
    });
  });
});

test.describe('The computer', () => {
  test.describe('that sleeps', () => {
    test.use({ services: { power: true } });
    test('has the plan up to date when it wakes up', async ({ tenant, startLive, desktop }) => {
      const protime = await tenant();
      const app = await startLive(protime);
      // Changes while no connection is possible.
      protime.pauseDeliveries();
      const { id } = protime.upsert({ ...first(plannedOf(protime)), comments: 'moved in the night' });
      const comment = async () => (await app.call('assignment.get', { id }))?.comments;
      expect(await comment()).not.toBe('moved in the night');
      await desktop.power('suspend');
      await desktop.power('resume');
      await expect.poll(comment).toBe('moved in the night');
    });
  });

  test('loses no data when it quits while it is busy', async ({ tenant, startLive, start }) => {
    const protime = await tenant();
    const app = await startLive(protime);
    const ids = plannedOf(protime)
      .slice(0, 30)
      .map(({ id }) => id);
    for (const id of ids) protime.upsert({ id, comments: 'just before the end' });
    expect(await app.quit()).toBe(0);
    const env = { PROTIME_CLIENT_SECRET: protime.credentials.clientSecret };
    const again = await start({ env });
    await again.page();
    const comments = async () =>
      new Set(await Promise.all(ids.map(async (id) => (await again.call('assignment.get', { id }))?.comments)));
    await expect.poll(async () => [...(await comments())]).toEqual(['just before the end']);
  });
});
