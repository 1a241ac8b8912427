import { expect, type Locator, type Page } from '@playwright/test';
import type { Effect, Press, Row } from './sweep.ts';

// What a press on a control can announce, each as something that can be waited for.

export const row = (
  role: Row['role'],
  name: Row['name'],
  effect: Effect,
  rest: Pick<Row, 'css' | 'most'> = {},
): Row => ({
  ...{ role, name, effect },
  ...rest,
});

/** It cannot be pressed now, and says so. */
export const isDisabled: Effect = ({ control }) => expect(control).toBeDisabled();

/** Set when the app was started: it can be read and copied, not changed. */
export const isReadOnly: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  await press();
  await expect(control).toBeFocused();
  await expect(control).toHaveAttribute('readonly');
  await page.keyboard.type('x');
  await expect(control).toHaveValue(before);
};

/** An attribute of two values becomes the other one, and the first again with a second press. */
export const toggles =
  (attribute: 'aria-pressed' | 'aria-expanded', isSettled: (page: Page) => Promise<void> = async () => {}): Effect =>
  async ({ control, page, press }) => {
    const before = (await control.getAttribute(attribute)) === 'true';
    for (const now of [!before, before]) {
      await press();
      await expect(control).toHaveAttribute(attribute, String(now));
      await isSettled(page);
    }
  };

/** A switch is on, or off, and as before with a second press. */
export const switches: Effect = async ({ control, press }) => {
  const before = await control.isChecked();
  for (const now of [!before, before]) {
    await press();
    await expect(control).toBeChecked({ checked: now });
  }
};

/** One of several: chosen by the press, whatever was chosen before. */
export const isChosen: Effect = async ({ control, page, press }) => {
  if (await control.isChecked()) {
    const group = await control.getAttribute('name');
    await page.locator(`label:has(input[name="${group}"]:not(:checked))`).first().click();
    await expect(control).not.toBeChecked();
  }
  await press();
  await expect(control).toBeChecked();
};

/** A list of the system: it opens, or has the focus after its label was pressed, and the keys choose another value. */
export const choosesAnother: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  const isLast = await control.evaluate((list: HTMLSelectElement) => list.selectedIndex === list.options.length - 1);
  await press();
  await expect(control).toBeFocused();
  await chooseByKey(page, control, isLast ? 'ArrowUp' : 'ArrowDown');
  await expect(control).not.toHaveValue(before);
  await control.selectOption(before);
  await expect(control).toHaveValue(before);
};

/** In a list that has the focus, open or not. */
export const chooseByKey = async (page: Page, list: Locator, key: 'ArrowUp' | 'ArrowDown'): Promise<void> => {
  const isOpen = await list.evaluate((element) => element.matches(':open'));
  await page.keyboard.press(key);
  if (isOpen) await page.keyboard.press('Enter');
};

/** A field gets the focus and takes what is typed. */
export const takesText: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  await press();
  await expect(control).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await expect(control).toHaveValue(`${before}x`);
  await control.fill(before);
};

/** A part of a date gets the focus, and keys make it another one. */
export const takesDay =
  (key: 'ArrowUp' | 'ArrowDown'): Effect =>
  async ({ control, page, press }) => {
    const before = await control.inputValue();
    await press();
    await expect(control).toBeFocused();
    await page.keyboard.press(key);
    await expect(control).not.toHaveValue(before);
  };

/** What is folded below it comes into sight, and goes again. */
export const unfolds: Effect = async ({ control, press }) => {
  const isOpen = () => control.evaluate((summary) => (summary.parentElement as HTMLDetailsElement).open);
  const before = await isOpen();
  for (const now of [!before, before]) {
    await press();
    await expect.poll(isOpen).toBe(now);
  }
};

/** The calendar of the system opens. */
export const opensCalendar =
  (css: string): Effect =>
  async ({ page, press }) => {
    const isOpen = () => page.locator(css).evaluate((input) => input.matches(':open'));
    await press();
    await expect.poll(isOpen).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(isOpen).toBe(false);
  };

export const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

export const opensDialog =
  (name: string | RegExp): Effect =>
  async ({ page, press }) => {
    await press();
    await expect(dialog(page, name)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page, name)).toHaveCount(0);
  };
export const closesDialog = (name: string | RegExp): Effect => closes((page) => dialog(page, name));

/** After the press, something is true. */
export const leadsTo =
  (check: (page: Page) => Promise<unknown>): Effect =>
  async ({ page, press }) => {
    await press();
    await check(page);
  };

/** What was visible is gone. */
export const closes =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    await expect(what(page)).toBeVisible();
    await press();
    await expect(what(page)).toHaveCount(0);
  };

/** What was not there is visible. */
export const shows =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    await expect(what(page)).toHaveCount(0);
    await press();
    await expect(what(page)).toBeVisible();
  };

/** A list has one less of these. */
export const removesOne =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    const before = await what(page).count();
    await press();
    await expect(what(page)).toHaveCount(before - 1);
  };

/** Something is on the clipboard. */
export const copies: Effect = async ({ page, press }) => {
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
  await press();
  await expect.poll(copied).not.toBe('nothing yet');
};

/** A file is saved. */
export const downloads =
  (fileName: RegExp): Effect =>
  async ({ page, press }) => {
    const download = page.waitForEvent('download');
    await press();
    expect((await download).suggestedFilename()).toMatch(fileName);
  };

/** A request of this name is sent. */
export const sendsRequest =
  (request: string): Effect =>
  async ({ socket, press }) => {
    const count = () => socket.requests.filter((name) => name === request).length;
    const before = count();
    await press();
    await expect.poll(count).toBeGreaterThan(before);
  };

export const andThen =
  (effect: Effect, follow: (press: Press) => Promise<unknown>): Effect =>
  async (press) => {
    await effect(press);
    await follow(press);
  };

/** Prepares what is needed before the press. */
export const given =
  (prepare: (press: Press) => Promise<unknown>, effect: Effect): Effect =>
  async (press) => {
    await prepare(press);
    await effect(press);
  };
