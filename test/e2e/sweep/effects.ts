import { expect, type Locator, type Page } from '@playwright/test';
import type { Effect, Press, Row } from './sweep.ts';

// The effects that a press on a control can have. Each can be waited for.

export const row = (
  role: Row['role'],
  name: Row['name'],
  effect: Effect,
  rest: Pick<Row, 'css' | 'most'> = {},
): Row => ({
  ...{ role, name, effect },
  ...rest,
});

/** The control is disabled. */
export const isDisabled: Effect = ({ control }) => expect(control).toBeDisabled();

/** Set by a flag at start: read-only, but it can be focused and copied. */
export const isReadOnly: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  await press();
  await expect(control).toBeFocused();
  await expect(control).toHaveAttribute('readonly');
  await page.keyboard.type('x');
  await expect(control).toHaveValue(before);
};

/** An attribute switches to its other value, and back with a second press. */
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

/** A switch changes, and changes back with a second press. */
export const switches: Effect = async ({ control, press }) => {
  const before = await control.isChecked();
  for (const now of [!before, before]) {
    await press();
    await expect(control).toBeChecked({ checked: now });
  }
};

/** One of several options: selected by the press. */
export const isChosen: Effect = async ({ control, page, press }) => {
  if (await control.isChecked()) {
    const group = await control.getAttribute('name');
    await page.locator(`label:has(input[name="${group}"]:not(:checked))`).first().click();
    await expect(control).not.toBeChecked();
  }
  await press();
  await expect(control).toBeChecked();
};

/** A native select: opened by the press, or focused by a press on its label; then keys select another value. */
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

/** In a select that has the focus, open or closed. */
export const chooseByKey = async (page: Page, list: Locator, key: 'ArrowUp' | 'ArrowDown'): Promise<void> => {
  const isOpen = await list.evaluate((element) => element.matches(':open'));
  await page.keyboard.press(key);
  if (isOpen) await page.keyboard.press('Enter');
};

/** A text field gets the focus and accepts input. */
export const takesText: Effect = async ({ control, page, press }) => {
  const before = await control.inputValue();
  await press();
  await expect(control).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await expect(control).toHaveValue(`${before}x`);
  await control.fill(before);
};

/** A part of a date gets the focus, and keys change it. */
export const takesDay =
  (key: 'ArrowUp' | 'ArrowDown'): Effect =>
  async ({ control, page, press }) => {
    const before = await control.inputValue();
    await press();
    await expect(control).toBeFocused();
    await page.keyboard.press(key);
    await expect(control).not.toHaveValue(before);
  };

/** The section expands, and collapses again. */
export const unfolds: Effect = async ({ control, press }) => {
  const isOpen = () => control.evaluate((summary) => (summary.parentElement as HTMLDetailsElement).open);
  const before = await isOpen();
  for (const now of [!before, before]) {
    await press();
    await expect.poll(isOpen).toBe(now);
  }
};

/** The native date picker opens. */
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

/** After the press a condition holds. */
export const leadsTo =
  (check: (page: Page) => Promise<unknown>): Effect =>
  async ({ page, press }) => {
    await press();
    await check(page);
  };

/** A visible element disappears. */
export const closes =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    await expect(what(page)).toBeVisible();
    await press();
    await expect(what(page)).toHaveCount(0);
  };

/** An element appears. */
export const shows =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    await expect(what(page)).toHaveCount(0);
    await press();
    await expect(what(page)).toBeVisible();
  };

/** One of these elements disappears. */
export const removesOne =
  (what: (page: Page) => Locator): Effect =>
  async ({ page, press }) => {
    const before = await what(page).count();
    await press();
    await expect(what(page)).toHaveCount(before - 1);
  };

/** A text is copied to the clipboard. */
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

/** Runs a preparation before the press. */
export const given =
  (prepare: (press: Press) => Promise<unknown>, effect: Effect): Effect =>
  async (press) => {
    await prepare(press);
    await effect(press);
  };
