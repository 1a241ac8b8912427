import { expect, type Page, test } from '@playwright/test';
import { openDatabase } from '../../electron/database/database.ts';
import { createKeyValueStore } from '../../electron/database/tables/key-value-store.ts';
import { createDemoTenant } from '../../electron/demo/tenant.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { startScriptedServer } from '../fakes/scripted-server.ts';
import { startAppWith } from './app.ts';

const SECRET = 's3cret-of-acme';

const prepare = (protime: object) => (dataDir: string) => {
  const db = openDatabase(databasePathIn(dataDir));
  createKeyValueStore(db).set('settings', { protime, firstRunDone: true });
  db.close();
};
const protimeAt = (url: string) => ({ tenant: 'acme', clientId: 'planner', authUrl: url, apiUrl: url });

const openSettings = async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
};
const enter = async (page: Page, secret: string) => {
  await page.getByLabel('Client secret').fill(secret);
  await page.getByLabel('Client secret').press('Enter');
  await expect(page.getByText('A secret is stored.')).toBeVisible();
};
const clickTest = (page: Page) => page.getByRole('button', { name: 'Test', exact: true }).click();
const acceptedText = (page: Page) => page.getByText('Protime accepts these credentials.');
/** Ticks every address of the file. */
const importSettingsFile = async (page: Page, protime: object) => {
  await page.locator('input[name="settings-file"]').setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ format: 'assignment-monitor-settings', version: 1, settings: { protime } })),
  });
  const addresses = page.getByRole('dialog').getByRole('checkbox');
  await expect(addresses).toHaveCount(Object.keys(protime).length);
  for (const address of await addresses.all()) await address.check();
  await page.getByRole('button', { name: /^Use \d settings?$/ }).click();
};
const SECRET_WITHHELD = 'The Protime address, tenant or client id changed';

test('after an import of a settings file with another server the secret is not sent and requested again; Undo restores the settings', async ({
  page,
}) => {
  const attacker = await startScriptedServer();
  await using tenant = await createDemoTenant({
    ...{ people: 2, liveEveryMs: 0, tenant: 'acme', clientId: 'planner', clientSecret: SECRET },
  });
  await using app = await startAppWith(prepare(protimeAt(tenant.url)));
  await page.goto(app.ui);
  await openSettings(page);
  await enter(page, SECRET);
  await clickTest(page);
  await expect(acceptedText(page)).toBeVisible();

  const { host } = new URL(attacker.origin);
  await importSettingsFile(page, { authUrl: attacker.origin, apiUrl: attacker.origin });
  await expect(page.getByText(`Enter the secret again if it belongs to ${host}`)).toBeVisible();
  await clickTest(page);
  await expect(acceptedText(page)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('A secret is stored.')).toBeVisible();
  await clickTest(page);
  await expect(acceptedText(page)).toBeVisible();
  expect(attacker.requests).toEqual([]);
  await attacker.close();
});

test('one message explains why, and its button opens the settings of the secret and the Protime address', async ({
  page,
}) => {
  await using app = await startAppWith(prepare({ tenant: 'acme', clientId: 'planner' }));
  await page.goto(app.ui);
  await openSettings(page);
  await enter(page, SECRET);
  await importSettingsFile(page, { authUrl: 'https://protime.example.org' });
  await page.getByRole('navigation').getByRole('button', { name: 'Plan' }).click();
  const banner = page.getByRole('alert').filter({ hasText: SECRET_WITHHELD });
  await expect(banner).toBeVisible();
  await banner.getByRole('button', { name: 'Open settings' }).click();

  await expect(page.getByText('Protime is reached at protime.example.org, not at its own address.')).toBeVisible();
  await page.getByRole('button', { name: 'Use Protime’s own address' }).click();
  await expect(page.getByText('A secret is stored.')).toBeVisible();
  await expect(page.getByText('Protime is reached at')).toBeHidden();
  await expect(banner).toBeHidden();
});
