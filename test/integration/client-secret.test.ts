import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../electron/database/database.ts';
import { createKeyValueStore } from '../../electron/database/tables/key-value-store.ts';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { silentLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { ALL_SCOPES } from '../../electron/protime/scopes.ts';
import { databasePathIn, keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import { readStored } from '../../electron/storage/settings.ts';
import { mergeSettings, type SettingsChange } from '../../shared/settings.ts';
import { fromSettingsFile } from '../../shared/settings-file.ts';
import { type Answer, type ScriptedServer, startScriptedServer } from '../fakes/scripted-server.ts';
import { openFolder } from '../kept-data/contents.ts';
import { readExpected } from '../kept-data/expected.ts';
import { unpack } from '../kept-data/folder.ts';
import { freePort, startApp, tempDir, until } from './app.ts';
import { startProtime } from './protime.ts';

const SECRET = 's3cret-of-the-client-planner';
const CREDENTIALS = { tenant: 'acme', clientId: 'planner', clientSecret: SECRET };
type Protime = NonNullable<SettingsChange['protime']>;

/** A server that takes every secret: it grants a token for it. */
const startAttacker = async (): Promise<ScriptedServer> => {
  const server = await startScriptedServer();
  onTestFinished(() => server.close());
  const granted: Answer = { json: { access_token: 'bait', expires_in: 1800, scope: ALL_SCOPES.join(' ') } };
  server.respondTo('POST /tenants/acme/connect/token', granted);
  return server;
};
/** What it saw that it must not see. */
const leaked = ({ requests: seen }: ScriptedServer) =>
  seen.filter(({ body, headers }) => body.includes('client_secret') || headers.authorization !== undefined);

interface Start {
  overrides?: SettingsChange;
  clientSecret?: string;
}

const start = async (data: string, { overrides = {}, clientSecret }: Start = {}): Promise<Monitor> => {
  const monitor = await createMonitor({
    config: {
      ...{ dataDir: data, overrides, demo: false, subscribe: false, uiPort: 0 },
      ...(clientSecret === undefined ? {} : { clientSecret }),
    },
    secrets: openKeyFile(keyPathIn(data)),
    shell: 'web',
    version: '0.0.0',
    systemLanguage: 'en',
    log: silentLog,
  });
  onTestFinished(() => monitor.close());
  await monitor.begin();
  return monitor;
};

const set = async ({ handlers }: Monitor, protime: Protime): Promise<void> => {
  expect(await handlers['settings.update']({ protime })).toMatchObject({ ok: true });
};
const problemOf = async ({ handlers }: Monitor) => (await handlers['connection.status'](undefined)).problem?.code;
const isLive = ({ handlers }: Monitor) =>
  until('live', async () => (await handlers['connection.status'](undefined)).state === 'live');
const tokensAskedOf = ({ requests }: DemoTenant): number =>
  requests.filter(({ path }) => path.endsWith('/connect/token')).length;

/** Whatever a person, or the app by itself, may do about it. */
const tryEverything = async ({ handlers, recheck }: Monitor): Promise<void> => {
  await handlers['settings.test'](undefined);
  await handlers['connection.retry'](undefined);
  await handlers['connection.renew'](undefined);
  await handlers['connection.subscribe'](undefined);
  await handlers['connection.unsubscribe'](undefined);
  await handlers['connection.subscribe'](undefined);
  await expect(async () => handlers['connection.webhooks'](undefined)).rejects.toMatchObject({
    problem: { code: 'secret-for-another-address' },
  });
  recheck('network');
};

interface World {
  tenant: DemoTenant;
  data: string;
  /** Live, with a secret that is stored. */
  app: Monitor;
  /** What another address is set to. */
  other: Protime;
}

/** A live app, whose Protime is on loopback. */
const live = async ({ clientSecret }: Start = {}): Promise<Omit<World, 'other'>> => {
  const tenant = await startProtime({ people: 2, ...CREDENTIALS });
  const data = tempDir();
  const receiverPort = await freePort();
  const setUp = await start(data);
  await setUp.handlers['settings.update']({
    protime: { tenant: 'acme', clientId: 'planner', apiUrl: tenant.url, authUrl: tenant.url },
    tunnel: { provider: 'public-url', receiverPort, publicUrl: `http://127.0.0.1:${receiverPort}` },
    firstRunDone: true,
  });
  if (clientSecret === undefined) await setUp.handlers['settings.setClientSecret']({ secret: SECRET });
  await setUp.close();
  const app = await start(data, clientSecret === undefined ? {} : { clientSecret });
  await app.handlers['connection.subscribe'](undefined);
  await isLive(app);
  return { tenant, data, app };
};

/** How another destination gets into the settings: the app that runs then, and how all is as before again. */
type Way = (world: World) => Promise<{ app: Monitor; goBack: () => Promise<Monitor> }>;

const form: Way = async ({ app, tenant, other }) => {
  await set(app, other);
  return {
    app,
    goBack: async () => {
      await set(app, { tenant: 'acme', environment: 'production', clientId: 'planner', ...at(tenant.url) });
      return app;
    },
  };
};
const settingsFile: Way = async (world) => {
  const text = JSON.stringify({
    format: 'assignment-monitor-settings',
    version: 1,
    settings: { protime: world.other },
  });
  const found = fromSettingsFile(text, await world.app.handlers['settings.get'](undefined));
  if (!found.ok) throw new Error(found.reason);
  return form({ ...world, other: found.change.protime ?? {} });
};
const flag: Way = async ({ app, data, other }) => {
  await app.close();
  const flagged = await start(data, { overrides: { protime: other } });
  return {
    app: flagged,
    goBack: async () => {
      await flagged.close();
      return start(data);
    },
  };
};
const restoredBackup: Way = async (world) => {
  const { app, data } = world;
  const { goBack } = await form(world);
  const { name } = await app.handlers['backups.make'](undefined);
  await goBack();
  expect(await app.handlers['backups.restoreAtStart']({ name })).toBe(true);
  await app.close();
  const restored = await start(data);
  return { app: restored, goBack: async () => (await form({ ...world, app: restored, other: {} })).goBack() };
};
const editedDatabase: Way = async (world) => {
  await world.app.close();
  const db = openDatabase(databasePathIn(world.data));
  const store = createKeyValueStore(db);
  store.set('settings', mergeSettings(readStored(store, silentLog), { protime: world.other }));
  db.close();
  const edited = await start(world.data);
  return { app: edited, goBack: async () => (await form({ ...world, app: edited, other: {} })).goBack() };
};

const at = (url: string) => ({ authUrl: url, apiUrl: url });

const WAYS: [string, Way][] = [
  ['the form', form],
  ['a settings file', settingsFile],
  ['a flag', flag],
  ['a restored backup', restoredBackup],
  ['a database edited by hand', editedDatabase],
];
const SERVERS: [string, (attacker: string) => Protime][] = [
  ['other servers', at],
  ['another API', (attacker) => ({ apiUrl: attacker })],
];
const MORE: typeof SERVERS = [
  ['another authentication server', (attacker) => ({ authUrl: attacker })],
  ['another tenant', () => ({ tenant: 'acne' })],
  ['another environment', () => ({ environment: 'sandbox' })],
  ['another client id', () => ({ clientId: 'somebody-else' })],
];

describe.each(WAYS)('set through %s', (_, open) => {
  it.each(open === form ? [...SERVERS, ...MORE] : SERVERS)(
    '%s: neither the secret nor a token is sent, and the planner is asked, until the settings are restored',
    async (_name, other) => {
      const attacker = await startAttacker();
      const world = await live();
      const { app, goBack } = await open({ ...world, other: other(attacker.origin) });
      await expect.poll(() => problemOf(app)).toBe('secret-for-another-address');
      const asked = tokensAskedOf(world.tenant);
      await tryEverything(app);
      const report = await app.handlers['settings.test'](undefined);
      expect(report).toMatchObject({ ok: false, problem: { code: 'secret-for-another-address' } });
      expect((await app.handlers['settings.get'](undefined)).hasClientSecret).toBe(false);
      await expect.poll(() => problemOf(app)).toBe('secret-for-another-address');
      expect(tokensAskedOf(world.tenant)).toBe(asked);
      await isLive(await goBack());
      expect(leaked(attacker)).toEqual([]);
    },
  );
});

it('is sent to the other server after it was entered for it', async () => {
  const attacker = await startAttacker();
  const { app, tenant } = await live();
  await set(app, at(attacker.origin));
  const view = await app.handlers['settings.setClientSecret']({ secret: 'another' });
  expect(view).toMatchObject({ hasClientSecret: true });
  await until('a token to be asked for', () => leaked(attacker).length > 0);
  await set(app, at(tenant.url));
  await expect.poll(() => problemOf(app)).toBe('secret-for-another-address');
});

it('is not sent when an environment variable of the next start names another server', async () => {
  const attacker = await startAttacker();
  const { app, data } = await live();
  await app.close();
  const args = ['serve', '--json', '--no-open', '--ui-port', '0', '--data', data];
  const again = startApp(args, { env: { MONITOR_AUTH_URL: attacker.origin, MONITOR_API_URL: attacker.origin } });
  const { problem } = await again.state('problem');
  expect(problem).toMatchObject({ code: 'secret-for-another-address', detail: new URL(attacker.origin).host });
  expect(leaked(attacker)).toEqual([]);
});

describe('the secret of the environment', () => {
  it('is not sent to a server that a settings file names, neither then nor after a restart', async () => {
    const attacker = await startAttacker();
    const { app, tenant, data } = await live({ clientSecret: SECRET });
    await settingsFile({ app, tenant, data, other: at(attacker.origin) });
    await expect.poll(() => problemOf(app)).toBe('secret-for-another-address');
    await tryEverything(app);
    await app.close();
    const again = await start(data, { clientSecret: SECRET });
    await expect.poll(() => problemOf(again)).toBe('secret-for-another-address');
    await tryEverything(again);
    expect(leaked(attacker)).toEqual([]);
  });

  it('is sent to a server that the same start names', async () => {
    const { app, tenant, data } = await live({ clientSecret: SECRET });
    await app.close();
    const moved = await startProtime({ people: 2, ...CREDENTIALS });
    await tenant.close();
    await isLive(await start(data, { clientSecret: SECRET, overrides: { protime: at(moved.url) } }));
  });
});

describe('a secret stored by an earlier version', () => {
  const name = '0.1.0-schema-3-2026-11-30';
  const { atMs } = readExpected(name);
  const folder = () => {
    const data = tempDir();
    unpack(name, data);
    return data;
  };

  it('is bound silently to the stored settings at the first start', async () => {
    const data = folder();
    const first = await openFolder(data, atMs);
    expect((await first.handlers['settings.get'](undefined)).hasClientSecret).toBe(true);
    await first.close();
    const attacker = await startAttacker();
    const flagged = await openFolder(data, atMs, { protime: at(attacker.origin) });
    onTestFinished(() => flagged.close());
    expect((await flagged.handlers['settings.get'](undefined)).secretProblem?.code).toBe('secret-for-another-address');
  });

  it('is not sent to the server in a flag of the first start', async () => {
    const data = folder();
    const attacker = await startAttacker();
    const flagged = await openFolder(data, atMs, { protime: at(attacker.origin) });
    onTestFinished(() => flagged.close());
    await flagged.begin();
    await tryEverything(flagged);
    await expect.poll(() => problemOf(flagged)).toBe('secret-for-another-address');
    expect(leaked(attacker)).toEqual([]);
  });
});

it('is in the environment of no program that the app starts', async () => {
  const folder = tempDir();
  const seen = join(folder, 'environment');
  // In place of the program that opens the browser.
  for (const opener of ['xdg-open', 'open']) {
    writeFileSync(join(folder, opener), `#!/bin/sh\nenv > ${seen}.part && mv ${seen}.part ${seen}\n`);
    chmodSync(join(folder, opener), 0o755);
  }
  startApp(['serve', '--json', '--open', '--ui-port', '0', '--data', tempDir()], {
    env: { PROTIME_CLIENT_SECRET: SECRET, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  await until('the browser to be opened', () => existsSync(seen));
  const environment = readFileSync(seen, 'utf8');
  expect([environment.includes('PATH='), environment.includes(SECRET)]).toEqual([true, false]);
});
