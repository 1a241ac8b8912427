import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import type { App, LaunchOptions } from './app.ts';
import { expect, test } from './desktop-test.ts';

/** The sentence that the app shows before it ends, once a person has read it. */
const readAndClose = async (app: App): Promise<[ending: number | NodeJS.Signals, said: string]> => {
  await expect.poll(() => app.windows()).toHaveLength(1);
  await app.press('Return');
  const ending = await app.exited;
  const lines = app
    .stderr()
    .split('\n')
    .filter((line) => / error app: /.test(line));
  return [ending, lines.join('\n').replace(/^.* error app: /, '')];
};

test.describe('A wrong start', () => {
  for (const [name, options, status, sentence] of [
    ['a flag in place of the folder', { args: ['--data', '--hidden'] }, 2, /^--data expects a folder$/],
    [
      'an unsafe feed',
      { env: { MONITOR_UPDATE_FEED: 'http://feed.example' } },
      2,
      /^MONITOR_UPDATE_FEED expects an https address, not "http:\/\/feed\.example"$/,
    ],
    ['a folder in a file', { args: ['--data', 'file/x'] }, 1, /^The data folder cannot be written to: /],
  ] satisfies [string, LaunchOptions, number, RegExp][]) {
    test(`ends with one sentence and a status: ${name}`, async ({ start, desktop }) => {
      writeFileSync(join(desktop.home, 'file'), '');
      const app = await start(options);
      expect(await readAndClose(app)).toEqual([status, expect.stringMatching(sentence)]);
      expect(app.stderr()).not.toMatch(/^\s+at /m);
    });
  }
});

test.describe('A start', () => {
  test('keeps its data in a folder relative to the working directory, when that is named', async ({
    start,
    desktop,
  }) => {
    const app = await start({ args: ['--data', 'elsewhere'] });
    await app.page();
    const data = join(desktop.home, 'elsewhere');
    expect([existsSync(databasePathIn(data)), existsSync(join(data, 'window'))]).toEqual([true, true]);
  });

  test('closes once, however many signals the app gets', async ({ start, data }) => {
    mkdirSync(data);
    const app = await start({ args: ['--hidden'] });
    await expect.poll(() => app.tray()).toBeDefined();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) app.signal(signal);
    expect([await app.exited, existsSync(`${databasePathIn(data)}-wal`)]).toEqual([0, false]);
  });
});
