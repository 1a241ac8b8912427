import { expect, type Locator, type Page } from '@playwright/test';
import { messagesFor } from '../../../../shared/i18n/index.ts';
import { closes, copies, isChosen, row, sendsRequest, unfolds } from '../effects.ts';
import { anyOf, around, starting } from '../names.ts';
import { closeMessages, goTo, messages, screen } from '../screens.ts';
import type { Effect, Press, Row, Scene } from '../sweep.ts';
import { newRows } from './frame.ts';

const t = messagesFor('en');
const { common, notices, rejections: words, settings } = t;

type Segment = 'open' | 'snoozed' | 'acknowledged';

const main = (page: Page) => screen(page, t, 'rejections');
const rows = (page: Page, state: string) => page.locator(`[data-row-item][data-state="${state}"]`);
const choice = (page: Page) => page.locator('[data-row-item] fieldset');
const button = (place: Locator, action: string) =>
  place.getByRole('button', { name: starting(words.labelOfRow(action, '')) });

const show = async (page: Page, segment: Segment): Promise<void> => {
  await goTo(page, t, 'rejections');
  await main(page).getByText(starting(words.segments[segment])).first().click();
  await expect(main(page).getByRole('radio', { name: starting(words.segments[segment]) })).toBeChecked();
};

/** Shows the open rejections. There are always at least two, because each is reopened after a press. */
const open = async (page: Page): Promise<void> => {
  await show(page, 'open');
  await expect.poll(() => rows(page, 'open').count()).toBeGreaterThan(1);
};

/** Shows a segment with at least one rejection; if it is empty, `put` moves an open one there. */
const openSegment =
  (segment: Segment, put: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    await show(page, segment);
    if ((await rows(page, segment).count()) === 0) {
      await open(page);
      await put(page);
      await show(page, segment);
    }
    await expect(rows(page, segment).first()).toBeVisible();
    await closeMessages(page, t);
  };

const openChoice = async (page: Page): Promise<void> => {
  await open(page);
  if (!(await choice(page).isVisible())) await button(rows(page, 'open'), words.snooze).first().click();
  await expect(choice(page)).toBeVisible();
};

const openMuted = async (page: Page): Promise<void> => {
  await goTo(page, t, 'settings');
  const mute = page.getByRole('button', { name: common.tray.muteHour });
  if (await mute.isVisible()) await mute.click();
  await expect(mute).toHaveCount(0);
  await show(page, 'open');
};

/** Focuses the list, and has one more shift rejected. */
const openInUse = (rejectOne: () => unknown) => async (page: Page) => {
  await open(page);
  await main(page).locator('[data-row]').first().focus();
  await page.keyboard.press('ArrowDown');
  rejectOne();
  await expect(main(page).getByRole('button', { name: newRows(t) })).toBeVisible();
};

const message = (page: Page) => messages(page, t).first();
/** Shows a toast with this button, if needed by an action on the first row. It stays while it has the keyboard focus. */
const openMessage =
  (action: string, wanted: string) =>
  async (page: Page): Promise<void> => {
    const answer = message(page).getByRole('button', { name: wanted });
    if (!(await answer.isVisible())) {
      await open(page);
      await closeMessages(page, t);
      await button(rows(page, 'open'), action).first().click();
    }
    await answer.focus();
  };
const inMessages = { css: 'section[aria-live] li *' };

const idsIn = (page: Page, state: string): Promise<string[]> =>
  rows(page, state)
    .locator('[data-row]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-row') ?? ''));

/** The rejections a button acts on: that of its row, or all open ones. By id, because new ones arrive. */
const rejectionsOf = async ({ control, page }: Press): Promise<{ state: string; ids: string[] }> => {
  const item = control.locator('xpath=ancestor::*[@data-row-item]');
  if ((await item.count()) === 0) return { state: 'open', ids: await idsIn(page, 'open') };
  const id = await item.locator('[data-row]').getAttribute('data-row');
  return { state: (await item.getAttribute('data-state')) ?? '', ids: [id ?? ''] };
};

/** The rejections change their state. */
const changeState: Effect = async (press) => {
  const { state, ids } = await rejectionsOf(press);
  await press.press();
  await expect.poll(async () => (await idsIn(press.page, state)).filter((id) => ids.includes(id))).toEqual([]);
};

/** The same, and Undo in the toast restores them. */
const changeStateAndUndo: Effect = async (press) => {
  const { page } = press;
  const { state, ids } = await rejectionsOf(press);
  await changeState(press);
  await messages(page, t).getByRole('button', { name: common.undo }).last().click();
  await expect.poll(() => idsIn(page, state)).toEqual(expect.arrayContaining(ids));
  await closeMessages(page, t);
};

const opensPanel: Effect = async ({ page, press }) => {
  await press();
  await expect(screen(page, t, 'plan')).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('button', { name: t.plan.panel.acknowledge })).toBeVisible();
};

const opensChoice: Effect = async ({ page, press }) => {
  await press();
  await expect(choice(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choice(page)).toHaveCount(0);
};

const showsAnother: Effect = async ({ page, press }) => {
  const before = await idsIn(page, 'open');
  await press();
  await expect.poll(async () => (await idsIn(page, 'open')).some((id) => !before.includes(id))).toBe(true);
};

const ofRow = (action: string, effect: Effect): Row =>
  row('button', starting(words.labelOfRow(action, '')), effect, { most: 2 });

export const REJECTIONS: Scene[] = [
  {
    name: 'open ones',
    open,
    rows: [
      ...(['open', 'snoozed', 'acknowledged', 'withdrawn', 'all'] as const).map((segment) =>
        row('radio', starting(`${words.segments[segment]} (`), isChosen),
      ),
      row('button', words.copyShown, copies),
      row('button', /./, opensPanel, { css: '[data-row]', most: 2 }),
      row('summary', starting(words.seenAt('')), unfolds, { most: 2 }),
      ofRow(words.copy, copies),
      ofRow(words.openInPlan, opensPanel),
      ofRow(words.snooze, opensChoice),
      ofRow(words.acknowledge, changeStateAndUndo),
      row(
        'button',
        anyOf(
          starting(words.acknowledgeShown(1)),
          around((n) => words.acknowledgeShown(n as unknown as number)),
        ),
        changeStateAndUndo,
      ),
    ],
  },
  {
    name: 'until when',
    open: openChoice,
    rows: [
      row('button', common.cancel, closes(choice)),
      row('button', words.untilTomorrow, changeStateAndUndo),
      row('button', words.untilChange, changeStateAndUndo),
    ],
  },
  {
    name: 'snoozed',
    open: openSegment('snoozed', async (page) => {
      await openChoice(page);
      await choice(page).getByText(words.untilChange).click();
    }),
    rows: [ofRow(words.wake, changeState)],
  },
  {
    name: 'acknowledged',
    open: openSegment('acknowledged', (page) => button(rows(page, 'open'), words.acknowledge).first().click()),
    rows: [ofRow(words.reopen, changeStateAndUndo)],
  },
  {
    name: 'a message',
    open: openMessage(words.copy, common.close),
    rows: [row('button', common.close, closes(message), inMessages)],
  },
  {
    name: 'a message that can undo',
    open: openMessage(words.acknowledge, common.undo),
    rows: [row('button', common.undo, sendsRequest('rejections.reopen'), inMessages)],
  },
  {
    name: 'muted',
    open: openMuted,
    rows: [
      row(
        'button',
        notices.unmute,
        closes((page) => main(page).getByText(settings.mutedHint)),
      ),
    ],
  },
];

/** @param rejectOne rejects a shift at Protime. */
export const newRejections = (rejectOne: () => unknown): Scene => ({
  name: 'what came meanwhile',
  open: openInUse(rejectOne),
  rows: [row('button', newRows(t), showsAnother)],
});
