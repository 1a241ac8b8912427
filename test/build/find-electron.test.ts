import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    await fetchElectron({ root });
    expect(findElectron(root, {}, 'linux')).toBeDefined();
  });

  it('is no longer downloaded when no more data arrives', async () => {
    write('node_modules/electron/install.js', 'setInterval(() => {}, 1000);');
    await fetchElectron({ root, stallTimeoutMs: 300 });
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
  });
});
