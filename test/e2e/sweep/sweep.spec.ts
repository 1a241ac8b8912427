import { type Page, test } from '@playwright/test';
import { type Language, messagesFor } from '../../../shared/i18n/index.ts';
import { startApp } from '../app.ts';
import { isLive } from './screens.ts';
import { type Row, type Scene, sweepScreen } from './sweep.ts';
import { CONNECTION } from './tables/connection.ts';
import { sweepDemoDoors, sweepFirstRun } from './tables/first-run.ts';
import { frameRows, frameScenes, passingRows } from './tables/frame.ts';
import { HISTORY } from './tables/history.ts';
import { PLAN } from './tables/plan.ts';
import { REJECTIONS } from './tables/rejections.ts';
import { SAVED_SEARCHES } from './tables/saved-searches.ts';
import { SETTINGS } from './tables/settings.ts';
import { SETTINGS_DATA } from './tables/settings-data.ts';

// Each screen has its own app. Each visible control is pressed by coordinates: in its middle by mouse, on its text by touch.

const LOCALES = { en: 'en-GB', nl: 'nl-BE', fr: 'fr-BE' } as const satisfies Record<Language, string>;

test.describe.configure({ mode: 'parallel' });
test.use({
  hasTouch: true,
  permissions: ['clipboard-read', 'clipboard-write'],
  // Limits actions like expectations, so that a visible control that cannot be pressed is reported as a fault.
  actionTimeout: 120_000,
  // Without animations no element is partly visible.
  contextOptions: { reducedMotion: 'reduce' },
});

const rowsOf = (scenes: readonly Scene[]): Row[] => scenes.flatMap(({ rows }) => rows);

/** @param others other controls that may be visible and are pressed in another sweep. */
const sweepDemo = async (page: Page, language: Language, scenes: readonly Scene[], others: readonly Row[]) => {
  const t = messagesFor(language);
  await using app = await startApp('demo');
  const start = async () => {
    await page.goto(app.ui);
    await isLive(page, t);
  };
  await sweepScreen(page, { start, scenes, others: [...others, ...frameRows(t), ...passingRows(t)] });
};

const SWEEPS: [screen: string, language: Language, scenes: readonly Scene[], others?: readonly Row[]][] = [
  ['Rejections', 'en', REJECTIONS],
  ['the plan', 'nl', PLAN],
  ['Connection', 'fr', CONNECTION],
  ['the frame', 'fr', frameScenes(messagesFor('fr')), rowsOf([...CONNECTION, ...HISTORY, ...SAVED_SEARCHES])],
  ['saved searches and exports', 'fr', SAVED_SEARCHES, rowsOf(HISTORY)],
  ['the data in Settings', 'nl', SETTINGS_DATA, rowsOf(SETTINGS)],
  ['Settings', 'nl', SETTINGS, rowsOf(SETTINGS_DATA)],
  ['History', 'fr', HISTORY, rowsOf(SAVED_SEARCHES)],
];

for (const [screen, language, scenes, others = []] of SWEEPS)
  test.describe(() => {
    test.use({ locale: LOCALES[language] });
    test(`every control of ${screen} does what it says`, async ({ page }) => {
      test.slow();
      await sweepDemo(page, language, scenes, others);
    });
  });

for (const [place, by] of [
  ['middle', 'mouse'],
  ['words', 'touch'],
] as const)
  test(`every control of first run does what it says, by ${by}`, async ({ page }) => {
    test.slow();
    await sweepFirstRun(page, place);
  });

test('every control on the way into the demo does what it says', async ({ page }) => {
  await sweepDemoDoors(page);
});
