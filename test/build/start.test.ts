import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { fromRoot, toolEnv } from '../../build/project.ts';
import { resolveElectron } from '../../build/resolve-electron.ts';

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
    write('node_modules/electron/install.js', 'process.exit(1);');
    expect((await look()).found).toEqual({ reason: 'The desktop runtime (Electron) could not be fetched' });
    const elsewhere = await look({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' });
    expect(elsewhere).toEqual({ found: { reason: 'There is no Electron in /nowhere' }, said: [] });
  });

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
