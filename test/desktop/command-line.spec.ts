import { mkdirSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { prepareHalfYear } from '../e2e/history/half-year-history.ts';
import { runProgram } from './app.ts';
import { expect, test } from './desktop-test.ts';
import type { LinuxDesktop } from './linux/desktop.ts';
import { giveToUser, runAsUser } from './linux/user.ts';

/** As in an ssh session or a scheduled task. */
const withoutDisplay = ({ env }: LinuxDesktop): NodeJS.ProcessEnv => ({
  ...env,
  DISPLAY: undefined,
  DBUS_SESSION_BUS_ADDRESS: undefined,
});

test.describe('The command line of the packed app', () => {
  test.beforeEach(({ data }) => {
    mkdirSync(data, { recursive: true });
    prepareHalfYear(data);
  });

  test('answers without a display, database and worker threads included', async ({ program, desktop, data }) => {
    const run = (...args: string[]) => runProgram(program, desktop, args, withoutDisplay(desktop));
    expect(await run('--version')).toMatchObject({ status: 0, stdout: `${packageJson.version}\n` });
    const status = await run('status', '--json', '--data', data);
    // It is not live.
    expect([status.status, JSON.parse(status.stdout)]).toMatchObject([
      3,
      { counts: { deliveries: expect.any(Number) } },
    ]);
    const searched = await run('search', '--json', '--data', data);
    expect([searched.status, searched.stdout.split('\n').length > 10]).toEqual([0, true]);
    const wrong = await run('--no-sandbox', 'statuz');
    expect([wrong.status, wrong.stdout, wrong.stderr]).toEqual([2, '', expect.stringContaining('no command "statuz"')]);
  });

  test('runs behind switches of Chromium', async ({ program, desktop, data }) => {
    for (const args of [
      ['--no-sandbox', 'status', '--json', '--data', data],
      ['--no-sandbox', '--ozone-platform=wayland', '--data', data, '--json', 'status'],
    ]) {
      const { status, stdout } = await runProgram(program, desktop, args, withoutDisplay(desktop));
      expect([status, stdout]).toEqual([3, expect.stringMatching(/^\{"connection"/)]);
    }
  });

  test('ends quietly when its reader has read enough', async ({ program, desktop, data }) => {
    const search = `'${program.executable}' search --json --data '${data}'`;
    const script = `{ ${search} 2>&1 1>&3 | sed 's/^/error: /' >&2; } 3>&1 2> "$HOME/errors" | head -1; cat "$HOME/errors"`;
    giveToUser(desktop.home);
    const said = await runAsUser('sh', ['-c', script], desktop.env);
    expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^\{/)]);
  });
});
