import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ADVICE, findBrowser } from '../../build/browser.ts';
import { openDatabase } from '../../electron/database/database.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { createStores } from '../../electron/storage/stores.ts';
import { copyCached } from './measure/cached-folder.ts';
import { printResult } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { quantile } from './measure/stats.ts';
import { cachedLog } from './search/dataset.ts';
import { COMMON, RARE } from './search/vocabulary.ts';
import { type Keystroke, noteKeystrokes, takeNoted } from './typing/page.ts';

const SIZES = (process.env.SIZES ?? '100000,1000000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 6);
const CLI = fileURLToPath(new URL('../../dist/electron/cli.js', import.meta.url));
/** Eight letters a second: a planner who types fast. */
const EVERY_MS = 125;
const TEXTS = ['peeters', `${COMMON} jan`, `sorensen ${COMMON}`, RARE, '"jan peeters"', 'lukasz nowak 00'];

/** From a keystroke in the History to its painted results, over logs of several sizes. */
export const typing = async (): Promise<void> => {
  const executablePath = findBrowser();
  if (!executablePath) return printResult('typing', BROWSER_ADVICE);
  // Chromium refuses its sandbox to root; what is loaded is our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    for (const size of SIZES) {
      using scratch = createScratch();
      await using app = await startApp(scratch.path, size);
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
      await page.addInitScript(noteKeystrokes);
      await page.goto(app.ui);
      report(size, await type(page));
      await page.close();
    }
  } finally {
    await browser.close();
  }
};

/** The built app on a long history. */
const startApp = async (scratch: string, lines: number) => {
  const dataDir = join(scratch, 'typing');
  copyCached(cachedLog(lines), dataDir);
  const path = databasePathIn(dataDir);
  {
    using db = openDatabase(path);
    const { values, rejections } = createStores(db);
    values.set('settings', { firstRunDone: true });
    rejections.markShown(
      rejections.unnotified().map(({ rejection }) => rejection.id),
      'left-over',
      { atMs: Date.now(), where: 'browser', inSummary: true },
    );
  }
  const child = spawn(process.execPath, [CLI, 'serve', '--json', '--no-open', '--ui-port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ui = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { event: string; ui?: string };
      if (said.event === 'listening') resolve(said.ui ?? '');
    });
    child.once('exit', (status) => reject(new Error(`the app ended with ${status}: was it built?`)));
  });
  return {
    ui,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
};

const type = async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name: 'History' }).click();
  await page.locator('[data-row]').first().waitFor();
  const box = page.getByRole('searchbox');
  const keystrokes: Keystroke[] = [];
  const longTasksMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const text of TEXTS) {
      await box.fill('');
      await pause(600);
      await page.evaluate(takeNoted);
      for (const letter of text) {
        await page.keyboard.type(letter);
        await pause(EVERY_MS);
      }
      await pause(600);
      const noted = await page.evaluate(takeNoted);
      keystrokes.push(...noted.keystrokes);
      longTasksMs.push(...noted.longTasksMs);
    }
  return { keystrokes, longTasksMs };
};

const report = (size: number, { keystrokes, longTasksMs }: Awaited<ReturnType<typeof type>>): void => {
  const painted = keystrokes.flatMap(({ paintedMs, queryMs }) =>
    paintedMs === null || queryMs === null ? [] : [{ paintedMs, queryMs }],
  );
  const ms = (value: number) => value.toFixed(0);
  const line = (values: readonly number[]) => `${ms(quantile(values, 0.5))} / ${ms(quantile(values, 0.95))}`;
  printResult(
    `${size} changes: keystroke to painted results, ms, median / p95`,
    line(painted.map(({ paintedMs }) => paintedMs)),
  );
  printResult('  its search, from the question to the answer', line(painted.map(({ queryMs }) => queryMs)));
  printResult('  more than the search', line(painted.map((one) => one.paintedMs - one.queryMs)), 'p95 under 100');
  printResult('  until the letter stands in the box', line(keystrokes.map(({ letterMs }) => letterMs)));
  printResult(
    '  keystrokes overtaken by the next letter',
    `${keystrokes.length - painted.length} of ${keystrokes.length}`,
  );
  printResult(
    '  tasks of the page over 50 ms, the longest',
    `${longTasksMs.length}, ${ms(Math.max(0, ...longTasksMs))}`,
  );
};
