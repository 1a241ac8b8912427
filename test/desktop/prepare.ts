import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findElectron } from '../../build/find-electron.ts';
import { packageApp } from '../../build/package.ts';
import { fromRoot, root } from '../../build/project.ts';
import { bundleForOlderElectron } from './older-electron/bundle.ts';
import { OLDER_ELECTRON, prepareOlderElectron, replaceSqlite } from './older-electron/prepare.ts';

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

const isRoot = process.getuid?.() === 0;

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

/** What can be started: each an executable and its first arguments. */
export interface Prepared {
  /** Of the Electron. */
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
export const allowSandbox = (executable: string): void => {
  const helper = join(executable, '../chrome-sandbox');
  if (!isRoot || !existsSync(helper)) return;
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
};

/** Packs the app, as it is built now, with a real Electron. Resolves to why not where there is none. @throws when packing fails. */
export const prepareApp = async (): Promise<Prepared | { reason: string }> => {
  if (process.platform !== 'linux') return { reason: 'this needs a Linux desktop' };
  if (missingPackages().length > 0) return { reason: `install ${missingPackages().join(' ')}` };
  const installed = findElectron(root);
  if (!installed && process.arch !== 'x64') return { reason: 'Electron is not installed, run `npm start` once' };
  const cache = cacheFolder();
  const work = join(cache, 'work');
  // Packing must not change the files that it copies.
  process.env.USE_HARD_LINKS = 'false';
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
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
