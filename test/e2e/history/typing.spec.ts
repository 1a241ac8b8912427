import { expect, type Page, test } from '@playwright/test';
import { type App, startAppWith } from '../app.ts';
import { prepareHalfYear } from './half-year-history.ts';
import { openHistory, rows, searchBox, seqs } from './open-history.ts';

let app: App;
test.beforeAll(async () => {
  app = await startAppWith(prepareHalfYear);
});
test.afterAll(() => app[Symbol.asyncDispose]());

const TEXT = 'peeters "keys of the north gate"';

/** Delays every answer by `ms`, and records the searches and the maximum number of pending ones. */
const slowDown = async (page: Page, ms: number) => {
  const waiting = new Set<number>();
  const texts: string[] = [];
  let most = 0;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { id, name, input } = JSON.parse(String(message)) as {
        id: number;
        name: string;
        input?: { text?: string };
      };
      // Ignore requests without text: the list may refresh itself before anything is typed.
      if (name === 'history.search' && input?.text) {
        waiting.add(id);
        texts.push(input.text);
        most = Math.max(most, waiting.size);
      }
      server.send(message);
    });
    server.onMessage((message) => {
      setTimeout(() => {
        waiting.delete((JSON.parse(String(message)) as { id?: number }).id ?? -1);
        socket.send(message);
      }, ms);
    });
  });
  return { texts, most: () => most };
};

test('the input stays responsive with slow answers, and only the last query is shown', async ({ page }) => {
  const watched = await slowDown(page, 250);
  await openHistory(page, app);
  await searchBox(page).focus();
  for (let n = 1; n <= TEXT.length; n += 1) {
    await page.keyboard.press(TEXT.charAt(n - 1) === ' ' ? 'Space' : TEXT.charAt(n - 1));
    // Read at once, without waiting.
    expect(await searchBox(page).inputValue()).toBe(TEXT.slice(0, n));
  }
  await expect(page.getByRole('main').locator('[aria-busy="false"]')).toHaveAttribute('data-answers', TEXT);
  expect(watched.texts.at(-1)).toBe(TEXT);
  expect(watched.most()).toBe(1);
  // Every shown row matches the complete query.
  await expect(rows(page).first()).toContainText('Peeters');
  for (const text of await rows(page).allTextContents()) expect(text).toContain('Peeters');
});

test('the previous results stay until the new ones arrive', async ({ page }) => {
  await openHistory(page, app);
  const before = await seqs(page);
  const held = await page.evaluateHandle(() => {
    const send = WebSocket.prototype.send;
    const frames: (() => void)[] = [];
    WebSocket.prototype.send = function (data) {
      frames.push(() => send.call(this, data));
    };
    return {
      release: () => {
        WebSocket.prototype.send = send;
        for (const frame of frames) frame();
      },
    };
  });
  await searchBox(page).fill('no such name');
  await expect(page.getByRole('main').locator('[aria-busy="true"]')).toBeVisible();
  // Another page of the previous results may have been appended.
  expect((await seqs(page)).slice(0, before.length)).toEqual(before);
  await held.evaluate(({ release }) => release());
  await expect(page.getByText('No change matches')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
});
