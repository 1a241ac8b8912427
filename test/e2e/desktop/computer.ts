import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { openDatabase } from '../../../electron/database/database.ts';
import { createKeyValueStore } from '../../../electron/database/tables/key-value-store.ts';
import type { DemoTenant } from '../../../electron/demo/tenant.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import type { SettingsChange } from '../../../shared/settings.ts';

/** Temporary home folder and simulated desktop services. */
export interface Computer {
  home: string;
  data: string;
  env: Record<string, string>;
  /** Sets the services reported by the session bus. */
  setServices(services: { tray: boolean; notifications: boolean }): void;
  remove(): void;
}

export const createComputer = (): Computer => {
  const home = mkdtempSync(join(tmpdir(), 'desktop-'));
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const setServices: Computer['setServices'] = ({ tray, notifications }) => {
    const names = [tray ? 'org.kde.StatusNotifierWatcher' : '', notifications ? 'org.freedesktop.Notifications' : ''];
    const script = `#!/bin/sh\necho 'org.freedesktop.DBus ${names.join(' ')}'\n`;
    writeFileSync(join(bin, 'dbus-send'), script, { mode: 0o755 });
  };
  setServices({ tray: true, notifications: true });
  return {
    home,
    data: join(home, 'data'),
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      LANG: 'en_GB.UTF-8',
    },
    setServices,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
  };
};

/** Stores settings as if the planner had made them before. */
export const storeSettings = (data: string, settings: SettingsChange): void => {
  const db = openDatabase(databasePathIn(data));
  createKeyValueStore(db).set('settings', settings);
  db.close();
};

/** Settings with which the app uses a tenant on loopback. */
export const settingsFor = async (tenant: DemoTenant): Promise<SettingsChange> => {
  const port = await freePort();
  return {
    protime: {
      tenant: tenant.credentials.tenant,
      clientId: tenant.credentials.clientId,
      company: 'Test',
      apiUrl: tenant.url,
      authUrl: tenant.url,
    },
    tunnel: { provider: 'public-url', publicUrl: `http://127.0.0.1:${port}`, receiverPort: port },
    firstRunDone: true,
  };
};

/** A free port. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
