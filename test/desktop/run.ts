import '../../electron/require-node.ts';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureBuiltOrExit } from '../../build/ensure-built.ts';
import { findElectron } from '../../build/find-electron.ts';
import { packageApp } from '../../build/package.ts';
import { fromRoot, root, runNode, tools } from '../../build/project.ts';
import { countPlaywright, totalLine } from '../../build/test-counts.ts';
import { bundleForOlderElectron } from './older-electron/bundle.ts';
import { OLDER_ELECTRON, prepareOlderElectron, replaceSqlite } from './older-electron/prepare.ts';

// Packs the app with a real Electron and runs the specs of this folder on it, on a Linux desktop of their own.

/** The programs of that desktop and their packages on Debian. */
const PROGRAMS = {
  Xvfb: 'xvfb',
  busctl: 'systemd',
  'dbus-daemon': 'dbus',
  'dbus-send': 'dbus',
  dunst: 'dunst',
  'gnome-keyring-daemon': 'gnome-keyring',
  import: 'imagemagick',
  openbox: 'openbox',
  setpriv: 'util-linux',
  wmctrl: 'wmctrl',
  xdotool: 'xdotool',
  'xfce4-panel': 'xfce4-panel',
  xprop: 'x11-utils',
};

const print = (text: string) => void process.stdout.write(`${text}\n`);
const isRoot = process.getuid?.() === 0;
const REPORT = fromRoot('test-results/electron.json');

const missingPackages = (): string[] => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing = Object.entries(PROGRAMS).filter(
    ([name]) => !folders.some((folder) => existsSync(join(folder, name))),
  );
  return [...new Set(missing.map(([, name]) => name))];
};

/** Readable by the user that the desktop runs as, and outside the repository. */
const cacheFolder = (): string => {
  const base = isRoot ? '/var/cache' : process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'assignment-monitor-tests');
};

interface Prepared {
  version: string;
  packed: string[];
  unpacked: string[];
}

/** The app in the Electron of package.json. */
const prepareInstalled = async (executable: string, work: string): Promise<Prepared> => {
  const folder = join(executable, '..');
  await packageApp({ platforms: ['linux'], dir: true, electronDist: folder, output: work });
  const version = readFileSync(join(folder, 'version'), 'utf8').trim();
  return { version, packed: [join(work, unpackedName, 'assignment-monitor')], unpacked: [executable, root] };
};

/** The app in the older Electron, in which an unpacked app is a folder beside its own files. */
const prepareOlder = async (cache: string, work: string): Promise<Prepared> => {
  const older = prepareOlderElectron(cache);
  const electron = join(work, 'electron');
  cpSync(older.folder, electron, { recursive: true });
  const app = join(electron, 'resources/app');
  await bundleForOlderElectron(app);
  for (const name of ['package.json', 'package-lock.json', 'LICENSE', 'build/icons']) copyInto(app, name);
  for (const name of ['better-sqlite3', 'node-addon-api']) copyInto(app, `node_modules/${name}`);
  await packageApp({ platforms: ['linux'], dir: true, electronDist: older.folder, output: work, projectDir: app });
  replaceSqlite(join(work, unpackedName, 'resources/app.asar.unpacked'), older);
  replaceSqlite(app, older);
  return {
    version: OLDER_ELECTRON,
    packed: [join(work, unpackedName, 'assignment-monitor')],
    unpacked: [join(electron, 'electron')],
  };
};

const unpackedName = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;

const copyInto = (folder: string, name: string): void =>
  cpSync(fromRoot(name), join(folder, name), { recursive: true });

/** Chromium's sandbox needs its helper to belong to root; without that it uses the namespaces of the user. */
const allowSandbox = (executable: string): void => {
  const helper = join(executable, '../chrome-sandbox');
  if (!isRoot || !existsSync(helper)) return;
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
};

const prepare = async (): Promise<Prepared | { reason: string }> => {
  const cache = cacheFolder();
  const work = join(cache, 'work');
  // Packing must not change the files that it copies.
  process.env.USE_HARD_LINKS = 'false';
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const installed = findElectron(root);
  if (!installed && process.arch !== 'x64') return { reason: 'Electron is not installed: run `npm start` once' };
  try {
    const prepared = installed ? await prepareInstalled(installed, work) : await prepareOlder(cache, work);
    for (const [executable = ''] of [prepared.packed, prepared.unpacked]) allowSandbox(executable);
    if (isRoot) execFileSync('chmod', ['-R', 'a+rX', work]);
    return prepared;
  } catch (error) {
    if (installed) throw error;
    return { reason: `no Electron could be fetched or made (${error instanceof Error ? error.message : error})` };
  }
};

const run = async ({ version, packed, unpacked }: Prepared): Promise<void> => {
  print(`The desktop app on Electron ${version}`);
  const config = join(import.meta.dirname, 'playwright.config.ts');
  const args = [tools.playwright, 'test', '-c', config, '--reporter=list,json', ...process.argv.slice(2)];
  const env = {
    DESKTOP_PACKED: JSON.stringify(packed),
    DESKTOP_UNPACKED: JSON.stringify(unpacked),
    PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT,
  };
  rmSync(REPORT, { force: true });
  const status = await runNode(args, { env });
  const counts = countPlaywright(existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : undefined, status);
  print(`\non Electron ${version}: ${counts.skipped} skipped\n${totalLine(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
};

if (process.platform !== 'linux') print('Not tested on Electron: these specs need a Linux desktop.');
else if (missingPackages().length > 0) {
  print(`Not tested on Electron: install ${missingPackages().join(' ')}.`);
  process.exitCode = 1;
} else {
  await ensureBuiltOrExit();
  const prepared = await prepare();
  if ('reason' in prepared) {
    print(`Not tested on Electron: ${prepared.reason}.`);
    process.exitCode = 1;
  } else await run(prepared);
}
