import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from '../axe.ts';
import { type Gallery, startGallery } from '../plan/gallery.ts';
import { type GalleryWindow, openTour, settle, VIEWS } from './views.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

// One view per kind of connection state is enough: the others differ only in texts and shapes.
const DIFFERENT = VIEWS.filter(
  ({ name }) => !/^(problem|connection), /.test(name) || /details|not-set-up|renewing|late|missing-scope/.test(name),
);

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(() => {
    test.use({ colorScheme });
    test(`axe finds no violations on any screen or dialog in ${colorScheme} colours`, async ({ page }) => {
      // axe checks every element of every screen, which takes long.
      test.setTimeout(600_000);
      await openTour(page, gallery, 'en');
      const found: string[] = [];
      for (const view of DIFFERENT) {
        await view.open(page);
        await settle(page);
        // Finish the animations: a toast that fades in has low contrast for a moment.
        await page.evaluate(() => {
          for (const animation of document.getAnimations())
            if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
        });
        // In dark mode only the colours differ.
        const faults = await axeViolations(page, colorScheme === 'dark' ? ['color-contrast'] : undefined);
        found.push(...faults.map((fault) => `${view.name}: ${fault}`));
        await page.keyboard.press('Escape');
      }
      expect(found).toEqual([]);
    });
  });

test.describe(() => {
  test.use({ forcedColors: 'active' });
  test('in forced colours selection, switches and focus are visible without background colours', async ({ page }) => {
    await openTour(page, gallery, 'en', '&theme=light');
    await page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.navigation.getState().go('settings'));
    // Without backgrounds, states must be visible by borders, marks and texts.
    const edges = () =>
      page.evaluate(() => {
        const edge = (selector: string) => {
          const element = document.querySelector(selector);
          if (!element) return `${selector} is missing`;
          const { borderTopWidth, outlineStyle } = getComputedStyle(element);
          return Number.parseFloat(borderTopWidth) > 0 || outlineStyle !== 'none'
            ? 'has an edge'
            : `${selector} has none`;
        };
        return [
          'main button[data-variant]',
          'main input[role="switch"]',
          'main input[type="text"]',
          'nav [aria-current]',
        ].map(edge);
      });
    await expect.poll(edges).toEqual(Array(4).fill('has an edge'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).not.toBe('none');
  });
});

const focused = (page: Page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));

test('a dialog returns the focus to the element that opened it', async ({ page }) => {
  await openTour(page, gallery, 'en');
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.navigation.getState().go('settings'));
  const opener = page.locator('[data-action="licences"]');
  await opener.focus();
  const before = await focused(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog[open]')).toBeVisible();
  // Tab stays inside while the dialog is open.
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        () => document.activeElement === document.body || !!document.activeElement?.closest('dialog'),
      ),
    ).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe(before);
});

test('every focused element is visible', async ({ page }) => {
  await openTour(page, gallery, 'en');
  for (const screen of ['rejections', 'history', 'connection', 'settings']) {
    await page.evaluate(
      (to) => (window as unknown as GalleryWindow).gallery.stores.navigation.getState().go(to as 'plan'),
      screen,
    );
    await settle(page);
    const unseen: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        // For a hidden checkbox or radio button, the label around it shows the focus.
        const shown = element.closest('label') ?? element;
        const has = [element, shown].some((at) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
        });
        return has ? null : element.outerHTML.slice(0, 120);
      });
      if (fault) unseen.push(`${screen}: ${fault}`);
    }
    expect(unseen).toEqual([]);
  }
});

test('a change of the connection is announced politely, and once', async ({ page }) => {
  await openTour(page, gallery, 'en');
  const announced = page.locator('header [role="status"]');
  await expect(announced).toHaveText('Live');
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.setStatus({ state: 'down' }));
  await expect(announced).toHaveText('Not receiving');
  // A new time in the status button is not announced.
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.setStatus({ lastEventAtMs: Date.now() }));
  await expect(announced).toHaveText('Not receiving');
});

test('a burst of notices is announced politely as one message', async ({ page }) => {
  await openTour(page, gallery, 'en');
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toHaveAttribute('aria-live', 'polite');
  await page.evaluate(() => {
    const { gallery } = window as unknown as GalleryWindow;
    for (let n = 4; n <= 40; n += 1)
      gallery.raise({
        tag: 'summary',
        title: `${n} assignments rejected`,
        body: '',
        target: { screen: 'rejections' },
        quiet: false,
        why: 'together',
      });
  });
  await expect(messages.getByRole('listitem').filter({ hasText: 'assignments rejected' })).toHaveCount(1);
  await expect(messages).toContainText('40 assignments rejected');
  await expect(messages).toContainText('Notified in one summary');
});

test('the side panel of the plan returns the focus to the plan', async ({ page }) => {
  await openTour(page, gallery, 'en');
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('heading').first()).toBeFocused();
  // Scrollable content can be reached with the keyboard.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('aside') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(grid).toBeFocused();
});
