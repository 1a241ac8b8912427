import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { fetchElectron } from '../../build/fetch-electron.ts';
import { findElectron, noDesktopReason } from '../../build/find-electron.ts';

describe('Electron', () => {
  let root: string;
  const write = (path: string, text = '') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const install = () => {
    write('node_modules/electron/package.json', '{"version":"45.4.1"}');
    write('node_modules/electron/dist/version', '45.4.1');
    write('node_modules/electron/dist/electron');
    write('node_modules/electron/path.txt', 'electron');
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'electron-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is found in the folder of its npm package', () => {
    install();
    expect(findElectron(root, {}, 'linux')).toBe(join(root, 'node_modules/electron/dist/electron'));
  });

  it('is not found when it is incomplete or has another version', () => {
    install();
    write('node_modules/electron/dist/version', '44.0.0');
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
    write('node_modules/electron/dist/version', '45.4.1');
    rmSync(join(root, 'node_modules/electron/path.txt'));
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
  });

  it('is searched only in the folder of the environment variable, when it is set', () => {
    install();
    write('mine/Electron.app/Contents/MacOS/Electron');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'mine') };
    expect(findElectron(root, env, 'darwin')).toBe(join(root, 'mine/Electron.app/Contents/MacOS/Electron'));
    expect(findElectron(root, env, 'linux')).toBeUndefined();
  });

  it('is not started without a desktop, nor as root', () => {
    expect(noDesktopReason({}, 'linux', false)).toMatch(/no desktop/);
    expect(noDesktopReason({ DISPLAY: ':0' }, 'linux', true)).toMatch(/root/);
    expect(noDesktopReason({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', false)).toBeUndefined();
    expect(noDesktopReason({}, 'win32', false)).toBeUndefined();
  });

  it('is downloaded by its own install script', async () => {
    write('node_modules/electron/package.json', '{"version":"45.4.1","type":"commonjs"}');
    write(
      'node_modules/electron/install.js',
      `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist');
       fs.writeFileSync(__dirname + '/dist/version', '45.4.1');
       fs.writeFileSync(__dirname + '/dist/electron', '');
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    );
    expect(await fetchElectron({ root })).toBeUndefined();
    expect(findElectron(root, {}, 'linux')).toBeDefined();
  });

  it('is no longer downloaded when no more data arrives', async () => {
    write('node_modules/electron/install.js', 'setInterval(() => {}, 1000);');
    expect(await fetchElectron({ root, stallTimeoutMs: 300 })).toBe('no data arrived for 0.3 s');
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
  });

  /** The end of Electron's own script: it prints the stack of what failed. */
  const download = (url: string) =>
    write(
      'node_modules/electron/install.js',
      `fetch('${url}').catch((error) => { console.error(error.stack); process.exit(1); });`,
    );

  it('is downloaded through the proxy of the environment, whose password is in no message', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer().on('connect', ({ url, headers }, socket) => {
      asked.push(url, headers['proxy-authorization']);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    onTestFinished(() => void proxy.close());
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const address = `planner:s3cret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    download('https://electron.invalid/electron.zip');
    const login = `Basic ${Buffer.from('planner:s3cret').toString('base64')}`;
    for (const env of [
      { HTTPS_PROXY: `http://${address}` },
      { https_proxy: address },
      { npm_config_proxy: `http://${address}/` },
    ]) {
      expect(await fetchElectron({ root, env })).toContain('407');
      expect(asked.splice(0)).toEqual(['electron.invalid:443', login]);
    }
    write('node_modules/electron/install.js', "throw new Error('no way to ' + process.env.https_proxy + '?key=1');");
    const reason = await fetchElectron({ root, env: { HTTPS_PROXY: `http://${address}` } });
    expect(reason).toBe(`no way to http://${address.replace('planner:s3cret@', '')}`);
  });

  it('is not downloaded, for a reason that is one line', async () => {
    download('https://electron.invalid/electron.zip');
    expect(await fetchElectron({ root, env: { HTTPS_PROXY: 'http://127.0.0.1:9' } })).toBe(
      'connect ECONNREFUSED 127.0.0.1:9',
    );
    write('node_modules/electron/install.js', 'process.exit(1);');
    expect(await fetchElectron({ root })).toBe('it ended without a reason');
  });
});
