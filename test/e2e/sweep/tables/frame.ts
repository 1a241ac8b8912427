import { expect, type Page } from '@playwright/test';
import type { Messages } from '../../../../shared/i18n/index.ts';
import type { ProblemCode } from '../../../../shared/problems.ts';
import { opensDialog, row, sendsRequest } from '../effects.ts';
import { anyOf, around, starting } from '../names.ts';
import { goesTo, goTo, isLive, SCREENS } from '../screens.ts';
import type { Effect, Row, Scene } from '../sweep.ts';

/** The controls around every screen. */
export const frameRows = (t: Messages): Row[] => [
  ...SCREENS.map((name) => row('button', starting(t[name].title), goesTo(t, name), { css: 'nav *' })),
  row('button', new RegExp(t.common.frame.keys), opensDialog(t.common.keys.title), { css: 'nav *' }),
  row('button', starting(t.common.frame.search), opensSearch(t), { css: 'header *' }),
  row('button', starting(t.common.state.live), goesTo(t, 'connection'), { css: 'header *' }),
];

const opensSearch =
  (t: Messages): Effect =>
  async (press) => {
    await goesTo(t, 'history')(press);
    await expect(press.page.getByRole('searchbox')).toBeFocused();
  };

/** Name of the button for new rows of a held list. */
export const newRows = ({ common }: Messages): RegExp =>
  anyOf(
    ...([1, 2] as const).flatMap((n) =>
      (['m', 'f'] as const).map((gender) => around((count) => common.newRows(count, n, gender))),
    ),
  );

const isNeverPressed: Effect = () => Promise.reject(new Error('it belongs to another sweep'));

/** Controls that appear and disappear by themselves on any screen. */
export const passingRows = (t: Messages): Row[] => [
  ...[t.common.close, t.common.show, t.common.undo, t.common.frame.allow, t.common.action.subscribe].map((name) =>
    row('button', name, isNeverPressed, { css: `[aria-label="${t.common.frame.messages}"] *` }),
  ),
  row('button', newRows(t), isNeverPressed, { css: '[role="status"] *' }),
];

const skipLink = (page: Page, t: Messages) => page.getByRole('button', { name: t.common.frame.skip });

/** Shows a connection problem, as if Protime had caused it. */
const problem = (t: Messages, code: ProblemCode, name: string, effect: Effect): Scene => ({
  name: `the problem ${code}`,
  open: async (page, socket) => {
    socket.setStatus({ state: 'problem', problem: { code } });
    await goTo(page, t, 'history');
    await expect(page.getByRole('alert').getByRole('button')).toBeVisible();
  },
  rows: [
    row('button', name, effect, { css: '[role="alert"] *' }),
    row('button', t.common.state.problem, goesTo(t, 'connection'), { css: 'header *' }),
  ],
});

export const frameScenes = (t: Messages): Scene[] => [
  {
    name: 'the frame',
    open: async (page) => {
      await goTo(page, t, 'connection');
      await isLive(page, t);
    },
    rows: frameRows(t),
  },
  {
    name: 'the keyboard, from the start of the page',
    open: async (page) => {
      await goTo(page, t, 'connection');
      await skipLink(page, t).focus();
      await expect(skipLink(page, t)).toBeInViewport();
    },
    rows: [
      row('button', t.common.frame.skip, async ({ page, press }) => {
        await press();
        await expect(page.getByRole('main')).toBeFocused();
      }),
    ],
  },
  problem(t, 'unreachable', t.common.action.retry, sendsRequest('connection.retry')),
  problem(t, 'second-webhook-refused', t.common.action.renew, sendsRequest('connection.renew')),
  problem(t, 'wrong-credentials', t.common.action['open-settings'], goesTo(t, 'settings')),
];
