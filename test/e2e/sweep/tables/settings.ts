import { expect, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import {
  andThen,
  choosesAnother,
  closes,
  isDisabled,
  isReadOnly,
  leadsTo,
  row,
  sendsRequest,
  shows,
  switches,
  takesText,
  toggles,
  unfolds,
} from '../effects.ts';
import { around, starting } from '../names.ts';
import { closeMessages, goesTo, goTo, messages, screen } from '../screens.ts';
import type { Row, Scene } from '../sweep.ts';

const t = messagesFor('nl');
const { common, firstRun, notices, plan, settings: words } = t;

const button = (page: Page, name: string) => screen(page, t, 'settings').getByRole('button', { name, exact: true });
const muted = (page: Page) => button(page, notices.unmute);
const quietHours = (page: Page) => page.getByRole('switch', { name: words.quietHours.title });
const demoDoor = (page: Page) => page.getByRole('button', { name: starting(firstRun.welcome.demo) });

const open = async (page: Page): Promise<void> => {
  await goTo(page, t, 'settings');
  if (await muted(page).isVisible()) await muted(page).click();
  await expect(muted(page)).toHaveCount(0);
  await closeMessages(page, t);
};

/** A toast stays while it has the keyboard focus. */
const openNotification = async (page: Page): Promise<void> => {
  await open(page);
  await button(page, words.sendTest).click();
  const notification = messages(page, t).filter({ hasText: notices.test });
  await notification.getByRole('button', { name: common.close }).focus();
};

const openQuietHours = async (page: Page): Promise<void> => {
  await open(page);
  if (!(await quietHours(page).isChecked())) await page.getByText(words.quietHours.title, { exact: true }).click();
  await expect(quietHours(page)).toBeChecked();
};

const openMuted = async (page: Page): Promise<void> => {
  await goTo(page, t, 'settings');
  if (!(await muted(page).isVisible())) await button(page, common.tray.muteHour).click();
  await expect(muted(page)).toBeVisible();
};

/** Starts the demo again if it was ended. */
const openDemo = async (page: Page): Promise<void> => {
  if (await demoDoor(page).isVisible()) {
    await demoDoor(page).click();
    await page.getByRole('button', { name: firstRun.notification.finish }).click();
  }
  await open(page);
};

const SECTIONS = ['protime', 'reach', 'reading', 'notifications', 'look', 'data', 'about'] as const;
const jumpsTo = (id: string) =>
  leadsTo(async (page) => {
    await expect(page.locator(`#${id}`)).toBeFocused();
    await expect(page.locator(`#${id}`)).toBeInViewport();
  });

const READ_ONLY = [words.tenant, words.clientId, words.secret, words.activityVersion, words.publicUrl];
const TYPED = [words.company, words.peopleReferences, words.activityReferences, words.receiverPort];
const LISTS = [
  ...[words.environment, words.monthsBack, words.monthsAhead, words.startedMonthsBefore, words.requestsPerHour],
  ...[words.language, words.theme],
  ...[plan.settings.shortNotice, plan.settings.holidays, plan.settings.timeZone],
];

const PAGE: Row[] = [
  ...SECTIONS.map((section) => row('button', words.sections[section], jumpsTo(section), { css: 'main nav *' })),
  ...READ_ONLY.map((name) => row('textbox', name, isReadOnly)),
  ...TYPED.map((name) => row('textbox', name, takesText)),
  ...Object.values(words.providers).map((name) => row('radio', starting(name), isDisabled)),
  row(
    'button',
    words.test,
    andThen(sendsRequest('settings.test'), ({ page }) => expect(button(page, words.test)).toBeEnabled()),
  ),
  ...[...Object.values(words.notify), words.quietHours.title].map((name) => row('switch', name, switches)),
  ...[words.only.people, words.only.activities].map((name) => row('searchbox', name, takesText)),
  row(
    'button',
    words.sendTest,
    andThen(sendsRequest('notices.test'), ({ page }) => closeMessages(page, t)),
  ),
  ...[common.tray.muteHour, common.tray.muteUntilTomorrow].map((name) => row('button', name, shows(muted))),
  row('summary', notices.recent.title, unfolds),
  ...LISTS.map((name) => row('combobox', name, choosesAnother)),
];

/** A multi-select: a value is found by typing, added, and removed again. */
const only = (name: 'people' | 'activities', setting: string): Scene[] => {
  const place = `#notifications div:has([name="notifications.${setting}"])`;
  const removes = around(words.only.remove);
  const field = (page: Page) => page.getByRole('searchbox', { name: words.only[name] });
  const chosen = (page: Page) => page.locator(`${place} > ul`).getByRole('button', { name: removes });
  const openFound = async (page: Page): Promise<void> => {
    await open(page);
    if ((await chosen(page).count()) > 0) await chosen(page).click();
    await expect(chosen(page)).toHaveCount(0);
    await field(page).fill('a');
  };
  const openChosen = async (page: Page): Promise<void> => {
    await open(page);
    if ((await chosen(page).count()) === 0) {
      await field(page).fill('a');
      await field(page).press('Enter');
    }
    await expect(chosen(page)).toHaveCount(1);
  };
  return [
    {
      name: `found, ${name}`,
      open: openFound,
      rows: [row('button', /^\+ /, shows(chosen), { css: `${place} > [role="status"] *`, most: 2 })],
    },
    {
      name: `chosen, ${name}`,
      open: openChosen,
      rows: [row('button', removes, closes(chosen), { css: `${place} > ul *` })],
    },
  ];
};

export const SETTINGS: Scene[] = [
  { name: 'settings', open, rows: PAGE },
  {
    name: 'quiet hours',
    open: openQuietHours,
    rows: [
      row('button', /^[a-z]{2,3}\.?$/, toggles('aria-pressed'), { css: '#notifications [aria-pressed]' }),
      ...[words.quietHours.fromMinutes, words.quietHours.untilMinutes, words.quietHours.breakThrough].map((name) =>
        row('combobox', name, choosesAnother),
      ),
    ],
  },
  ...only('people', 'onlyPeople'),
  ...only('activities', 'onlyActivities'),
  {
    name: 'a notification',
    open: openNotification,
    rows: [row('button', common.show, goesTo(t, 'rejections'), { css: 'section[aria-live] li *' })],
  },
  { name: 'muted', open: openMuted, rows: [row('button', notices.unmute, closes(muted))] },
  {
    name: 'the end of the demo',
    open: openDemo,
    rows: [
      row(
        'button',
        words.leaveDemo,
        leadsTo((page) => expect(demoDoor(page)).toBeVisible()),
      ),
    ],
  },
];
