import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from './app.ts';

let app: App;
test.beforeAll(async () => {
  app = await startApp('demo');
});
test.afterAll(() => app[Symbol.asyncDispose]());

const SCREENS = { r: 'Rejections', h: 'History', c: 'Connection', s: 'Settings', p: 'Plan' } as const;

/** Opens every screen by a click in the navigation, then by its shortcut, and reloads the page on each. */
const walk = async (page: Page): Promise<void> => {
  for (const name of Object.values(SCREENS)) {
    await page.getByRole('navigation').getByRole('button', { name }).click();
    await expect(page.getByRole('main', { name })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('main').first()).toBeVisible();
  }
  for (const [key, name] of Object.entries(SCREENS)) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('main', { name })).toBeVisible();
  }
  await expect(page.locator('[data-bar]').first()).toBeVisible();
  await page.getByText('Week', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Week', exact: true })).toBeChecked();
};

const refusals: Record<string, () => void> = {
  'is full': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'is refused': () => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      });
  },
  'is not there': () => {
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: () => null });
  },
  'cannot be read': () => {
    for (const name of ['getItem', 'setItem', 'removeItem'] as const)
      Storage.prototype[name] = () => {
        throw new DOMException('broken', 'InvalidStateError');
      };
  },
};

for (const [what, refuse] of Object.entries(refusals))
  test(`every screen can be opened while storage ${what}`, async ({ page }) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.addInitScript(refuse);
    await page.goto(app.ui);
    await expect(page.getByText('This browser keeps nothing for this page')).toBeVisible();
    await walk(page);
    expect(wrong).toEqual([]);
  });

test('a browser that blocks cookies works, says what that means, and continues after a reload', async ({
  playwright,
  locale,
}, { project }) => {
  const profile = mkdtempSync(join(tmpdir(), 'assignment-monitor-profile-'));
  mkdirSync(join(profile, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...project.use.launchOptions,
    locale: locale ?? 'en-GB',
  });
  try {
    const page = await context.newPage();
    await page.goto(app.ui);
    await expect(page.getByText('Allow site data (cookies) for this address')).toBeVisible();
    await page.reload();
    await expect(page.locator('[data-bar]').first()).toBeVisible();
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
