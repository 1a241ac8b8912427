import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromRoot } from '../../build/project.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import type { DesktopState } from '../e2e/desktop/commands.ts';
import { startFile } from '../electron/database/files.ts';
import { pushed, upsert } from '../electron/ingest/core.ts';
import type { DoubleOptions } from '../fakes/electron/chromium/options.ts';
import { cleanEnv, startApp, tempDir, until } from './app.ts';

// The built main.js in a process of its own, on the double of Electron.
const MAIN = ['test/fakes/electron/chromium/run.ts', 'dist/electron/main.js'].map((path) => fromRoot(path));

interface ProgramOptions extends Pick<SpawnOptions, 'cwd'> {
  env?: Record<string, string>;
  computer?: Partial<DoubleOptions>;
}

/** Nothing here opens a window, so no Chromium is needed. */
const program = (args: readonly string[], { env = {}, computer = {}, cwd }: ProgramOptions = {}) => {
  const home = tempDir();
  const options: DoubleOptions = { browser: '/nowhere', version: '1.2.3', appData: home, ...computer };
  const child = spawn(process.execPath, [...MAIN, ...args], {
    env: { ...cleanEnv({ HOME: home, ...env }), ELECTRON_DOUBLE: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    cwd: cwd ?? home,
  });
  const exited = once(child, 'close').then(([status]) => status as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const ended = exited.then((status) => {
    throw new Error(`the app ended with ${status}`);
  });
  ended.catch(() => {});
  /** When its tray icon is there, it is ready to end in order. */
  const started = () =>
    until('the app runs', async () => {
      child.send({ id: 1, name: 'state', args: [] });
      const [{ value }] = (await Promise.race([once(child, 'message'), ended])) as [{ value: DesktopState }];
      return value.tray !== undefined;
    });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  return { child, stdout, stderr, exited, started };
};

const run = async (args: readonly string[], options?: ProgramOptions) => {
  const { stdout, stderr, exited } = program(args, options);
  const [said, errors, status] = await Promise.all([text(stdout), text(stderr), exited]);
  return { stdout: said, stderr: errors, status };
};

describe('a wrong start of the desktop app', () => {
  const file = () => {
    const path = join(tempDir(), 'file');
    writeFileSync(path, '');
    return path;
  };
  it.each<[string, () => { args?: string[]; env?: Record<string, string> }, number, RegExp]>([
    ['a flag without its value', () => ({ args: ['--data'] }), 2, /--data expects a folder$/],
    ['a flag in place of the value', () => ({ args: ['--data', '--hidden'] }), 2, /--data expects a folder$/],
    [
      'an unsafe feed',
      () => ({ env: { MONITOR_UPDATE_FEED: 'http://feed.example' } }),
      2,
      /MONITOR_UPDATE_FEED expects an https address, not "http:\/\/feed\.example"$/,
    ],
    [
      'a folder in a file',
      () => ({ args: ['--data', join(file(), 'x')] }),
      1,
      /The data folder cannot be written to: /,
    ],
    ['a file as folder', () => ({ env: { MONITOR_DATA: file() } }), 1, /The data folder cannot be written to: /],
  ])('ends with one sentence and a status: %s', async (_name, start, expected, sentence) => {
    const { args = [], env = {} } = start();
    const { status, stdout, stderr } = await run(args, { env });
    expect([status, stdout, stderr.trimEnd().split('\n')]).toEqual([expected, '', [expect.stringMatching(sentence)]]);
  });

  it('ends where there is no desktop', async () => {
    const { status, stderr } = await run(['--hidden'], { computer: { hasDesktop: false } });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/There is no desktop here.*\n$/)]);
    const command = await run(['--help'], { computer: { hasDesktop: false } });
    expect([command.status, command.stderr]).toEqual([0, '']);
  });

  it('ends when another program uses the database', async () => {
    const data = tempDir();
    const web = startApp(['serve', '--json', '--no-open', '--ui-port', '0', '--data', data]);
    await web.state('not-set-up');
    const { status, stderr } = await run(['--hidden', '--data', data]);
    expect(status).toBe(1);
    expect(stderr).toContain(`error app: Another program is using the database ${databasePathIn(data)}. Close it`);
  });
});

describe('the desktop app', () => {
  const startHidden = async (args: string[], options?: ProgramOptions) => {
    const app = program(['--hidden', ...args], options);
    await app.started();
    return app;
  };
  const isClosed = (data: string) => !existsSync(`${databasePathIn(data)}-wal`);

  it('keeps its data in a folder relative to the working directory, when that is named', async () => {
    const [cwd, byFlag, byEnv] = [tempDir(), tempDir(), tempDir()];
    for (const { args = [], env = {}, data } of [
      { args: ['--data', relative(cwd, byFlag)], data: byFlag },
      { env: { MONITOR_DATA: relative(cwd, byEnv) }, data: byEnv },
    ]) {
      const { child, exited } = await startHidden(args, { env, cwd });
      child.kill('SIGTERM');
      expect([await exited, existsSync(databasePathIn(data)), existsSync(join(data, 'window'))]).toEqual([
        0,
        true,
        true,
      ]);
    }
  });

  it('closes once, however many signals it gets', async () => {
    const data = tempDir();
    const { child, exited } = await startHidden(['--data', data]);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) child.kill(signal);
    expect([await exited, isClosed(data)]).toEqual([0, true]);
  });

  it('runs on when nobody reads its output any more', async () => {
    const data = tempDir();
    // It writes that there is no keychain.
    const computer = { keychain: { available: false } };
    const app = program(['--hidden', '--data', data], { computer });
    app.stdout.destroy();
    app.stderr.destroy();
    await app.started();
    app.child.kill('SIGTERM');
    expect([await app.exited, isClosed(data)]).toEqual([0, true]);
  });
});

describe('a command of the installed program', () => {
  const filled = () => {
    const data = tempDir();
    const { apply, db } = startFile(databasePathIn(data));
    for (let n = 1; n <= 3000; n += 1) apply(upsert(n, 'A', { comments: 'x'.repeat(100) }), pushed());
    db.close();
    return data;
  };

  it.each([
    [[], []],
    [['--no-sandbox'], []],
    [['--no-sandbox', '--ozone-platform=wayland', '--remote-debugging-port=0'], []],
    [['--no-sandbox'], ['--json']],
  ])('runs behind switches of Chromium: %j', async (switches, flags) => {
    const data = tempDir();
    startFile(databasePathIn(data)).db.close();
    for (const args of [
      [...switches, 'status', '--data', data, ...flags],
      [...switches, '--data', data, ...flags, 'status'],
    ]) {
      const { status, stdout, stderr } = await run(args);
      expect([status, stderr]).toEqual([3, '']);
      expect(stdout).toMatch(flags.length > 0 ? /^\{"connection"/ : /^Connection +not-set-up/);
    }
  });

  it('ends quietly when its pipe is closed', async () => {
    const data = filled();
    const { stdout, stderr, exited } = program(['plan', '--json', '--data', data]);
    stdout.once('data', () => stdout.destroy());
    expect(await Promise.all([exited, text(stderr)])).toEqual([0, '']);
  });

  it('has the status of wrong usage', async () => {
    const { status, stderr } = await run(['--no-sandbox', 'statuz']);
    expect([status, stderr.trimEnd().split('\n')]).toEqual([2, [expect.stringContaining('no command "statuz"')]]);
  });
});
