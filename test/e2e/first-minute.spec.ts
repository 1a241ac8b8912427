import { expect, type Page, test } from '@playwright/test';
import { LANGUAGES, messagesFor } from '../../shared/i18n/index.ts';
import { startApp } from './app.ts';

// From the first start to a test notification with demo data, by somebody who reads nothing: few clicks, and never two
// buttons that both ask to be the next one.

interface Recorded {
  clicks: string[];
  bubbles: string[];
}

/** Every click and every bubble of the page, as a person would count them. */
const record = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const recorded: Recorded = { clicks: [], bubbles: [] };
    Object.assign(window, { recorded });
    addEventListener('click', ({ target, isTrusted }) => {
      // A click on a label clicks its control, too: one click of a person.
      if (isTrusted && target instanceof Element && !target.matches('input'))
        recorded.clicks.push(target.closest('button, label')?.textContent?.trim() ?? target.localName);
    });
    // The system's own bubble is outside of what a page can see.
    window.Notification = class {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      onclick = null;
      close() {}
      constructor(title: string) {
        recorded.bubbles.push(title);
      }
    } as unknown as typeof Notification;
  });
const recorded = (page: Page): Promise<Recorded> =>
  page.evaluate(() => (window as unknown as { recorded: Recorded }).recorded);

for (const language of LANGUAGES)
  test.describe(() => {
    // What the computer is set to is what a new planner sees first.
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

      // Two doors, and the first is the demo; both in sight without scrolling.
      const doors = main.getByRole('button');
      await expect(doors).toHaveCount(2);
      for (const door of await doors.all()) await expect(door).toBeInViewport({ ratio: 1 });
      await expect(doors.first()).toContainText(texts.firstRun.welcome.demo);
      await doors.first().click();

      // One button stands out, and it is the one that sends.
      const primary = main.locator('button[data-variant="primary"]');
      await expect(primary).toHaveText(texts.firstRun.notification.send);
      await expect(primary).toBeInViewport({ ratio: 1 });
      // What the demo's people refuse meanwhile is counted, but asks for nothing now.
      await expect(page).toHaveTitle(/^\(\d+\) /);
      const messages = page.getByRole('region', { name: texts.common.frame.messages }).getByRole('listitem');
      await expect(messages).toHaveCount(0);
      await primary.click();

      // The message goes away by itself.
      await expect(messages).toHaveText([new RegExp(texts.notices.testBody)]);
      await expect.poll(async () => (await recorded(page)).bubbles).toContain(texts.notices.test);
      expect((await recorded(page)).clicks.slice(chosen)).toHaveLength(2);

      // Now the plan stands out, and it is there, live.
      await expect(primary).toHaveText(texts.firstRun.notification.finish);
      await primary.click();
      await expect(page.locator('[data-bar]').first()).toBeVisible();
      await expect(page.getByRole('main', { name: texts.plan.title })).toBeVisible();
    });
  });
