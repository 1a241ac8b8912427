import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { packageApp, resourcesSize } from '../../build/package.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { listAsar, readAsar } from './asar.ts';
import { fusesOf, makeStubElectron } from './stub-electron.ts';

// Packed for the kind of Linux that runs the tests, around a stub: no download, no installer, but the real archive.
describe.runIf(process.platform === 'linux')('the packed app', () => {
  let folder: string;
  let windows: string;
  let files: Map<string, boolean>;
  const packed = (...path: string[]) => join(folder, 'out', unpackedName, ...path);
  const unpackedName = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'package-'));
    makeStubElectron(join(folder, 'electron'), packageJson.devDependencies.electron);
    await packageApp({
      platforms: ['linux'],
      dir: true,
      electronDist: join(folder, 'electron'),
      output: join(folder, 'out'),
    });
    makeStubElectron(join(folder, 'electron-win'), packageJson.devDependencies.electron, 'win');
    await packageApp({
      platforms: ['win'],
      dir: true,
      electronDist: join(folder, 'electron-win'),
      output: join(folder, 'out-win'),
      editExecutable: false,
    });
    windows = join(folder, 'out-win', process.arch === 'x64' ? 'win-unpacked' : `win-${process.arch}-unpacked`);
    files = listAsar(packed('resources/app.asar'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('contains everything the app needs at run time', () => {
    for (const path of [
      'package.json',
      'dist/electron/main.js',
      'dist/electron/cli.js',
      'dist/electron/reader-worker.js',
      'dist/preload/preload.cjs',
      'dist/renderer/index.html',
      'dist/icons/tray-live.png',
      'node_modules/better-sqlite3/lib/index.js',
    ]) {
      expect([path, files.has(path)]).toEqual([path, true]);
    }
  });

  it('contains no sources, tests or build tools', () => {
    const paths = [...files.keys()];
    const tops = new Set(
      paths.map((path) =>
        path
          .split('/')
          .slice(0, path.startsWith('dist') ? 2 : 1)
          .join('/'),
      ),
    );
    expect([...tops].sort()).toEqual([
      'dist/electron',
      'dist/icons',
      'dist/preload',
      'dist/renderer',
      'node_modules',
      'package.json',
    ]);
    const tools = Object.keys(packageJson.devDependencies);
    expect(tools.filter((name) => paths.some((path) => path.startsWith(`node_modules/${name}/`)))).toEqual([]);
    expect(paths.filter((path) => /\.(ts|tsx|map|cpp|c|h|gyp)$/.test(path))).toEqual([]);
  });

  it('contains the production build of the renderer, without source maps', () => {
    const scripts = [...files.keys()].filter((path) => /^dist\/renderer\/.*\.js$/.test(path));
    expect(scripts.length).toBeGreaterThan(0);
    // React's words to developers, and the paths of our sources with them.
    const isForDevelopers = (path: string) => /jsxDEV|Each child/.test(readAsar(packed('resources/app.asar'), path));
    expect(scripts.filter(isForDevelopers)).toEqual([]);
  });

  it('keeps only the SQLite library outside the archive', () => {
    const beside = [...files].filter(([, unpacked]) => unpacked).map(([path]) => path);
    expect(beside).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
    expect([...files.keys()].filter((path) => path.endsWith('.node'))).toEqual(beside);
  });

  it('contains the same files on Windows, with the Windows SQLite library', () => {
    const forWindows = listAsar(join(windows, 'resources/app.asar'));
    const native = (list: Map<string, boolean>) => [...list.keys()].filter((path) => path.endsWith('.node'));
    expect(native(forWindows)).toEqual([`node_modules/better-sqlite3/prebuilds/win32-${process.arch}.node`]);
    const others = (list: Map<string, boolean>) => [...list.keys()].filter((path) => !path.endsWith('.node')).sort();
    expect(others(forWindows)).toEqual(others(files));
    expect(fusesOf(readFileSync(join(windows, 'Assignment Monitor.exe')))).toBe('010011100');
  });

  it('has an update cache folder, and a placeholder feed so that nothing is contacted by default', () => {
    const config = readFileSync(packed('resources/app-update.yml'), 'utf8');
    expect(config).toContain('updaterCacheDirName: assignment-monitor-updater');
    expect(config).toMatch(/url: https:\/\/[\w-]+\.invalid$/m);
    const manifest = JSON.parse(readAsar(packed('resources/app.asar'), 'package.json'));
    expect([manifest.updateFeed, manifest.main]).toEqual([undefined, packageJson.main]);
  });

  it('adds little to the size of Electron', () => {
    for (const unpacked of [packed(), windows]) expect(resourcesSize(unpacked) / 2 ** 20).toBeLessThan(10);
  });

  it('has its fuses set: no run-as-Node, no inspector, encrypted cookies, code only from the archive', () => {
    // Order: runAsNode, cookies, NODE_OPTIONS, inspect, asar integrity, only asar, own snapshot, file privileges, unused.
    expect(fusesOf(readFileSync(packed('assignment-monitor')))).toBe('010011100');
  });
});
