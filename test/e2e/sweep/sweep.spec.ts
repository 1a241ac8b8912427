import { type Page, test } from '@playwright/test';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/tenant.ts';
import { type Language, messagesFor } from '../../../shared/i18n/index.ts';
import { dayOf } from '../../../shared/time.ts';
import { startApp, startLiveApp } from '../app.ts';
import { isLive } from './screens.ts';
import { type Row, type Scene, sweepScreen } from './sweep.ts';
import { CONNECTION } from './tables/connection.ts';
import { sweepDemoDoors, sweepFirstRun } from './tables/first-run.ts';
import { frameRows, frameScenes, passingRows } from './tables/frame.ts';
import { HISTORY, newChanges } from './tables/history.ts';
import { PLAN } from './tables/plan.ts';
import { newRejections, REJECTIONS } from './tables/rejections.ts';
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
  await using app = await startApp('demo');
  await sweepApp(page, app, language, scenes, others);
};

/** For scenes that need a change at a certain moment; others come by themselves. */
const sweepLive = async (page: Page, language: Language, scenesOf: ScenesOf, others: readonly Row[]) => {
  await using tenant = await createDemoTenant();
  await using app = await startLiveApp(tenant);
  await sweepApp(page, app, language, scenesOf(tenant), others);
};

const sweepApp = async (
  page: Page,
  app: { ui: string },
  language: Language,
  scenes: readonly Scene[],
  others: readonly Row[],
) => {
  const t = messagesFor(language);
  const start = async () => {
    await page.goto(app.ui);
    await isLive(page, t);
  };
  await sweepScreen(page, { start, scenes, others: [...others, ...frameRows(t), ...passingRows(t)] });
};

const SWEEPS: [screen: string, language: Language, scenes: readonly Scene[], others?: readonly Row[]][] = [
  ['the plan', 'nl', PLAN],
  ['Connection', 'fr', CONNECTION],
  ['the frame', 'fr', frameScenes(messagesFor('fr')), rowsOf([...CONNECTION, ...HISTORY, ...SAVED_SEARCHES])],
  ['saved searches and exports', 'fr', SAVED_SEARCHES, rowsOf(HISTORY)],
  ['the data in Settings', 'nl', SETTINGS_DATA, rowsOf(SETTINGS)],
  ['Settings', 'nl', SETTINGS, rowsOf(SETTINGS_DATA)],
];

type ScenesOf = (tenant: DemoTenant) => readonly Scene[];

const rejectOne = (tenant: DemoTenant) => {
  const today = dayOf(Date.now());
  const next = tenant.assignments().find(({ from, isRejected, person }) => from > today && !isRejected && person);
  tenant.reject(next?.id ?? 0);
};
const changeOne = (tenant: DemoTenant) => {
  const { id = 0, comments } = tenant.assignments()[0] ?? {};
  tenant.upsert({ id, comments: `${comments ?? ''} +` });
};

const LIVE_SWEEPS: [screen: string, language: Language, scenesOf: ScenesOf, others: readonly Row[]][] = [
  ['Rejections', 'en', (tenant) => [...REJECTIONS, newRejections(() => rejectOne(tenant))], []],
  ['History', 'fr', (tenant) => [...HISTORY, newChanges(() => changeOne(tenant))], rowsOf(SAVED_SEARCHES)],
];

for (const [screen, language, scenesOf, others] of LIVE_SWEEPS)
  test.describe(() => {
    test.use({ locale: LOCALES[language] });
    test(`every control of ${screen} does what it says`, async ({ page }) => {
      test.slow();
      await sweepLive(page, language, scenesOf, others);
    });
  });

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
