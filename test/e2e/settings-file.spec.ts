import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { messagesFor } from '../../shared/i18n/index.ts';
import { settings as schema } from '../../shared/settings.ts';
import { type Gallery, startGallery, waitUntilStable } from './plan/gallery.ts';
import { type GalleryWindow, openTour } from './tour/views.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

const open = async (page: Page, query = '') => {
  await openTour(page, gallery, 'en', query);
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.navigation.getState().go('settings'));
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await waitUntilStable(page);
};
const settingsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as GalleryWindow).gallery.stores.settings.getState().view?.settings);
const give = (page: Page, text: string) =>
  page
    .locator('input[name="settings-file"]')
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });
/** For each text field a valid value and, if there is one, an invalid value. */
const TEXTS: Record<string, [good: string, bad?: string]> = {
  'protime.tenant': ['another', 'not a tenant!'],
  'protime.clientId': ['somebody'],
  'protime.company': ['Acme', 'Acme (Ghent)'],
  'protime.peopleReferences': ['@employee-number', 'é'],
  'protime.activityReferences': ['@data-entry-code', 'é'],
  'protime.activityStructureVersion': ['version-1', 'é'],
  'tunnel.host': ['https://relay.example', 'http://relay.example'],
  'tunnel.subdomain': ['planning', 'no'],
  'tunnel.publicUrl': ['https://planning.example', 'nowhere'],
  'tunnel.receiverPort': ['4711', 'many'],
};
/** Settings without a control here: set by flags, set by the app itself, or shown only in the desktop app. */
const NOT_HERE = ['protime.apiUrl', 'protime.authUrl', 'firstRunDone', 'trayHintShown', 'updates.feed'];

/** All settings with their dotted names and values. */
const leaves = (group: object, prefix = ''): [string, string][] =>
  Object.entries(group).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, JSON.stringify(value)]],
  );

const alert = (page: Page) => page.locator('#about [role="alert"]');
const preview = (page: Page) => page.getByRole('dialog', { name: 'What the file changes' });
const fileOf = (settings: object) => JSON.stringify({ format: 'assignment-monitor-settings', version: 1, settings });

test('settings are exported to a file and imported again', async ({ page }) => {
  await open(page);
  const downloading = page.waitForEvent('download');
  await page.locator('[data-action="save-settings"]').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('assignment-monitor-settings.json');
  const text = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'assignment-monitor-settings', settings: { closeToTray: true } });

  await give(page, text);
  await expect(alert(page)).toHaveText('Nothing in the file differs from the settings in use.');

  await give(page, text.replace('"closeToTray": true', '"closeToTray": false'));
  await expect(preview(page)).toContainText('Keep running when the window is closed');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(preview(page)).toHaveCount(0);
  expect((await settingsOf(page))?.closeToTray).toBe(true);

  await give(page, text.replace('"closeToTray": true', '"closeToTray": false'));
  await page.getByRole('button', { name: 'Use 1 setting' }).click();
  await expect.poll(async () => (await settingsOf(page))?.closeToTray).toBe(false);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await settingsOf(page))?.closeToTray).toBe(true);
});

test('an invalid file changes nothing, an invalid value is skipped; both are reported', async ({ page }) => {
  await open(page);
  const before = await settingsOf(page);
  await give(page, 'not a file of ours');
  await expect(alert(page)).toHaveText('This is not a file of settings of this app. Nothing was changed.');
  expect(await settingsOf(page)).toEqual(before);

  await give(page, fileOf({ closeToTray: false, tunnel: { subdomain: 'NO' } }));
  await expect(preview(page)).toContainText('no valid value: Preferred name at the relay');
  await page.getByRole('button', { name: 'Use 1 setting' }).click();
  await expect.poll(() => settingsOf(page)).toEqual({ ...before, closeToTray: false });
});

test('an address of a file is used only when it is ticked by its name', async ({ page }) => {
  await open(page);
  const before = await settingsOf(page);
  const elsewhere = 'https://elsewhere.example';
  const file = fileOf({
    protime: { authUrl: elsewhere, apiUrl: elsewhere },
    tunnel: { host: elsewhere },
    updates: { feed: elsewhere },
    language: 'en',
    notifications: { sound: false, quietHours: { on: true } },
  });
  await give(page, file);
  const addresses = preview(page).getByRole('group', { name: 'Addresses' });
  await expect(addresses.getByRole('checkbox')).toHaveCount(4);
  await expect(addresses.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await expect(addresses).toContainText(elsewhere);
  await preview(page).getByText('Relay', { exact: true }).click();
  await preview(page).getByText('Play a sound').click();
  await page.getByRole('button', { name: 'Use 3 settings' }).click();
  await expect
    .poll(() => settingsOf(page))
    .toMatchObject({
      protime: { authUrl: null, apiUrl: null },
      updates: { feed: null },
      tunnel: { host: elsewhere },
      notifications: { sound: true, quietHours: { on: true } },
    });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => settingsOf(page)).toEqual(before);
});

test('every setting is shown, saved on change, and explains why a value is refused', async ({ page }) => {
  await open(page, '&shell=desktop');
  const { other: _, ...reasons } = messagesFor('en').settings.reasons;
  const aReason = new RegExp(
    Object.values(reasons)
      .map((text) => text.replace(/[.()]/g, '\\$&'))
      .join('|'),
  );
  const current = async () => new Map(leaves((await settingsOf(page)) ?? {}));
  const changed = new Set<string>();
  /** Runs an action, and waits until exactly one more setting has changed. */
  const change = async (what: string, act: () => Promise<unknown>) => {
    const before = await current();
    await act();
    const differing = async () => [...(await current())].flatMap(([name, v]) => (before.get(name) === v ? [] : [name]));
    await expect.poll(differing, { message: what }).toHaveLength(1);
    for (const name of await differing()) changed.add(name);
  };
  const enter = async (name: string, text: string) => {
    await page.locator(`input[name="${name}"]`).fill(text);
    await page.locator(`input[name="${name}"]`).press('Enter');
  };
  const tryTexts = async () => {
    for (const input of await page.locator('main input[name*="."]:not([type="search"], [type="password"])').all()) {
      const name = (await input.getAttribute('name')) ?? '';
      const [good, bad] = TEXTS[name] ?? [];
      if (good === undefined || changed.has(name)) continue;
      if (bad !== undefined) {
        const before = await current();
        await enter(name, bad);
        await expect(input).toHaveAttribute('aria-invalid', 'true');
        await expect(input).toHaveAccessibleDescription(aReason);
        expect(await current()).toEqual(before);
      }
      await change(name, () => enter(name, good));
    }
  };
  await tryTexts();
  await change('the way in', () => page.locator('#reach label:has(input[type="radio"]) strong').last().click());
  await tryTexts();
  const switches = page.locator('main [role="switch"] + div > label');
  for (let n = 0; n < (await switches.count()); n += 1) await change(`switch ${n}`, () => switches.nth(n).click());
  await change('a weekday', () => page.locator('#notifications [aria-pressed]').first().click());
  for (const name of ['onlyPeople', 'onlyActivities'])
    await change(name, async () => {
      await page.locator(`input[name="notifications.${name}"]`).fill('a');
      await page.locator(`input[name="notifications.${name}"]`).press('Enter');
    });
  await change('mute', () => page.locator('#notifications fieldset').last().getByRole('button').first().click());
  const selects = page.locator('main select[name]');
  for (let n = 0; n < (await selects.count()); n += 1) {
    const values = await selects
      .nth(n)
      .locator('option')
      .evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
    const present = await selects.nth(n).inputValue();
    await change(`list ${n}`, () => selects.nth(n).selectOption(values.findLast((value) => value !== present) ?? ''));
  }
  const all = leaves(schema.parse({})).map(([name]) => name);
  expect(all.filter((name) => !changed.has(name)).toSorted()).toEqual(NOT_HERE.toSorted());
});
