import { expect, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import { andThen, copies, isChosen, row, sendsRequest, toggles, unfolds } from '../effects.ts';
import { starting } from '../names.ts';
import { closeMessages, goesTo, goTo, isLive, screen, unfold } from '../screens.ts';
import type { Effect, Scene } from '../sweep.ts';

const t = messagesFor('fr');
const { common, connection, history, inspector } = t;

const pill = (page: Page, words: string) => page.locator('header').getByRole('button', { name: starting(words) });
const delivery = (page: Page) => page.locator('[data-delivery] button[aria-expanded]').last();

const open = async (page: Page): Promise<void> => {
  await goTo(page, t, 'connection');
  await isLive(page, t);
};

const openDetails = async (page: Page): Promise<void> => {
  await open(page);
  await unfold(page, connection.details);
};

const openMessages = async (page: Page): Promise<void> => {
  await open(page);
  await unfold(page, connection.details, inspector.title);
  await page.getByText(inspector.filters.all, { exact: true }).click();
  await expect(page.locator('[data-delivery]').first()).toBeVisible();
};

const openMessage = async (page: Page): Promise<void> => {
  await openMessages(page);
  if ((await delivery(page).getAttribute('aria-expanded')) === 'false') await delivery(page).click();
  await expect(page.locator('[data-delivery] summary')).toBeVisible();
};

const openMessageInFull = async (page: Page): Promise<void> => {
  await openMessage(page);
  await unfold(page, inspector.body);
};

/** The action runs, and afterwards the connection is live again. */
const runs =
  (request: string): Effect =>
  async (press) => {
    const { statuses } = press.socket;
    const before = statuses.length;
    await sendsRequest(request)(press);
    await expect.poll(() => statuses.slice(before).some(({ busy }) => busy)).toBe(true);
    await expect.poll(() => statuses.at(-1)).toMatchObject({ state: 'live', busy: false });
    await isLive(press.page, t);
  };

const isUnsubscribed = (page: Page) => expect(pill(page, common.state.unsubscribed)).toBeVisible();

/** Presses a button of the screen if it exists. */
const ensure = async (page: Page, action: string): Promise<void> => {
  await goTo(page, t, 'connection');
  const button = screen(page, t, 'connection').getByRole('button', { name: action, exact: true });
  if (await button.isVisible()) await button.click();
};

export const CONNECTION: Scene[] = [
  {
    name: 'connection',
    open,
    rows: [
      row('button', connection.readAgain, runs('connection.retry')),
      row('button', connection.privacy.change, goesTo(t, 'settings')),
      row('summary', connection.details, unfolds),
    ],
  },
  {
    name: 'details',
    open: openDetails,
    rows: [
      row('button', common.action.renew, runs('connection.renew')),
      row('button', common.action.retry, runs('connection.retry'), { css: 'main *' }),
      row(
        'button',
        connection.copyDiagnostics,
        andThen(copies, ({ page }) => closeMessages(page, t)),
      ),
      row('button', inspector.look, sendsRequest('connection.webhooks')),
      row('summary', inspector.title, unfolds),
    ],
  },
  {
    name: 'original messages',
    open: openMessages,
    rows: [
      row('radio', inspector.filters.open, isChosen),
      row('radio', inspector.filters.all, isChosen),
      row('button', inspector.refresh, sendsRequest('deliveries.list')),
      row('button', new RegExp(inspector.trust.signed), toggles('aria-expanded'), {
        css: '[data-delivery] *',
        most: 2,
      }),
    ],
  },
  { name: 'a message', open: openMessage, rows: [row('summary', inspector.body, unfolds)] },
  { name: 'a message in full', open: openMessageInFull, rows: [row('button', history.copyRaw, copies)] },
  {
    name: 'the end of the subscription',
    open: async (page) => {
      await ensure(page, common.action.subscribe);
      await isLive(page, t);
    },
    rows: [
      row('button', common.action.unsubscribe, async ({ page, press }) => {
        await press();
        await isUnsubscribed(page);
      }),
    ],
  },
  {
    name: 'unsubscribed',
    open: async (page) => {
      await ensure(page, common.action.unsubscribe);
      await isUnsubscribed(page);
      await closeMessages(page, t);
    },
    rows: [
      row('button', common.state.unsubscribed, goesTo(t, 'connection')),
      row('button', common.action.subscribe, runs('connection.subscribe'), {
        css: 'main *',
      }),
    ],
  },
];
