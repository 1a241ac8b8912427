import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

type Corrupt = (value: never) => unknown;

/**
 * Opens the app; some answers are corrupted before they reach the page, until `heal` is called.
 * @param corrupted by name of the request or push: a function that corrupts its value.
 */
const openCorrupted = async (page: Page, corrupted: Record<string, Corrupt>) => {
  let isCorrupted = true;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    const names = new Map<number, string>();
    socket.onMessage((message) => {
      const { id, name } = JSON.parse(String(message)) as { id: number; name: string };
      names.set(id, name);
      server.send(message);
    });
    server.onMessage((message) => {
      const frame = JSON.parse(String(message)) as { id?: number; push?: string; value?: never; payload?: never };
      const corrupt = isCorrupted ? corrupted[frame.push ?? names.get(frame.id ?? -1) ?? ''] : undefined;
      const corruptedFrame =
        'push' in frame ? { payload: corrupt?.(frame.payload as never) } : { value: corrupt?.(frame.value as never) };
      socket.send(corrupt ? JSON.stringify({ ...frame, ...corruptedFrame }) : message);
    });
  });
  const logged: string[] = [];
  page.on('console', (message) => message.type() === 'error' && logged.push(message.text()));
  await page.goto(app.ui);
  return {
    logged,
    heal: () => {
      isCorrupted = false;
    },
  };
};

const SCREENS = ['Plan', 'Rejections', 'History', 'Connection', 'Settings'] as const;
const go = async (page: Page, name: string) => {
  await page.getByRole('navigation').getByRole('button', { name }).click();
  await expect(page.getByRole('main', { name })).toBeVisible();
};
const failure = (page: Page) => page.locator('main:visible').getByText('This screen cannot be shown');
const tryAgain = (page: Page) => page.locator('main:visible').getByRole('button', { name: 'Try again' });

interface Fields {
  [name: string]: object;
}
const noGaps: Corrupt = (status: Fields) => ({ ...status, gaps: null });
const CORRUPTED: [screen: (typeof SCREENS)[number], corrupted: Record<string, Corrupt>][] = [
  [
    'Plan',
    {
      'timeline.snapshot': (snapshot: { assignments: Fields[] }) => ({
        ...snapshot,
        assignments: snapshot.assignments.map((a) => ({ ...a, activities: [], comments: 7 })),
      }),
    },
  ],
  ['Rejections', { 'rejections.list': (list: Fields[]) => list.map((r) => ({ ...r, from: 'soon' })) }],
  ['History', { 'history.gaps': () => 'none' }],
  ['Connection', { 'connection.status': noGaps, 'connection.changed': noGaps }],
  ['Settings', { 'settings.get': (view: Fields) => ({ ...view, settings: { ...view.settings, sync: null } }) }],
];

for (const [screen, corrupted] of CORRUPTED)
  test(`${screen}: a failure to render is reported, all other screens work, and it can be rendered again`, async ({
    page,
  }) => {
    const { heal, logged } = await openCorrupted(page, corrupted);
    await go(page, screen);
    await expect(failure(page)).toBeVisible();
    expect(logged).not.toEqual([]);
    for (const other of SCREENS.filter((name) => name !== screen)) {
      await go(page, other);
      await expect(failure(page)).toHaveCount(0);
    }
    await go(page, screen);
    await tryAgain(page).click();
    await expect(failure(page)).toBeVisible();
    heal();
    await expect(async () => {
      if (await failure(page).isVisible()) await tryAgain(page).click({ timeout: 1000 });
      await expect(failure(page)).toHaveCount(0, { timeout: 1000 });
      await expect(page.getByRole('main', { name: screen })).not.toBeEmpty();
    }).toPass();
  });

test('an unknown time zone leaves no page blank, and all screens recover', async ({ page }) => {
  const { heal } = await openCorrupted(page, {
    'settings.get': (view: { settings: Fields }) => ({
      ...view,
      settings: { ...view.settings, plan: { ...view.settings.plan, timeZone: 'Nowhere/City' } },
    }),
  });
  await expect(failure(page)).toBeVisible();
  for (const name of SCREENS) {
    await go(page, name);
    await expect(page.getByText(/^This (screen|part) cannot be shown/).first()).toBeVisible();
  }
  heal();
  await go(page, 'Plan');
  const broken = page.getByText(/^This (screen|part) cannot be shown/).filter({ visible: true });
  await expect(async () => {
    for (const button of await page.getByRole('button', { name: 'Try again' }).all())
      await button.click({ timeout: 500 }).catch(() => {});
    await expect(broken).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await expect(page.locator('[data-bar]').first()).toBeVisible();
});

test('when the frame itself cannot be rendered, the page reports it and renders it again', async ({ page }) => {
  const { heal } = await openCorrupted(page, { 'updates.status': () => null });
  await expect(page.getByText('The app cannot be shown')).toBeVisible();
  heal();
  await expect(async () => {
    const button = page.getByRole('button', { name: 'Try again' });
    if (await button.isVisible()) await button.click({ timeout: 500 });
    await expect(page.locator('[data-bar]').first()).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('an assignment whose details cannot be rendered does not affect the plan next to it', async ({ page }) => {
  const { heal } = await openCorrupted(page, {
    'assignment.get': (assignment: Fields) => ({ ...assignment, seenAtMs: {} }),
  });
  await page.locator('[data-bar]').first().click();
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('This part cannot be shown');
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toHaveCount(0);
  heal();
  await page.locator('[data-bar]').first().click();
  await expect(panel).toContainText('Comment');
});

const noActivities = (list: Fields[]) => list.map((r, n) => (n === 0 ? { ...r, activityIds: null } : r));
const noKinds = (page: { entries: Fields[] }) => ({
  ...page,
  entries: page.entries.map((entry, n) => (n === 0 ? { ...entry, kinds: null } : entry)),
});

test('a row that cannot be rendered does not affect the other rows', async ({ page }) => {
  const { logged } = await openCorrupted(page, { 'rejections.list': noActivities, 'history.search': noKinds });
  for (const name of ['Rejections', 'History']) {
    await go(page, name);
    const broken = page
      .getByRole('main', { name })
      .getByRole('listitem')
      .filter({ hasText: 'This part cannot be shown' });
    await expect(broken).toHaveCount(1);
    await expect(page.locator('[data-row]').first()).toBeVisible();
  }
  expect(logged.length).toBeGreaterThan(0);
});
