import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { fromRoot, toolEnv } from '../../build/project.ts';
import { resolveElectron } from '../../build/resolve-electron.ts';

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
};

describe('npm start', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'start-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const look = async (env: NodeJS.ProcessEnv = { DISPLAY: ':0' }) => {
    const said: string[] = [];
    const found = await resolveElectron({
      ...{ root, env, platform: 'linux', isRoot: false, stallTimeoutMs: 60_000 },
      print: (text) => said.push(text),
    });
    return { found, said };
  };

  it('downloads Electron when it is missing and a display is available', async () => {
    write('node_modules/electron/package.json', '{"version":"45.4.1","type":"commonjs"}');
    write(
      'node_modules/electron/install.js',
      `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist');
       fs.writeFileSync(__dirname + '/dist/version', '45.4.1');
       fs.writeFileSync(__dirname + '/dist/electron', '');
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    );
    const { found, said } = await look();
    expect(found).toEqual({ path: join(root, 'node_modules/electron/dist/electron') });
    expect(said).toEqual([expect.stringMatching(/^Fetching the desktop runtime/)]);
    expect((await look()).said).toEqual([]);
  });

  it('reports a failed download, and an ELECTRON_OVERRIDE_DIST_PATH without Electron', async () => {
    write('node_modules/electron/package.json', '{"version":"45.4.1","type":"commonjs"}');
    write('node_modules/electron/install.js', 'throw new Error("no network");');
    expect((await look()).found).toEqual({
      reason: 'The desktop runtime (Electron) could not be fetched (no network)',
    });
    const elsewhere = await look({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' });
    expect(elsewhere).toEqual({ found: { reason: 'There is no Electron in /nowhere' }, said: [] });
  });

  it.runIf(process.platform === 'linux')(
    'passes each signal on once, also what the terminal sends to the group',
    async () => {
      await ensureBuilt();
      // It tells what it gets, and ends with the last of these signals.
      write(
        'bin/electron',
        `#!${process.execPath}
      for (const signal of ['SIGINT', 'SIGUSR2', 'SIGTERM'])
        process.on(signal, () => {
          console.log(signal);
          if (signal === 'SIGTERM') process.exit(7);
        });
      setInterval(() => {}, 1000);
      console.log(process.pid, ...process.argv.slice(3));`,
      );
      chmodSync(join(root, 'bin/electron'), 0o755);
      chmodSync(root, 0o755);
      const child = spawn(process.execPath, [fromRoot('build/start.ts'), '--hidden'], {
        env: { ...toolEnv(), DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(root, 'bin') },
        stdio: ['ignore', 'pipe', 'inherit'],
        // A process group, as a terminal makes one for each command.
        detached: true,
        // The desktop app does not start as root.
        ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
      });
      const { pid = 0 } = child;
      const exited = once(child, 'exit');
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async () => (await lines.next()).value;
      const [stub, ...args] = String(await next()).split(' ');
      onTestFinished(() => [pid, Number(stub)].forEach(kill));
      expect(args).toEqual(['--hidden']);
      // While npm start is stopped, it passes nothing on: what arrives came from the terminal. That would be printed before the second
      // of the signals sent to Electron alone.
      process.kill(pid, 'SIGSTOP');
      process.kill(-pid, 'SIGINT');
      for (let n = 0; n < 2; n += 1) {
        process.kill(Number(stub), 'SIGUSR2');
        expect(await next()).toBe('SIGUSR2');
      }
      process.kill(pid, 'SIGCONT');
      expect(await next()).toBe('SIGINT');
      process.kill(pid, 'SIGTERM');
      expect(await next()).toBe('SIGTERM');
      expect([await next(), (await exited)[0]]).toEqual([undefined, 7]);
    },
  );

  it.runIf(process.platform === 'linux')(
    'falls back to the browser without a display, and says so',
    async () => {
      await ensureBuilt();
      const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = toolEnv();
      const args = [fromRoot('build/start.ts'), '--json', '--no-open', '--ui-port', '0', '--data', join(root, 'data')];
      const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const entered = await fetch(JSON.parse(line).ui, { redirect: 'manual' });
      const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
      const page = await fetch(new URL('/', JSON.parse(line).ui), { headers: { cookie } });
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
      child.kill('SIGTERM');
      expect((await once(child, 'exit'))[0]).toBe(0);
      expect(said.split('\n')[0]).toBe('There is no desktop here, so Assignment Monitor runs in your browser instead.');
    },
    120_000,
  );
});
