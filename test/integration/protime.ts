import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { AssignmentInput, DemoAssignment } from '../../electron/demo/assignments.ts';
import type { DemoTenantOptions } from '../../electron/demo/options.ts';
import { DEFAULT_SIGNATURE, signatureHeaders } from '../../electron/demo/sign.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import { addDays, addMonths, dayOf } from '../../shared/time.ts';

/** A demo tenant without activity of its own. */
export const startProtime = async (options: DemoTenantOptions = {}): Promise<DemoTenant> => {
  const tenant = await createDemoTenant({
    people: 6,
    liveEveryMs: 0,
    duplicateRatio: 0,
    tokensPerMinute: 1000,
    retryDelaysMs: Array.from({ length: 400 }, () => 250),
    ...options,
  });
  onTestFinished(() => tenant.close());
  return tenant;
};

export type Event =
  | { changeType: 'InsertOrUpdate'; data: DemoAssignment }
  | { changeType: 'Delete'; data: { id: number; changeVersion: string } };

/** Changes an assignment at the provider and returns its event. */
export const changeEvent = (tenant: DemoTenant, input: AssignmentInput): Event => ({
  changeType: 'InsertOrUpdate',
  data: tenant.upsert(input),
});

const nextVersion = (changeVersion: string): string =>
  (BigInt(`0x${changeVersion}`) + 1n).toString(16).toUpperCase().padStart(changeVersion.length, '0');

/** Events of a delete: a last update, then the delete with the next version. */
export const removeEvents = (tenant: DemoTenant, id: number): Event[] => {
  const data = tenant.touch(id);
  tenant.remove(id);
  return [
    { changeType: 'InsertOrUpdate', data },
    { changeType: 'Delete', data: { id, changeVersion: nextVersion(data.changeVersion) } },
  ];
};

export interface Destination {
  url: string;
  key: string;
}

/** The newest webhook: where deliveries go, and what signs them. */
export const destinationOf = (tenant: DemoTenant): Destination => {
  const newest = tenant.webhooks().at(-1);
  if (!newest) throw new Error('there is no webhook');
  return { url: newest.destinationUrl, key: newest.key };
};

export const signed = (key: string, body: string): Record<string, string> =>
  signatureHeaders(DEFAULT_SIGNATURE, key, body, Date.now());

export interface PostOptions {
  method?: string;
  headers?: Record<string, string>;
  agent?: Agent;
}

/** One POST; the status, or 0 when the connection broke. */
export const post = (url: string, body: string, { method = 'POST', headers = {}, agent }: PostOptions = {}) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve) => {
    const req = request(url, { method, headers: { 'content-type': 'application/json', ...headers }, agent }, (res) => {
      res.resume();
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers }));
      res.on('error', () => resolve({ status: 0, headers: {} }));
    });
    req.on('error', () => resolve({ status: 0, headers: {} }));
    req.end(body);
  });

/** Signs a body the tenant's way and posts it. */
export const deliver = async ({ url, key }: Destination, content: unknown, agent?: Agent): Promise<number> => {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const { status } = await post(url, body, { headers: signed(key, body), ...(agent ? { agent } : {}) });
  return status;
};

/** Delivers all over some keep-alive connections and gives every status. */
export const deliverAll = async (to: Destination, contents: readonly unknown[], connections = 8): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const statuses: number[] = [];
  let next = 0;
  const sender = async () => {
    while (next < contents.length) {
      const at = next++;
      statuses[at] = await deliver(to, contents[at], agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  agent.destroy();
  return statuses;
};

/** Whether a request begins to read the whole period, not a few days of it in order to compare them. */
export const isPlanReading = ({ path }: { path: string }): boolean => {
  const { pathname, searchParams } = new URL(path, 'http://protime');
  const [, from = '', until = ''] = /^date ge '(.*)' and date le '(.*)'$/.exec(searchParams.get('filter') ?? '') ?? [];
  return (
    pathname.endsWith('/assignments') &&
    !searchParams.has('continuationToken') &&
    from !== '' &&
    addDays(from, 27) <= until
  );
};

/** When the whole list was last asked for: which days it holds is decided by the day it was then. */
const lastReadAtMs = (tenant: DemoTenant): number | undefined => tenant.requests.findLast(isPlanReading)?.atMs;

/** Expected lines of `plan --json`, without `seenAt`. */
export const expectedPlan = (tenant: DemoTenant, delivered: ReadonlySet<number> = new Set()) => {
  const today = dayOf(lastReadAtMs(tenant) ?? Date.now());
  const [first, last] = [addMonths(today, -2), addMonths(today, 3)];
  const names = new Map(tenant.people().map((p) => [p.id, `${p.firstName} ${p.lastName}`]));
  return tenant
    .assignments()
    .filter(({ id, from, until, endTimeInMinutes }) => {
      const reachesUntil = until && addDays(until, Number((endTimeInMinutes ?? 0) > 1440));
      return delivered.has(id) || (from <= last && (from >= first || reachesUntil === null || reachesUntil >= first));
    })
    .map(({ person, ...a }) => ({
      ...a,
      personId: person?.id ?? null,
      personName: (person && names.get(person.id)) ?? null,
      deleted: false,
    }))
    .sort((a, b) => a.id - b.id);
};

/** The lines of `plan --json` in the same form. */
export const asPlan = (lines: readonly Record<string, unknown>[]) =>
  lines.map(({ seenAt: _, ...line }) => line).sort((a, b) => Number(a.id) - Number(b.id));

/** A seeded generator of numbers in [0, 1). */
export const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

export const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
