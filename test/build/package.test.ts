import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { packageApp } from '../../build/package.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { listAsar } from './asar.ts';
import { fusesOf, makeStubElectron } from './stub-electron.ts';

// Packed for the kind of Linux that runs the tests, around a stub: no download, no installer, but the real archive.
describe.runIf(process.platform === 'linux')('the packed app', () => {
  let folder: string;
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
    files = listAsar(packed('resources/app.asar'));
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what runs', () => {
    for (const path of [
      'package.json',
      'dist/electron/main.js',
      'dist/electron/cli.js',
      'dist/electron/reader-worker.js',
      'dist/preload/preload.cjs',
      'dist/renderer/index.html',
      'dist/icons/tray-live.png',
      'node_modules/better-sqlite3/lib/index.js',
      'node_modules/localtunnel/localtunnel.js',
      'node_modules/axios/package.json',
    ]) {
      expect([path, files.has(path)]).toEqual([path, true]);
    }
  });

  it('holds nothing else: no sources, no tests, no tool we build with', () => {
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

  it('brings one SQLite, as a real file, and nothing else beside the archive', () => {
    const beside = [...files].filter(([, unpacked]) => unpacked).map(([path]) => path);
    expect(beside).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
    expect([...files.keys()].filter((path) => path.endsWith('.node'))).toEqual(beside);
  });

  it('has its fuses set: not a Node, not inspectable, cookies encrypted, only from its archive', () => {
    // Order: runAsNode, cookies, NODE_OPTIONS, inspect, asar integrity, only asar, own snapshot, file privileges, unused.
    expect(fusesOf(readFileSync(packed('assignment-monitor')))).toBe('010011100');
  });
});
