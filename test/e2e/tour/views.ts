import type { Page } from '@playwright/test';
import type { Stores } from '../../../renderer/store/stores.ts';
import type { ConnectionStatus } from '../../../shared/connection.ts';
import { CONNECTION_STATES } from '../../../shared/connection.ts';
import type { Language } from '../../../shared/i18n/index.ts';
import { PROBLEM_CODES } from '../../../shared/problems.ts';
import type { FakePlanner } from '../../fakes/fake-planner.ts';
import { type Gallery, makeChanges, NOW, waitUntilStable } from '../plan/gallery.ts';

export type GalleryWindow = { gallery: FakePlanner & { stores: Stores } };

/** One view of the app, and how to open it from the plan. No step depends on a language. */
export interface View {
  name: string;
  open: (page: Page) => Promise<void>;
}

const go = (page: Page, screen: string): Promise<void> =>
  page.evaluate((to) => {
    const { stores } = (window as unknown as GalleryWindow).gallery;
    stores.navigation.getState().go(to as 'plan');
  }, screen);

const setStatus = (page: Page, status: Partial<ConnectionStatus>): Promise<void> =>
  page.evaluate((next) => (window as unknown as GalleryWindow).gallery.setStatus(next), status);

const mute = (page: Page, mutedUntilMs: number | null): Promise<unknown> =>
  page.evaluate(
    (until) =>
      (window as unknown as GalleryWindow).gallery.bridge.call('settings.update', {
        notifications: { mutedUntilMs: until },
      }),
    mutedUntilMs,
  );

const screen = (name: string): View => ({ name, open: (page) => go(page, name) });

const segment = (index: number): View => ({
  name: `rejections, segment ${index}`,
  open: async (page) => {
    await go(page, 'rejections');
    await page.locator('main label:has(input[type="radio"])').nth(index).click();
  },
});

const plan: View[] = [
  screen('plan'),
  {
    name: 'plan, the panel of a rejected assignment',
    open: async (page) => {
      await go(page, 'plan');
      await page.evaluate(() => {
        const { stores, assignments } = (window as unknown as GalleryWindow).gallery;
        const rejected = [...assignments.values()].find((a) => a.isRejected && a.from === '2026-03-11');
        if (rejected) stores.navigation.getState().openAssignment(rejected.id, rejected.from);
      });
      await page.locator('aside h2').waitFor();
    },
  },
  {
    name: 'plan, as of yesterday',
    open: async (page) => {
      await page.evaluate(() => {
        const { stores } = (window as unknown as GalleryWindow).gallery;
        stores.navigation.getState().select(null);
        stores.planView.getState().setPlanVersion({ asOfMs: Date.now() - 15 * 3_600_000 });
      });
    },
  },
  {
    name: 'plan, as of yesterday, with a panel beside it',
    open: async (page) => {
      await page.evaluate(() => {
        const { stores, assignments } = (window as unknown as GalleryWindow).gallery;
        const shift = [...assignments.values()].find((a) => a.from === '2026-03-12');
        stores.planView.getState().setPlanVersion({ asOfMs: Date.now() - 15 * 3_600_000 });
        if (shift) stores.navigation.getState().openAssignment(shift.id, shift.from);
      });
      await page.locator('aside h2').waitFor();
    },
  },
  {
    name: 'plan, changed since yesterday',
    open: async (page) => {
      await page.evaluate(() => {
        const { stores } = (window as unknown as GalleryWindow).gallery;
        stores.navigation.getState().select(null);
        stores.planView.getState().setPlanVersion({ changedSinceMs: Date.now() - 15 * 3_600_000 });
      });
      await page.locator('[data-unchanged]').first().waitFor();
    },
  },
  {
    name: 'plan, two weeks of two months',
    open: async (page) => {
      await page.evaluate(() => {
        const { navigation, planView } = (window as unknown as GalleryWindow).gallery.stores;
        planView.getState().setPlanVersion({});
        navigation.getState().setView('twoWeeks');
        navigation.getState().setDay('2026-09-28');
      });
    },
  },
  {
    name: 'plan, filtered to nobody',
    open: async (page) => {
      await page.evaluate(() => {
        const { navigation, planView } = (window as unknown as GalleryWindow).gallery.stores;
        navigation.getState().setView('week');
        navigation.getState().goToday();
        planView.getState().setText('zzzz');
      });
    },
  },
];

const rejections: View[] = [
  {
    name: 'rejections',
    open: async (page) => {
      await page.evaluate(() => {
        const { gallery } = window as unknown as GalleryWindow;
        gallery.stores.planView.getState().clearFilters();
        const soon = [...gallery.assignments.values()].filter((a) => a.from >= '2026-03-10' && !a.isRejected);
        for (const a of soon.slice(0, 3)) gallery.change(a.id, { isRejected: true });
        const [withdrawn] = soon;
        if (withdrawn) gallery.change(withdrawn.id, { isRejected: false });
      });
      await go(page, 'rejections');
      await page.locator('[data-row]').first().waitFor();
      await page.locator('[data-row-item][data-state="open"] [data-action="acknowledge"]').first().click();
    },
  },
  {
    name: 'rejections, choosing until when',
    open: async (page) => {
      await go(page, 'rejections');
      await page.locator('main label:has(input[type="radio"])').first().click();
      await page.locator('[data-row-item][data-state="open"] [data-action="snooze"]').first().click();
      await page.locator('main details summary').nth(1).click();
    },
  },
  {
    name: 'rejections, some snoozed',
    open: async (page) => {
      await page.evaluate(async () => {
        const { bridge } = (window as unknown as GalleryWindow).gallery;
        const ids = (await bridge.call('rejections.list', { states: ['open'] })).map(({ id }) => id);
        await bridge.call('rejections.snooze', { ids: ids.slice(0, 1), until: 'tomorrow' });
        await bridge.call('rejections.snooze', { ids: ids.slice(1, 2), until: 'change' });
      });
      await segment(1).open(page);
    },
  },
  ...[2, 3, 4].map(segment),
  {
    name: 'rejections, muted',
    open: async (page) => {
      await mute(page, NOW.getTime() + 3_600_000);
      await segment(0).open(page);
    },
  },
  {
    name: 'rejections, none open, with gaps',
    open: async (page) => {
      await mute(page, null);
      await setStatus(page, {
        state: 'live',
        gaps: [{ fromMs: NOW.getTime() - 3_000_000, untilMs: NOW.getTime() + 600_000, found: 3 }],
      });
      await page.evaluate(async () => {
        const { bridge } = (window as unknown as GalleryWindow).gallery;
        const ids = (await bridge.call('rejections.list', { states: ['open'] })).map(({ id }) => id);
        await bridge.call('rejections.acknowledge', { ids });
      });
      await go(page, 'plan');
      await go(page, 'rejections');
    },
  },
];

const history: View[] = [
  screen('history'),
  {
    name: 'history, a line open',
    open: async (page) => {
      await go(page, 'history');
      await page.locator('main [data-row]').first().click();
    },
  },
  {
    name: 'history, nothing found',
    open: async (page) => {
      await go(page, 'history');
      await page.locator('main input[type="search"]').fill('zzzzzz');
    },
  },
];

const live = (): Partial<ConnectionStatus> => ({ state: 'live', problem: null, steps: [], busy: false, gaps: [] });

const connection: View[] = [
  {
    name: 'connection, details open',
    open: async (page) => {
      await go(page, 'connection');
      await page.locator('main details summary').first().click();
    },
  },
  ...CONNECTION_STATES.map((state) => ({
    name: `connection, ${state}`,
    open: async (page: Page) => {
      await setStatus(page, {
        ...live(),
        state,
        namesProblem: state === 'late' ? { code: 'missing-scope' } : null,
        gaps: [{ fromMs: NOW.getTime() - 50_000_000, untilMs: NOW.getTime() - 4_000_000, found: 12 }],
        steps: [
          { name: 'check', state: 'done' },
          { name: 'tunnel', state: 'done' },
          { name: 'webhook', state: 'done' },
          { name: 'sync', state: 'running', count: 12_345 },
          { name: 'heartbeat', state: 'waiting' },
          { name: 'remove-old', state: 'waiting' },
          { name: 'remove', state: 'failed' },
        ],
      });
      await go(page, 'connection');
    },
  })),
  ...PROBLEM_CODES.map((code) => ({
    name: `problem, ${code}`,
    open: async (page: Page) => {
      await setStatus(page, {
        ...live(),
        state: 'problem',
        problem: { code, ...(code === 'missing-scope' ? { scope: 'protime/planning.assignments.read' } : {}) },
      });
      await go(page, 'connection');
    },
  })),
  {
    name: 'problem, in the banner above the rejections',
    open: async (page) => {
      await setStatus(page, { ...live(), state: 'problem', problem: { code: 'wrong-credentials' } });
      await go(page, 'rejections');
    },
  },
];

const settings: View[] = [
  {
    name: 'settings',
    open: async (page) => {
      await setStatus(page, live());
      await go(page, 'settings');
    },
  },
  {
    name: 'settings, told lately and why',
    open: async (page) => {
      await go(page, 'settings');
      await page
        .locator('summary', { hasText: /why|waarom|pourquoi/i })
        .last()
        .click();
    },
  },
  {
    name: 'settings, tested and refused',
    open: async (page) => {
      await go(page, 'settings');
      await page.locator('[data-action="test-access"]').click();
      await page.locator('[data-verdict]').waitFor();
      await page.locator('input[name="protime.tenant"]').fill('not a tenant!');
      await page.locator('input[name="protime.tenant"]').press('Enter');
      await page.locator('input[name="protime.tenant"][aria-invalid]').waitFor();
    },
  },
];

const dialogs: View[] = [
  {
    name: 'licences',
    open: async (page) => {
      await go(page, 'settings');
      await page.locator('[data-action="licences"]').click();
      await page.locator('dialog[open] details').first().click();
    },
  },
  {
    name: 'keys',
    open: async (page) => {
      await go(page, 'plan');
      await page.keyboard.press('?');
      await page.locator('dialog[open]').waitFor();
    },
  },
];

/** All views, in an order in which no dialog or menu stays open. */
export const VIEWS: readonly View[] = [...plan, ...rejections, ...history, ...connection, ...settings, ...dialogs];

/** Opens the app in memory in a language, with some changes and rejections. */
export const openTour = async (page: Page, { url }: Gallery, language: Language, query = ''): Promise<void> => {
  await page.clock.install({ time: NOW });
  await page.goto(`${url}?lang=${language}${query}`);
  await page.clock.runFor(1000);
  await page.locator('[data-bar]').first().waitFor();
  await makeChanges(page);
};

/** Waits until everything is loaded, including delayed spinners. */
export const settle = async (page: Page): Promise<void> => {
  await page.clock.runFor(400);
  await waitUntilStable(page);
};
