import { expect, type Page } from '@playwright/test';
import { createDemoTenant } from '../../../../electron/demo/tenant.ts';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import { startRelay } from '../../../fakes/relay/relay.ts';
import { type App, startApp } from '../../app.ts';
import { andThen, choosesAnother, isChosen, isDisabled, leadsTo, row, sendsRequest, takesText } from '../effects.ts';
import { starting } from '../names.ts';
import type { Place } from '../page-controls.ts';
import { closeMessages, goTo } from '../screens.ts';
import { type Effect, type Scene, sweepScreen } from '../sweep.ts';
import { passingRows } from './frame.ts';

// With real credentials. The demo tenant simulates Protime; the relay is a local one.

const t = messagesFor('en');
const { common, connection, firstRun, settings: words } = t;
const { stepNames, welcome, notification } = firstRun;

type Step = keyof typeof stepNames;
const STEPS = ['welcome', 'credentials', 'reach', 'subscribe', 'notification'] as const satisfies readonly Step[];
const SECRET = 's3cret';
let relayUrl = '';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const next = (page: Page) => button(page, firstRun.next);
const main = (page: Page, step: Step) => page.getByRole('main', { name: stepNames[step], exact: true });
const plan = (page: Page) => page.getByRole('main', { name: t.plan.title, exact: true });

const enter = async (page: Page, label: string, text: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(label, { exact: true }).press('Enter');
};
/** Enters valid credentials where they are missing. */
const enterAccepted = async (page: Page): Promise<void> => {
  const incomplete = page.getByText(firstRun.credentials.incomplete);
  const goesOn = main(page, 'credentials').locator('button:enabled', { hasText: firstRun.next });
  await expect(incomplete.or(button(page, words.test)).or(goesOn)).toBeVisible();
  if (!(await goesOn.isVisible())) await enterCredentials(page, SECRET);
  await expect(goesOn).toBeVisible();
};
const enterCredentials = async (page: Page, secret: string): Promise<void> => {
  await enter(page, words.tenant, 'acme');
  await enter(page, words.clientId, 'planner');
  await enter(page, words.secret, secret);
};

/** Fills in what each step requires before Next is enabled. */
const complete: Record<Step, (page: Page) => Promise<void>> = {
  welcome: (page) => page.getByRole('button', { name: starting(welcome.protime) }).click(),
  credentials: async (page) => {
    await enterAccepted(page);
    await next(page).click();
  },
  reach: async (page) => {
    await page.getByText(words.providers.localtunnel, { exact: true }).click();
    if ((await page.getByLabel(words.relayHost, { exact: true }).inputValue()) !== relayUrl)
      await enter(page, words.relayHost, relayUrl);
    await next(page).click();
  },
  subscribe: async (page) => {
    if (!(await next(page).isVisible())) await button(page, common.action.subscribe).click();
    await next(page).click();
  },
  notification: async () => {},
};

/** Goes forward or back to a step, also from the plan after first run was postponed. */
const openStep =
  (wanted: Step) =>
  async (page: Page): Promise<void> => {
    if (await plan(page).isVisible()) {
      await goTo(page, t, 'connection');
      await button(page, connection.setUp).click();
      await expect(plan(page)).toHaveCount(0);
    }
    const mains = STEPS.map((step) => main(page, step));
    await expect(mains.reduce((one, other) => one.or(other))).toBeVisible();
    for (;;) {
      const shown = await Promise.all(mains.map((one) => one.isVisible()));
      const at = shown.indexOf(true);
      const step = STEPS[at];
      if (step === undefined || step === wanted) break;
      await (at < STEPS.indexOf(wanted) ? complete[step](page) : button(page, firstRun.back).click());
      await expect(main(page, step)).toHaveCount(0);
    }
    await closeMessages(page, t);
  };

const leadsToStep = (step: Step): Effect => leadsTo((page) => expect(main(page, step)).toBeVisible());
const leadsToPlan: Effect = leadsTo((page) => expect(plan(page)).toBeVisible());
const back = (step: Step) => row('button', firstRun.back, leadsToStep(step));
const later = row('button', firstRun.later, leadsToPlan);

const speaks = (language: 'en' | 'nl' | 'fr') =>
  row(
    'radio',
    words.languages[language],
    andThen(isChosen, async ({ page }) => {
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.getByText(words.languages.en, { exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    }),
  );

const refused = async (page: Page): Promise<void> => {
  await openStep('credentials')(page);
  if (!(await button(page, words.test).isVisible())) await enterCredentials(page, 'wrong');
  await expect(button(page, words.test)).toBeVisible();
};

const demoDoor = row('button', starting(welcome.demo), leadsToStep('notification'));
const WELCOME = [
  ...(['en', 'nl', 'fr'] as const).map(speaks),
  row('button', starting(welcome.protime), leadsToStep('credentials')),
];

/** The app directly after its start, before it reports that nothing is set up. */
const openFirst = async (page: Page, { ui }: Pick<App, 'ui'>): Promise<void> => {
  await page.goto(ui);
  await expect(main(page, 'welcome')).toBeVisible();
};

const SCENES: Scene[] = [
  { name: 'welcome', open: openStep('welcome'), rows: WELCOME },
  {
    name: 'credentials',
    open: openStep('credentials'),
    rows: [
      ...[words.tenant, words.clientId, words.secret, words.company].map((name) => row('textbox', name, takesText)),
      row('combobox', words.environment, choosesAnother),
      row('button', firstRun.next, isDisabled),
      back('welcome'),
      later,
    ],
  },
  { name: 'refused', open: refused, rows: [row('button', words.test, sendsRequest('settings.test'))] },
  {
    name: 'accepted',
    open: async (page) => {
      await openStep('credentials')(page);
      await enterAccepted(page);
    },
    rows: [row('button', firstRun.next, leadsToStep('reach'))],
  },
  {
    name: 'through a relay',
    open: openStep('reach'),
    rows: [
      row('radio', starting(words.providers['public-url']), isChosen),
      row('radio', starting(words.providers.localtunnel), isChosen),
      row('textbox', words.relayHost, takesText),
      row('textbox', words.subdomain, takesText),
      row('button', firstRun.next, leadsToStep('subscribe')),
      back('credentials'),
    ],
  },
  {
    name: 'at an address of the company',
    open: async (page) => {
      await openStep('reach')(page);
      await page.getByText(words.providers['public-url'], { exact: true }).click();
      await expect(page.getByLabel(words.publicUrl)).toBeVisible();
    },
    rows: [
      row('textbox', words.publicUrl, takesText),
      row('textbox', words.receiverPort, takesText),
      row('button', firstRun.next, isDisabled),
    ],
  },
  {
    name: 'before subscribing',
    open: openStep('subscribe'),
    rows: [
      back('reach'),
      row(
        'button',
        common.action.subscribe,
        leadsTo((page) => expect(page.getByText(firstRun.subscribe.done)).toBeVisible()),
      ),
    ],
  },
  {
    name: 'after subscribing',
    open: openStep('subscribe'),
    rows: [row('button', firstRun.next, leadsToStep('notification'))],
  },
  {
    name: 'a test notification',
    open: openStep('notification'),
    rows: [
      row('button', notification.send, sendsRequest('notices.test')),
      back('subscribe'),
      row('button', notification.finish, leadsToPlan),
    ],
  },
];

export const sweepFirstRun = async (page: Page, place: Place): Promise<void> => {
  await using tenant = await createDemoTenant({
    ...{ people: 4, liveEveryMs: 0, tenant: 'acme', clientId: 'planner', clientSecret: SECRET },
  });
  await using relay = await startRelay();
  relayUrl = relay.url;
  await using app = await startApp('serve', '--api-url', tenant.url, '--auth-url', tenant.url);
  await sweepScreen(page, {
    start: () => openFirst(page, app),
    scenes: SCENES,
    others: [demoDoor, ...passingRows(t)],
    places: [place],
  });
};

const openDoors = async (page: Page): Promise<void> => {
  if (await main(page, 'notification').isVisible()) await button(page, notification.finish).click();
  if (await plan(page).isVisible()) {
    await goTo(page, t, 'settings');
    await button(page, words.leaveDemo).click();
  }
  await expect(main(page, 'welcome')).toBeVisible();
};

const DEMO_SCENES: Scene[] = [
  { name: 'welcome', open: openDoors, rows: [demoDoor] },
  {
    name: 'a test notification',
    open: async (page) => {
      if (!(await main(page, 'notification').isVisible())) {
        await openDoors(page);
        await page.getByRole('button', { name: starting(welcome.demo) }).click();
      }
      await expect(main(page, 'notification')).toBeVisible();
    },
    rows: [
      row('button', notification.send, sendsRequest('notices.test')),
      row('button', notification.finish, leadsToPlan),
    ],
  },
];

export const sweepDemoDoors = async (page: Page): Promise<void> => {
  await using app = await startApp('serve');
  await sweepScreen(page, {
    start: () => openFirst(page, app),
    scenes: DEMO_SCENES,
    others: [...WELCOME, ...passingRows(t)],
  });
};
