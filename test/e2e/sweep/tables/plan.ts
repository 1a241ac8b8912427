import { expect, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import {
  choosesAnother,
  closes,
  given,
  isChosen,
  isDisabled,
  leadsTo,
  opensCalendar,
  row,
  shows,
  takesText,
  toggles,
} from '../effects.ts';
import { starting } from '../names.ts';
import { closeMessages, goTo, messages } from '../screens.ts';
import type { Effect, Row, Scene } from '../sweep.ts';

const t = messagesFor('nl');
const { common, plan, rejections } = t;

const bars = (page: Page) => page.locator('[data-bar]');
const aBar = (page: Page) => bars(page).first();
const panel = (page: Page) => page.getByRole('complementary');
const acknowledge = (page: Page) => panel(page).getByRole('button', { name: plan.panel.acknowledge });
const filter = (page: Page) => page.getByRole('textbox', { name: plan.filterLabel });
const asOf = (page: Page) => page.getByRole('button', { name: plan.asOf.open });
const momentBar = (page: Page) => page.locator('main section[data-kind]');
const slider = (page: Page) => page.getByRole('slider', { name: plan.asOf.slider });
const percent = (page: Page) => page.getByText(/^\d+ %$/).innerText();

/** The current plan without filters, and with nothing open. */
const open = async (page: Page): Promise<void> => {
  await goTo(page, t, 'plan');
  if (await panel(page).isVisible()) await page.keyboard.press('Escape');
  if ((await filter(page).inputValue()) !== '') await filter(page).fill('');
  if ((await asOf(page).getAttribute('aria-pressed')) === 'true') await asOf(page).click();
  await expect(aBar(page)).toBeVisible();
};

const openToday = async (page: Page): Promise<void> => {
  await open(page);
  await page.getByRole('button', { name: plan.today, exact: true }).click();
};

const openFiltered = async (page: Page): Promise<void> => {
  await open(page);
  await filter(page).fill('zzzz');
  await expect(bars(page)).toHaveCount(0);
};

const openEarlier = async (page: Page): Promise<void> => {
  await open(page);
  await asOf(page).click();
  await expect(slider(page)).toBeVisible();
};

const openRejected = async (page: Page): Promise<void> => {
  await open(page);
  await goTo(page, t, 'rejections');
  const inPlan = page.getByRole('main').getByRole('button', { name: starting(rejections.openInPlan) });
  await inPlan.first().click();
  await expect(acknowledge(page)).toBeVisible();
};

/** A part of the address changes. */
const changes =
  (part: 'day' | 'as-of'): Effect =>
  async ({ page, press }) => {
    const value = () => new URLSearchParams(new URL(page.url()).hash.slice('#plan?'.length)).get(part);
    const before = value();
    await press();
    await expect.poll(value).not.toBe(before);
  };

/** The next period is shown: the address follows a moment after the press. */
const goToNext: Effect = (press) =>
  changes('day')({ ...press, press: () => press.page.getByRole('button', { name: starting(plan.next) }).click() });

/** The page calls print(). A headless browser does so only once. */
const prints: Effect = async ({ page, press }) => {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset.printed = 'no';
    window.print = () => {
      dataset.printed = 'yes';
    };
  });
  await press();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
};

const zoomsIn: Effect = async ({ page, press }) => {
  const before = await percent(page);
  await press();
  await expect.poll(() => percent(page)).not.toBe(before);
  await page.getByRole('button', { name: starting(plan.zoomOut) }).click();
  await expect.poll(() => percent(page)).toBe(before);
};

/** Undo in the toast reverts the action. */
const acknowledges: Effect = async ({ page, press }) => {
  await press();
  await expect(acknowledge(page)).toHaveCount(0);
  await messages(page, t).getByRole('button', { name: common.undo }).click();
  await expect(acknowledge(page)).toBeVisible();
  await closeMessages(page, t);
};

const PERIOD: Row[] = [
  row('button', starting(plan.previous), changes('day')),
  row('button', starting(plan.next), changes('day')),
  row('button', plan.today, given(goToNext, changes('day'))),
  row('button', /\d{4}.*\d/, opensCalendar('header input[type="date"]'), { css: 'header *' }),
  ...Object.values(plan.view).map((name) => row('radio', name, isChosen)),
];

const TOOLS: Row[] = [
  row('textbox', plan.filterLabel, takesText),
  row('button', plan.onlyRejected, toggles('aria-pressed')),
  row('combobox', plan.order, choosesAnother),
  row('combobox', plan.since.label, choosesAnother),
  row('button', plan.asOf.open, toggles('aria-pressed')),
  row('button', plan.compact, toggles('aria-pressed')),
  row('button', plan.print, prints),
  row('button', starting(plan.zoomOut), isDisabled),
  row('button', starting(plan.zoomIn), zoomsIn),
];

const showsBars = leadsTo((page) => expect(aBar(page)).toBeVisible());

export const PLAN: Scene[] = [
  { name: 'the period', open, rows: PERIOD },
  { name: 'the plan', open: openToday, rows: [...TOOLS, row('gridcell', /./, shows(panel), { most: 4 })] },
  {
    name: 'filtered',
    open: openFiltered,
    rows: [row('button', plan.clearFilter, showsBars), row('button', plan.empty.showAll, showsBars)],
  },
  {
    name: 'an earlier moment',
    open: openEarlier,
    rows: [
      row('button', plan.asOf.later, changes('as-of')),
      row('slider', plan.asOf.slider, changes('as-of')),
      row(
        'button',
        plan.asOf.earlier,
        given(async ({ page }) => {
          await slider(page).press('End');
          await expect(page.getByRole('button', { name: plan.asOf.earlier })).toBeEnabled();
        }, changes('as-of')),
      ),
      row('textbox', plan.asOf.time, takesText),
      row('button', /\d/, opensCalendar('main section[data-kind] input[type="date"]'), { css: 'main fieldset *' }),
      row('button', plan.asOf.back, closes(momentBar)),
    ],
  },
  {
    name: 'the panel of a rejected assignment',
    open: openRejected,
    rows: [
      row('button', common.close, closes(panel), { css: 'aside *' }),
      row('button', plan.panel.acknowledge, acknowledges),
    ],
  },
];
