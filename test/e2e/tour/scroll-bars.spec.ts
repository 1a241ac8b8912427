import { expect, type Page, test } from '@playwright/test';
import { PLAN_VIEWS, type PlanView } from '../../../renderer/store/period.ts';
import { LANGUAGES } from '../../../shared/i18n/index.ts';
import { type Gallery, NOW, startGallery } from '../plan/gallery.ts';
import { WITH_SCROLL_BARS } from '../scroll-bar.ts';
import { type GalleryWindow, openTour, settle, VIEWS } from './views.ts';

// Windows and Linux show scroll bars that take room.
test.use(WITH_SCROLL_BARS);

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

/** The parts of the screen, and the page itself, that scroll sideways; without the plan, which has a test of its own. */
const sidewaysOf = (page: Page) =>
  page.evaluate(() => {
    const canScroll = (element: HTMLElement) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const scrollers = [...document.querySelectorAll<HTMLElement>('*:not([role="grid"])')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && canScroll(element),
    );
    return [document.documentElement, ...scrollers]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, className }) => `${tagName.toLowerCase()}.${className}`);
  });

const grid = (page: Page) =>
  page.locator('[role="grid"]').evaluate((element) => ({
    barPx: element.getBoundingClientRect().width - element.clientWidth,
    hiddenPx: element.scrollWidth - element.clientWidth,
    /** What the plan drew for, in excess of what is seen. */
    drawnPx: Number.parseFloat(getComputedStyle(element).getPropertyValue('--scroller-height')) - element.clientHeight,
  }));

const show = (page: Page, view: PlanView, asOfMs: number | null) =>
  page.evaluate(
    ([to, atMs]) => {
      const { navigation, planView } = (window as unknown as GalleryWindow).gallery.stores;
      planView.getState().setPlanVersion(atMs === null ? {} : { asOfMs: atMs });
      navigation.getState().setView(to);
    },
    [view, asOfMs] as const,
  );

// The second is what Windows leaves of a window of 1,280 px between its borders.
for (const width of [1280, 1264])
  test.describe(() => {
    test.use({ viewport: { width, height: 800 } });
    for (const language of LANGUAGES)
      test(`a whole period fits ${width} px beside a scroll bar, in ${language}`, async ({ page }) => {
        test.slow();
        await openTour(page, gallery, language);
        const seen: [view: string, hiddenPx: number, drawnPx: number][] = [];
        // There and back: what one view left behind must not be seen in the next.
        for (const view of [...PLAN_VIEWS, ...PLAN_VIEWS.toReversed()])
          for (const asOfMs of [null, NOW.getTime() - 15 * 3_600_000]) {
            await show(page, view, asOfMs);
            await settle(page);
            const { barPx, hiddenPx, drawnPx } = await grid(page);
            expect(barPx, 'the plan has a vertical scroll bar that takes room').toBeGreaterThan(10);
            seen.push([`${view}${asOfMs === null ? '' : ', earlier plan'}`, hiddenPx, drawnPx]);
          }
        expect(seen.filter(([, ...px]) => px.some((value) => value !== 0))).toEqual([]);
      });
  });

for (const [width, height] of [
  [1280, 800],
  [720, 480],
] as const)
  test.describe(() => {
    test.use({ viewport: { width, height } });
    for (const language of LANGUAGES)
      test(`no screen scrolls sideways at ${width} × ${height} px, in ${language}`, async ({ page }) => {
        test.slow();
        await openTour(page, gallery, language);
        const faults: string[] = [];
        for (const view of VIEWS) {
          await view.open(page);
          await settle(page);
          faults.push(...(await sidewaysOf(page)).map((what) => `${view.name}: ${what}`));
          await page.keyboard.press('Escape');
        }
        expect(faults).toEqual([]);
      });
  });
