import { test as base, expect } from '@playwright/test';
import { findElectron, noDesktopReason } from '../../../build/find-electron.ts';
import { root } from '../../../build/project.ts';
import type { DemoTenantOptions } from '../../../electron/demo/options.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/tenant.ts';
import type { InputOf, OutputOf, RequestName } from '../../../shared/contract.ts';
import type { SettingsChange } from '../../../shared/settings.ts';
import type { DesktopState } from './commands.ts';
import { type Computer, createComputer, settingsFor, storeSettings } from './computer.ts';
import { doubleDriver } from './double-driver.ts';
import type { LaunchOptions, Running } from './driver.ts';
import { electronDriver } from './electron-driver.ts';

const executable = process.env.DESKTOP_DRIVER === 'double' || noDesktopReason() ? undefined : findElectron(root);
/** Real Electron when installed and a display exists; else the double. Spec titles name the driver. */
export const driver = executable ? electronDriver(executable) : doubleDriver;
export const driverLabel = driver.name === 'electron' ? 'on Electron' : 'on the Electron double';

export interface Desktop extends Running {
  state(): Promise<DesktopState>;
  /** Sends a request to the core, as a screen does. */
  call<N extends RequestName>(name: N, ...input: InputOf<N> extends void ? [] : [InputOf<N>]): Promise<OutputOf<N>>;
  /** Quits the app from its menu. Resolves to the exit status. */
  quit(): Promise<number | null>;
}

interface Fixtures {
  computer: Computer;
  /** Starts the app. A second start uses the same data folder. */
  start: (options?: LaunchOptions & { settings?: SettingsChange }) => Promise<Desktop>;
  /** A small demo tenant without activity; the app is set up for it. */
  tenant: (options?: DemoTenantOptions) => Promise<DemoTenant>;
  /** Starts the app and waits until it is subscribed and live. */
  startLive: (tenant: DemoTenant, options?: LaunchOptions) => Promise<Desktop>;
}

export const test = base.extend<Fixtures>({
  computer: async ({ browserName: _any }, use) => {
    const computer = createComputer();
    await use(computer);
    computer.remove();
  },
  start: async ({ computer }, use, info) => {
    const running: Running[] = [];
    await use(async ({ settings, args = [], env = {}, ...rest } = {}) => {
      if (settings) storeSettings(computer.data, settings);
      const options = { ...rest, args: ['--data', computer.data, ...args], env: { ...computer.env, ...env } };
      const app = await driver.launch(options);
      running.push(app);
      return toDesktop(app);
    });
    for (const app of running) await app.kill();
    if (info.status !== info.expectedStatus) {
      await info.attach('standard error', { body: running.map((app) => app.stderr()).join('\n———\n') });
    }
  },
  tenant: async ({ computer }, use) => {
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
      storeSettings(computer.data, await settingsFor(tenant));
      return tenant;
    });
    for (const tenant of tenants) await tenant.close();
  },
  startLive: async ({ start }, use) => {
    await use(async (tenant, options = {}) => {
      const env = { PROTIME_CLIENT_SECRET: tenant.credentials.clientSecret, ...options.env };
      const app = await start({ ...options, env });
      const trayMenu = async () => (await app.state()).tray?.menu ?? [];
      await expect.poll(trayMenu).toContain('Subscribe');
      await app.commands.chooseTrayItem('Subscribe');
      await expect.poll(async () => (await trayMenu())[0]).toMatch(/^Live/);
      return app;
    });
  },
});

/** Recording is off: the page closes with the app before Playwright can read it. */
export const NO_RECORDING = { trace: 'off', screenshot: 'off' } as const;

/** The tray can show `Live` before the page has loaded. */
const pageLoaded = ({ commands }: Running) =>
  expect.poll(() => commands.evaluate('typeof planner').catch(String)).toBe('object');

const toDesktop = (app: Running): Desktop => ({
  ...app,
  state: () => app.commands.state(),
  page: async () => {
    const page = await app.page();
    await pageLoaded(app);
    return page;
  },
  call: async (name, ...[input]) => {
    await pageLoaded(app);
    const asked = `planner.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
    const answer = (await app.commands.evaluate(asked)) as { ok: boolean; value: never };
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return answer.value;
  },
  quit: async () => {
    await app.commands.quit();
    return app.exited;
  },
});

export { expect };
