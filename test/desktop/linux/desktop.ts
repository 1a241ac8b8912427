import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from '@playwright/test';
import { type Bus, createBus } from './bus.ts';
import { createNotifications, dunstConfig, type Notifications, recorderScript } from './notifications.ts';
import { createTray, type TrayReader } from './tray.ts';
import { giveToUser, runAsUser, spawnAsUser } from './user.ts';

/** Which services the desktop has. */
export interface DesktopServices {
  tray: boolean;
  notifications: boolean;
  keychain: boolean;
  /** A power manager of the system, which says when the computer sleeps. */
  power: boolean;
}

export const USUAL_SERVICES: DesktopServices = { tray: true, notifications: true, keychain: true, power: false };

/** A desktop of its own: screen, window manager, session bus, panel with a tray, notifications, keychain, and a home. */
export interface LinuxDesktop {
  home: string;
  env: Record<string, string>;
  bus: Bus;
  tray: TrayReader;
  notifications: Notifications;
  /** Started with the desktop where that has one; unlocked, with the same content each time. */
  keychain: { start(): Promise<void>; stop(): Promise<void> };
  /** Addresses that programs had opened in the browser. */
  opened(): string[];
  /** What the power manager of the system says. */
  power(event: 'suspend' | 'resume'): Promise<void>;
  /** Everything that the services printed. */
  log(): string;
  stop(): Promise<void>;
}

export const createLinuxDesktop = async (services: DesktopServices = USUAL_SERVICES): Promise<LinuxDesktop> => {
  const home = mkdtempSync(join(tmpdir(), 'desktop-'));
  const at = (...path: string[]) => join(home, ...path);
  for (const folder of ['bin', 'run', 'config/dunst', 'cache', 'bus-services', PANEL_FOLDER])
    mkdirSync(at(folder), { recursive: true });
  chmodSync(at('run'), 0o700);
  writeFileSync(at('bin/xdg-open'), `#!/bin/sh\necho "$1" >> '${at('opened')}'\n`, { mode: 0o755 });
  writeFileSync(at('bin/record'), recorderScript(at('notifications')), { mode: 0o755 });
  writeFileSync(at('config/dunst/dunstrc'), dunstConfig(at('bin/record')));
  writeFileSync(at('bus.conf'), busConfig(at('bus-services')));
  writeFileSync(at(PANEL_FOLDER, 'xfce4-panel.xml'), PANEL);
  // The panel reads its settings through this service, which the bus starts.
  copyFileSync('/usr/share/dbus-1/services/org.xfce.Xfconf.service', at('bus-services/org.xfce.Xfconf.service'));
  giveToUser(home);

  const logFile = openSync(at('services.log'), 'a', 0o666);
  const running: ChildProcess[] = [];
  const env: Record<string, string> = {
    HOME: home,
    XDG_CONFIG_HOME: at('config'),
    XDG_CACHE_HOME: at('cache'),
    XDG_DATA_HOME: at('data-home'),
    XDG_RUNTIME_DIR: at('run'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    PATH: [at('bin'), process.env.PATH].join(delimiter),
    LANG: 'en_GB.UTF-8',
    TZ: process.env.TZ ?? 'Europe/Brussels',
    // No bus for screen readers: it would only be started for each test.
    NO_AT_BRIDGE: '1',
  };
  const start = (program: string, ...args: string[]): ChildProcess => {
    const child = spawnAsUser(program, args, { env, cwd: home, stdio: ['pipe', 'pipe', logFile] });
    child.on('error', (error) => writeFileSync(logFile, `${program}: ${error.message}\n`));
    running.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of running.reverse()) await end(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };

  const startBus = () => start('dbus-daemon', `--config-file=${at('bus.conf')}`, '--nofork', '--print-address=1');

  env.DISPLAY = `:${await firstLine(start('Xvfb', '-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'))}`;
  const address = await firstLine(startBus());
  env.DBUS_SESSION_BUS_ADDRESS = address;
  // A system bus without a system: nothing of this computer is asked.
  env.DBUS_SYSTEM_BUS_ADDRESS = await firstLine(startBus());
  const bus = createBus(address);
  start('openbox');
  // The pointer begins in the middle of the screen, where it would rest on whatever opens there.
  await runAsUser('xdotool', ['mousemove', '0', '999'], env);
  if (services.notifications) start('dunst');
  if (services.tray) start('xfce4-panel', '--disable-wm-check');
  let keychainDaemon: ChildProcess | undefined;
  const keychain = {
    start: async () => {
      keychainDaemon = start('gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets');
      keychainDaemon.stdin?.end('password');
      await expect.poll(() => bus.hasService(KEYCHAIN), KEYCHAIN).toBe(true);
    },
    stop: async () => {
      if (keychainDaemon) await end(keychainDaemon);
    },
  };
  if (services.keychain) await keychain.start();
  const system = createBus(env.DBUS_SYSTEM_BUS_ADDRESS);
  // A real power manager would need a computer that may be sent to sleep.
  if (services.power) start('/usr/bin/python3', '-m', 'dbusmock', '--system', '--template', 'logind');
  const expected = [
    services.tray && ([bus, 'org.kde.StatusNotifierWatcher'] as const),
    services.notifications && ([bus, 'org.freedesktop.Notifications'] as const),
    services.power && ([system, LOGIND.service] as const),
  ].filter((service) => service !== false);
  for (const [owner, name] of expected) await expect.poll(() => owner.hasService(name), name).toBe(true);

  return {
    home,
    env,
    bus,
    tray: createTray(bus),
    keychain,
    notifications: createNotifications(bus, env, at('notifications')),
    opened: () => read(at('opened')).split('\n').filter(Boolean),
    power: async (event) => {
      const sleeps = event === 'suspend' ? 'true' : 'false';
      await system.call(LOGIND, 'EmitSignal', 'sssav', MANAGER, 'PrepareForSleep', 'b', 1, 'b', sleeps);
    },
    log: () => read(at('services.log')),
    stop,
  };
};

const KEYCHAIN = 'org.freedesktop.secrets';
const MANAGER = 'org.freedesktop.login1.Manager';
const LOGIND = {
  service: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.DBus.Mock',
};

/** A bus that starts no services but those in the folder: what this computer has installed does not matter. */
const busConfig = (
  folder: string,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${folder}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

const PANEL_FOLDER = 'config/xfce4/xfconf/xfce-perchannel-xml';
/** A panel with nothing but the tray. */
const PANEL = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`;

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((done, fail) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (text.includes('\n')) done(text.split('\n', 1)[0] ?? '');
    });
    child.once('exit', (status) => fail(new Error(`${child.spawnfile} ended with ${status}`)));
  });

const end = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return done();
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
