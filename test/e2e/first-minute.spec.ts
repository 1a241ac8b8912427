import { expect, type Page, test } from '@playwright/test';
import { LANGUAGES, messagesFor } from '../../shared/i18n/index.ts';
import { startApp } from './app.ts';

// From the first start to a test notification with demo data, for a planner who reads no texts: few clicks, and never more than
// one primary button.

interface Recorded {
  clicks: string[];
  notifications: string[];
}

/** Records every click and every browser notification of the page, as a person would count them. */
const record = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const recorded: Recorded = { clicks: [], notifications: [] };
    Object.assign(window, { recorded });
    addEventListener('click', ({ target, isTrusted }) => {
      // A click on a label also fires a click on its control; only one of them counts.
      if (isTrusted && target instanceof Element && !target.matches('input'))
        recorded.clicks.push(target.closest('button, label')?.textContent?.trim() ?? target.localName);
    });
    // A page cannot see the notification of the system, so this class replaces it.
    window.Notification = class {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      onclick = null;
      close() {}
      constructor(title: string) {
        recorded.notifications.push(title);
      }
    } as unknown as typeof Notification;
  });
const recorded = (page: Page): Promise<Recorded> =>
  page.evaluate(() => (window as unknown as { recorded: Recorded }).recorded);

for (const language of LANGUAGES)
  test.describe(() => {
    // A new planner first sees the language of the computer.
    test.use({ locale: `${language}-BE` });

    test(`two clicks lead from the first start to a test notification with demo data in ${language}`, async ({
      page,
    }) => {
      const texts = messagesFor(language);
      await using app = await startApp('serve');
      await record(page);
      await page.goto(app.ui);
      const main = page.getByRole('main');
      await expect(main.getByRole('heading', { level: 1 })).toBeVisible();
      if ((await page.locator('html').getAttribute('lang')) !== language)
        await page.getByText(texts.settings.languages[language], { exact: true }).click();
      await expect(main.getByRole('heading', { level: 1 })).toHaveText(texts.firstRun.welcome.heading);
      const chosen = (await recorded(page)).clicks.length;

      // Two choices, the first is the demo; both are visible without scrolling.
      const choices = main.getByRole('button');
      await expect(choices).toHaveCount(2);
      for (const choice of await choices.all()) await expect(choice).toBeInViewport({ ratio: 1 });
      await expect(choices.first()).toContainText(texts.firstRun.welcome.demo);
      await choices.first().click();

      // There is one primary button, which sends the test notification.
      const primary = main.locator('button[data-variant="primary"]');
      await expect(primary).toHaveText(texts.firstRun.notification.send);
      await expect(primary).toBeInViewport({ ratio: 1 });
      // Rejections in the demo are counted in the title, but not shown as toasts now.
      await expect(page).toHaveTitle(/^\(\d+\) /);
      const messages = page.getByRole('region', { name: texts.common.frame.messages }).getByRole('listitem');
      await expect(messages).toHaveCount(0);
      await primary.click();

      // The toast needs no click: it closes by itself.
      await expect(messages).toHaveText([new RegExp(texts.notices.testBody)]);
      await expect.poll(async () => (await recorded(page)).notifications).toContain(texts.notices.test);
      expect((await recorded(page)).clicks.slice(chosen)).toHaveLength(2);

      // Now the primary button opens the plan.
      await expect(primary).toHaveText(texts.firstRun.notification.finish);
      await primary.click();
      await expect(page.locator('[data-bar]').first()).toBeVisible();
      await expect(page.getByRole('main', { name: texts.plan.title })).toBeVisible();
    });
  });
