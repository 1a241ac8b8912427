import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { prepareHalfYear } from '../e2e/history/half-year-history.ts';
import { runProgram } from './app.ts';
import { expect, test } from './desktop-test.ts';
import { runAsUser } from './linux/user.ts';

test.describe('The command line of the packed app', () => {
  // As in an ssh session or a scheduled task.
  test('answers without a display, database and worker threads included', async ({ program, desktop, data }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
    const { DISPLAY: _display, DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = desktop.env;
    const run = (...args: string[]) => runProgram(program, desktop, args, env);
    expect(await run('--version')).toMatchObject({ status: 0, stdout: `${packageJson.version}\n` });
    const status = await run('status', '--json', '--data', data);
    expect([status.status, JSON.parse(status.stdout)]).toMatchObject([
      0,
      { counts: { deliveries: expect.any(Number) } },
    ]);
    const searched = await run('search', '--json', '--data', data);
    expect([searched.status, searched.stdout.split('\n').length > 10]).toEqual([0, true]);
    expect(await run('stauts')).toMatchObject({ status: 2, stdout: '' });
  });

  test('is not mistaken for a window after a switch of Chromium', async ({ program, desktop }) => {
    const answer = await runProgram(program, desktop, ['--no-sandbox', '--ozone-platform=x11', '--version']);
    expect(answer).toMatchObject({ status: 0, stdout: `${packageJson.version}\n` });
  });

  test('ends quietly when its reader has read enough', async ({ program, desktop, data }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
    const command = `'${program.executable}' search --json --data '${data}' 2> '${join(desktop.home, 'errors')}' | head -1; cat '${join(desktop.home, 'errors')}'`;
    await runProgram(program, desktop, ['--version']);
    const lines = (await runAsUser('sh', ['-c', command], desktop.env)).trim().split('\n');
    expect(lines).toHaveLength(1);
  });
});

test.describe('A start that cannot succeed', () => {
  test('ends with a sentence', async ({ program, desktop, data }) => {
    const { DISPLAY: _display, ...env } = desktop.env;
    const run = (args: string[], more: NodeJS.ProcessEnv = {}) =>
      runProgram(program, desktop, args, { ...env, ...more });
    const feed = await run(['status', '--data', data], { MONITOR_UPDATE_FEED: 'http://updates.example/' });
    expect(
      feed.stderr
        .trim()
        .split('\n')
        .filter((line) => /^\s+at /.test(line)),
    ).toEqual([]);
    const folder = await run(['status', '--data', '/proc/no/such']);
    expect(folder.status).not.toBe(0);
    expect(folder.stderr).not.toMatch(/^\s+at /m);
  });
});
