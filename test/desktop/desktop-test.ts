import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { openDatabase } from '../../electron/database/database.ts';
import { createKeyValueStore } from '../../electron/database/tables/key-value-store.ts';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { freePort } from '../free-port.ts';
import { type App, type LaunchOptions, launchApp, type Program } from './app.ts';
import { createLinuxDesktop, type DesktopServices, type LinuxDesktop, USUAL_SERVICES } from './linux/desktop.ts';

/** The packed app, and the same files unpacked; set by `build/test-electron.ts`. */
const programOf = (name: 'DESKTOP_PACKED' | 'DESKTOP_UNPACKED'): Program => {
  const [executable, ...args] = JSON.parse(process.env[name] ?? '[]') as string[];
  if (!executable) throw new Error('run these specs with `npm run test:electron`');
  return { executable, args };
};

interface Options {
  services: Partial<DesktopServices>;
  unpacked: boolean;
}

interface Fixtures {
  desktop: LinuxDesktop;
  /** The app's data folder, in the home of the desktop's user. */
  data: string;
  /** The app under test. */
  program: Program;
  /** Starts the app. A second start uses the same data folder. */
  start: (options?: LaunchOptions & { settings?: SettingsChange }) => Promise<App>;
  /** A small demo tenant without activity; the app is set up for it. */
  tenant: (options?: DemoTenantOptions) => Promise<DemoTenant>;
  /** Starts the app and waits until it is subscribed and live. */
  startLive: (tenant: DemoTenant, options?: LaunchOptions) => Promise<App>;
}

export const test = base.extend<Fixtures & Options>({
  services: [{}, { option: true }],
  unpacked: [false, { option: true }],
  desktop: async ({ services }, use, info) => {
    const desktop = await createLinuxDesktop({ ...USUAL_SERVICES, ...services });
    await use(desktop);
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('services.txt'), desktop.log());
    await desktop.stop();
  },
  data: async ({ desktop }, use) => {
    await use(join(desktop.home, 'data'));
  },
  program: async ({ unpacked }, use) => {
    await use(programOf(unpacked ? 'DESKTOP_UNPACKED' : 'DESKTOP_PACKED'));
  },
  start: async ({ desktop, data, program }, use, info) => {
    const running: App[] = [];
    await use(async ({ settings, ...options } = {}) => {
      if (settings) storeSettings(data, settings);
      const app = await launchApp(program, desktop, data, options);
      running.push(app);
      return app;
    });
    if (info.status !== info.expectedStatus) {
      const picture = info.outputPath('screen.png');
      await running
        .at(-1)
        ?.screenshot(picture)
        .catch(() => {});
      writeFileSync(info.outputPath('stderr.txt'), running.map((app) => app.stderr()).join('\n———\n'));
    }
    for (const app of running) await app.kill();
  },
  tenant: async ({ data }, use) => {
    const tenants: DemoTenant[] = [];
    await use(async (options) => {
      const tenant = await createDemoTenant({
        people: 6,
        liveEveryMs: 0,
        duplicateRatio: 0,
        tokensPerMinute: 1000,
        retryDelaysMs: Array.from({ length: 100 }, () => 250),
        ...options,
      });
      tenants.push(tenant);
      storeSettings(data, await settingsFor(tenant));
      return tenant;
    });
    for (const tenant of tenants) await tenant.close();
  },
  startLive: async ({ start }, use) => {
    await use(async (tenant, options = {}) => {
      const env = { PROTIME_CLIENT_SECRET: tenant.credentials.clientSecret, ...options.env };
      const app = await start({ ...options, env });
      const menu = async () => (await app.tray())?.menu ?? [];
      await expect.poll(menu).toContain('Subscribe');
      await app.chooseTrayItem('Subscribe');
      await expect.poll(async () => (await menu())[0]).toMatch(/^Live/);
      return app;
    });
  },
});

/** Stores settings as if the planner had made them before. */
const storeSettings = (data: string, settings: SettingsChange): void => {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const db = openDatabase(databasePathIn(data));
  createKeyValueStore(db).set('settings', settings);
  db.close();
};

/** Settings with which the app uses a tenant on loopback. */
const settingsFor = async (tenant: DemoTenant): Promise<SettingsChange> => {
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

export { expect };
