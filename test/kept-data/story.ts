import { setTimeout as wait } from 'node:timers/promises';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { silentLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import { VERSION } from '../../electron/version.ts';
import type { CoreHandlers, OutputOf } from '../../shared/contract.ts';
import { REJECTION_STATES } from '../../shared/rejection.ts';
import { settings as settingsSchema } from '../../shared/settings.ts';
import { addDays, dayOf, setTimeZone } from '../../shared/time.ts';
import { freePort, until } from '../integration/app.ts';
import { changeEvent, deliver, destinationOf, post, removeEvents } from '../integration/protime.ts';

/*
 * Three days of a planner's work with the app, in a quarter of a minute: node story.ts DATA-FOLDER. The process kills itself at
 * the end, so that the folder is what a crash leaves: with a write-ahead file, an open gap and a delivery that waits.
 */

const [dataDir = ''] = process.argv.slice(2);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An hour of the demo's stream, which changes something about every three seconds. */
const CHANGES_A_DAY = 400;
const CHANGE_MS = 3000;

/** The story ends now, so it begins two days and some hours ago. */
let offsetMs = -2 * DAY_MS - 4 * HOUR_MS;
const now = (): number => Date.now() + offsetMs;
const pass = (ms: number): void => {
  offsetMs += ms;
};

const CREDENTIALS = { tenant: 'acme', clientId: 'planner-app', clientSecret: 'a secret of the tenant acme' };
const receiverPort = await freePort();
const publicUrl = `http://127.0.0.1:${receiverPort}`;

const tenant = await createDemoTenant({
  ...CREDENTIALS,
  people: 12,
  now,
  liveEveryMs: 0,
  tokensPerMinute: 10_000,
  retryDelaysMs: Array.from({ length: 400 }, () => 250),
});

/** What the story says of itself at its end. */
export interface End {
  atMs: number;
  clientSecret: string;
  /** What the receiver answers to, and what signs its deliveries. */
  webhook: { path: string; key: string };
  forgottenName: string;
}

interface App {
  monitor: Monitor;
  ask: CoreHandlers;
}

const start = async (): Promise<App> => {
  const monitor = await createMonitor({
    config: { dataDir, overrides: {}, demo: false, subscribe: false, uiPort: 0, heartbeatIntervalMs: 500 },
    secrets: openKeyFile(keyPathIn(dataDir)),
    shell: 'web',
    version: VERSION,
    systemLanguage: 'en',
    log: silentLog,
    now,
  });
  await monitor.begin();
  return { monitor, ask: monitor.handlers };
};

const isLive = ({ ask }: App): Promise<unknown> =>
  until('live', async () => {
    const { state, busy } = await ask['connection.status'](undefined);
    return state === 'live' && !busy;
  });

const set = async ({ ask }: App, change: Record<string, unknown>): Promise<void> => {
  const answer = await ask['settings.update'](change);
  if (!answer.ok) throw new Error(`settings were refused: ${JSON.stringify(answer.fields)}`);
};

/** An hour of the tenant's life, in deliveries. */
const hour = async (): Promise<void> => {
  for (let n = 1; n <= CHANGES_A_DAY; n += 1) {
    if (n % 12 === 0) rejectSomething(n);
    else tenant.applyRandomChange();
    pass(CHANGE_MS);
    if (n % 20 === 0) await tenant.idle();
  }
  await tenant.idle();
};

const [chosen = 0, alsoChosen = 0, substitute = 0, searched = 0] = tenant.people().map(({ id }) => id);
const [married, leaver] = tenant.people().slice(7);

const ahead = (): ReturnType<DemoTenant['assignments']> =>
  tenant.assignments().filter(({ from, isRejected, person }) => from > dayOf(now()) && !isRejected && person !== null);
const rejectSomething = (n: number): void => {
  const open = ahead().filter(({ from }) => from <= addDays(dayOf(now()), 14));
  const one = open[(n * 7) % open.length];
  if (one) tenant.reject(one.id);
};

/** A shift three weeks ahead or later: the stream rarely comes there. Each is handed out once, and none of who leaves. */
const shift = (personId?: number): number => {
  const one = ahead().find(
    ({ id, from, person }) =>
      from > addDays(dayOf(now()), 21) &&
      !handedOut.has(id) &&
      (personId === undefined ? person?.id !== leaver?.id : person?.id === personId),
  );
  if (!one) throw new Error('there is no shift left');
  handedOut.add(one.id);
  return one.id;
};
const handedOut = new Set<number>();

type Rejection = OutputOf<'rejections.list'>[number];
const rejectionOf = ({ ask }: App, assignmentId: number): Promise<Rejection> =>
  until(`a rejection of ${assignmentId}`, async () =>
    (await ask['rejections.list']({ states: [...REJECTION_STATES] })).find((one) => one.assignmentId === assignmentId),
  );
const rejected = async (app: App, personId?: number): Promise<Rejection> => {
  const id = shift(personId);
  tenant.reject(id);
  await tenant.idle();
  // Far enough apart that each gets a separate notification.
  pass(6000);
  return rejectionOf(app, id);
};

const firstDay = async (): Promise<void> => {
  const setUp = await start();
  await set(setUp, {
    protime: {
      tenant: CREDENTIALS.tenant,
      environment: 'sandbox',
      clientId: CREDENTIALS.clientId,
      company: 'Acme Zorg',
      apiUrl: tenant.url,
      authUrl: tenant.url,
      peopleReferences: ['@employee-number'],
      activityReferences: ['@data-entry-code'],
      activityStructureVersion: tenant.activities.versionId,
    },
    tunnel: {
      provider: 'public-url',
      host: 'https://relay.example.org',
      subdomain: 'planning-acme',
      publicUrl,
      receiverPort,
    },
    sync: { monthsBack: 2, monthsAhead: 4 },
    language: 'nl',
    plan: { shortNoticeDays: 5, holidays: 'BE', timeZone: 'Europe/Amsterdam' },
    firstRunDone: true,
  });
  await setUp.ask['settings.setClientSecret']({ secret: CREDENTIALS.clientSecret });
  // The receiver's port is taken when the app starts.
  await setUp.monitor.close();

  const app = await start();
  await app.ask['connection.subscribe'](undefined);
  await isLive(app);
  const { ask } = app;
  tenant.pauseDeliveries();
  await unsigned({ id: shift(), comments: 'an unsigned word' });
  await until('a confirmed delivery', async () => (await outcomes(app)).includes('confirmed'));
  tenant.resumeDeliveries();
  await hour();

  await ask['searches.save']({ name: 'Weigeringen', filters: { kinds: ['rejected', 'withdrawn'] }, notify: true });
  await ask['searches.save']({
    name: 'Nacht, volgende week',
    filters: { text: 'nacht', shiftPeriod: 'nextWeek', order: 'shift' },
    notify: false,
  });
  await ask['searches.save']({
    name: 'Alles over één persoon',
    filters: {
      personId: searched,
      from: dayOf(now()),
      until: addDays(dayOf(now()), 60),
      seenFromMs: now() - DAY_MS,
      seenUntilMs: now() + DAY_MS,
      sources: ['webhook', 'sync'],
      outcomes: ['applied', 'stale'],
    },
    notify: true,
  });
  const { id } = await ask['searches.save']({ name: 'Weg', filters: { kinds: ['deleted'] }, notify: false });
  const saved = await ask['searches.list'](undefined);
  await ask['searches.reorder']({ ids: [id, ...saved.map((one) => one.id).filter((one) => one !== id)] });

  await misfits();
  const acknowledged = await rejected(app);
  await ask['rejections.acknowledge']({ ids: [acknowledged.id] });
  const taken = await rejected(app);
  await ask['rejections.acknowledge']({ ids: [taken.id] });
  tenant.withdraw(taken.assignmentId);
  tenant.withdraw((await rejected(app)).assignmentId);
  await tenant.idle();
  await ask['backups.make'](undefined);
  await app.monitor.close();
};

/** What is no event, a batch that is one only in part, a copy, and a version that came too late. */
const misfits = async (): Promise<void> => {
  const to = () => destinationOf(tenant);
  tenant.pauseDeliveries();
  await deliver(to(), { hello: 'world' });
  await deliver(to(), 'not even JSON');
  await deliver(to(), [changeEvent(tenant, { id: shift(), comments: 'the good half' }), { changeType: 'Unheard-of' }]);
  const id = shift();
  const old = changeEvent(tenant, { id, comments: 'too late' });
  const fresh = changeEvent(tenant, { id, comments: 'in time' });
  for (const event of [fresh, fresh, old]) await deliver(to(), event);
  for (const event of removeEvents(tenant, shift())) await deliver(to(), event);
  // Refused: from the first signature on, nothing is taken without one.
  await post(to().url, JSON.stringify({ hello: 'stranger' }));
  tenant.resumeDeliveries();
};

const unsigned = async (input: Parameters<typeof changeEvent>[1]): Promise<void> => {
  await post(destinationOf(tenant).url, JSON.stringify(changeEvent(tenant, input)));
};
const outcomes = async ({ ask }: App): Promise<string[]> =>
  (await ask['deliveries.list']({ limit: 200 })).deliveries.map(({ outcome }) => outcome);

/** While the app is closed: found when the list is read again. */
const night = (): void => {
  tenant.pauseDeliveries();
  for (const _ of [1, 2, 3]) {
    tenant.reject(shift());
    tenant.remove(shift());
    tenant.upsert({ id: shift(), comments: 'changed at night' });
  }
  // Married: old changes are found under the old name, too.
  Object.assign(married ?? {}, { lastName: 'Verstraeten' });
  tenant.resumeDeliveries();
};

const secondDay = async (): Promise<void> => {
  const app = await start();
  const { ask } = app;
  await isLive(app);
  await hour();
  // The computer sleeps, and Protime goes on.
  tenant.pauseDeliveries();
  tenant.reject(shift());
  const gone = shift();
  tenant.remove(gone);
  pass(20 * 60_000);
  app.monitor.recheck('resume');
  await until('the list to be read', async () => (await ask['assignment.get']({ id: gone }))?.deleted !== false);
  tenant.resumeDeliveries();

  await ask['person.forget']({ personId: leaver?.id ?? 0 });
  // Kept back, first by quiet hours and then by a mute, which the backup still knows.
  const allDay = { on: true, days: [0, 1, 2, 3, 4, 5, 6], fromMinutes: 0, untilMinutes: 23 * 60 + 59 };
  await set(app, { notifications: { quietHours: allDay } });
  await rejected(app);
  tenant.withdraw((await rejected(app)).assignmentId);
  await tenant.idle();
  await set(app, { notifications: { mutedUntilMs: now() + 7 * DAY_MS } });
  await rejected(app);
  await ask['backups.make'](undefined);
  const evenings = { on: true, days: [1, 3], fromMinutes: 20 * 60, untilMinutes: 6 * 60 };
  await set(app, { notifications: { quietHours: evenings, mutedUntilMs: null } });
  // A gap that ends because nobody wants to receive anything any more.
  await losePublicUrl(app);
  await ask['connection.unsubscribe'](undefined);
  await until('no subscription', async () => (await ask['connection.status'](undefined)).state === 'unsubscribed');
  await set(app, { tunnel: { publicUrl } });
  await app.monitor.close();
};

/** From now on what Protime sends goes where nobody listens. */
const losePublicUrl = async (app: App): Promise<void> => {
  await set(app, { tunnel: { publicUrl: `http://127.0.0.1:${await freePort()}` } });
  await until('an open gap', async () => (await app.ask['connection.status'](undefined)).notReceivingSinceMs !== null);
};

/** Every state a rejection can be in, beside those of the first day. */
const rejections = async (app: App): Promise<void> => {
  const { ask } = app;
  const putAside = async (until: 'tomorrow' | 'change'): Promise<Rejection> => {
    const one = await rejected(app);
    await ask['rejections.snooze']({ ids: [one.id], until });
    return one;
  };
  await rejected(app);
  await putAside('tomorrow');
  await putAside('change');
  tenant.upsert({ id: (await putAside('change')).assignmentId, comments: 'back by a change' });
  const reopened = await rejected(app);
  await ask['rejections.acknowledge']({ ids: [reopened.id] });
  await ask['rejections.reopen']({ ids: [reopened.id] });
  tenant.remove((await rejected(app)).assignmentId);
  tenant.upsert({ id: (await rejected(app)).assignmentId, person: { id: substitute }, isRejected: false });
  const again = await rejected(app);
  tenant.withdraw(again.assignmentId);
  tenant.reject(again.assignmentId);
  tenant.upsert({ id: (await rejected(app)).assignmentId, startTimeInMinutes: 600, endTimeInMinutes: 1080 });
  await tenant.idle();
};

const thirdDay = async (): Promise<void> => {
  const app = await start();
  const { ask } = app;
  await ask['connection.subscribe'](undefined);
  await isLive(app);
  await hour();
  await rejections(app);

  await set(app, {
    notifications: {
      withdrawn: false,
      connection: false,
      showNames: false,
      sound: false,
      breakThroughHours: 4,
      onlyPeople: [chosen, alsoChosen],
      onlyActivities: ['an activity that nobody has'],
    },
  });
  // Some of another planner, some kept back until the mute ends.
  await rejected(app);
  await rejected(app);
  await set(app, { notifications: { mutedUntilMs: now() + 5 * HOUR_MS } });
  await rejected(app, chosen);
  await rejected(app, alsoChosen);
  await set(app, {
    notifications: { rejected: false },
    theme: 'dark',
    updates: { feed: 'https://updates.example.org/assignment-monitor' },
    closeToTray: false,
    startAtLogin: true,
    unsubscribeOnQuit: true,
    retention: { deliveryDays: 45, historyMonths: 14 },
    trayHintShown: true,
  });

  const { webhookId } = await ask['connection.status'](undefined);
  await ask['connection.renew'](undefined);
  await until('another webhook', async () => (await ask['connection.status'](undefined)).webhookId !== webhookId);
  await isLive(app);
  // Protime's list is out of order, and what came unsigned has to wait.
  tenant.pauseDeliveries();
  tenant.faults.set({ path: '/assignments', status: 503 });
  await unsigned({ id: shift(), comments: 'not confirmed yet' });
  await until('a waiting delivery', async () => (await outcomes(app)).includes('waiting'));
  await losePublicUrl(app);
  // Whatever is still on its way to the disk.
  await wait(1000);
  const { settings } = await ask['settings.get'](undefined);
  const same = unchanged(settings, settingsSchema.parse({}));
  if (same.length > 0) throw new Error(`these settings still have their default: ${same.join(', ')}`);
};

/** Dotted names of the settings that have the same value in both. */
const unchanged = (a: unknown, b: unknown, name = ''): string[] =>
  isGroup(a) && isGroup(b)
    ? Object.keys(a).flatMap((key) => unchanged(a[key], b[key], name ? `${name}.${key}` : key))
    : JSON.stringify(a) === JSON.stringify(b)
      ? [name]
      : [];
const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

setTimeZone('Europe/Amsterdam');
await firstDay();
pass(DAY_MS - CHANGES_A_DAY * CHANGE_MS);
night();
await secondDay();
pass(-now() + Date.now() - 2 * HOUR_MS);
await thirdDay();
const { url, key } = destinationOf(tenant);
const end: End = {
  atMs: now(),
  clientSecret: CREDENTIALS.clientSecret,
  webhook: { path: new URL(url).pathname, key },
  forgottenName: `${leaver?.firstName} ${leaver?.lastName}`,
};
process.send?.(end);
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
