import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../../../shared/i18n/index.ts';
import { type Gallery, startGallery } from '../plan/gallery.ts';
import { layoutFaults, visibleTexts, wrappedToolbars } from './text-faults.ts';
import { untranslatedTexts } from './untranslated-texts.ts';
import { openTour, settle, VIEWS } from './views.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

const SIZES = {
  'at the usual size': { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  // The viewport of a window of 1280 by 800 px at 200 % zoom.
  'at 200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

for (const [size, use] of Object.entries(SIZES))
  test.describe(() => {
    test.use(use);
    for (const language of LANGUAGES)
      test(`every screen and dialog is in ${language}, with no text cut off or overlapping, ${size}`, async ({
        page,
      }) => {
        test.slow();
        await openTour(page, gallery, language);
        const faults: string[] = [];
        for (const view of VIEWS) {
          await view.open(page);
          await settle(page);
          const found = [
            ...(await layoutFaults(page)),
            ...(size === 'at 200 %' ? [] : await wrappedToolbars(page)),
            ...untranslatedTexts(await visibleTexts(page), language).map((text) => `not in ${language}: ${text}`),
          ];
          faults.push(...found.map((fault) => `${view.name}: ${fault}`));
          await page.keyboard.press('Escape');
        }
        expect(faults).toEqual([]);
      });
  });
