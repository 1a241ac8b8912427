import { randomBytes } from 'node:crypto';
import { sendRequest } from '../request.ts';
import { createActivities } from './activities.ts';
import { createAssignments } from './assignments.ts';
import { dateAt } from './calendar.ts';
import { createChanges } from './changes.ts';
import { collectionRoutes } from './collections-api.ts';
import { createDeliveries } from './deliver.ts';
import type { Destinations } from './destination.ts';
import { createFaults } from './faults.ts';
import { type Call, listen } from './http.ts';
import type { DemoTenantOptions } from './options.ts';
import { createPeople } from './people.ts';
import { createPlan } from './plan.ts';
import { createRandom, seedFor } from './random.ts';
import { createReadings } from './readings.ts';
import { createRecorder } from './recorder.ts';
import { createSerializer } from './references.ts';
import { API_BASE, createRequestHandler } from './request-handler.ts';
import { DEFAULT_SIGNATURE } from './sign.ts';
import { createStream } from './stream.ts';
import { createTokens, SCOPES } from './tokens.ts';
import { createWebhooks } from './webhooks.ts';
import { webhookRoutes } from './webhooks-api.ts';

export { type DemoTenantOptions, STRICT } from './options.ts';

const DEFAULT_SEED = 2026;
const DEFAULT_STREAM_MS = 3000;
const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_RETRY_DELAYS_MS = [1000, 5000, 15_000, 60_000, 300_000, 900_000];

/**
 * Starts an embedded Protime server with continuous changes. The app uses it over HTTP; the methods are for the demo command
 * and for tests.
 */
export const createDemoTenant = async (options: DemoTenantOptions = {}) => {
  const seed = options.seed ?? DEFAULT_SEED;
  const now = options.now ?? Date.now;
  const credentials = {
    tenant: options.tenant ?? 'demo',
    clientId: options.clientId ?? 'demo-client',
    clientSecret: options.clientSecret ?? randomBytes(24).toString('base64url'),
  };
  const signature = { ...DEFAULT_SIGNATURE, ...options.signature };
  const closing = new AbortController();
  let url = '';

  const people = createPeople(seed, options.people ?? 40);
  const activities = createActivities(seed);
  const serializer = createSerializer({ people, activities, omitIsRejected: options.omitIsRejected ?? false });
  const webhooks = createWebhooks({
    now,
    lifetimeMs: options.webhookLifetimeMs ?? DAY_MS,
    keyEncoding: signature.key === 'hex' ? 'hex' : 'base64',
    newStatus: options.newWebhookStatus ?? 'Enabled',
    softDelete: options.softDelete ?? false,
    expiredStatus: options.expiredStatus ?? 'Disabled',
  });
  const deliveries = createDeliveries({
    webhooks,
    serializer,
    signature,
    random: createRandom(seedFor(seed, 6)),
    now,
    retryDelaysMs: options.retryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS,
    timeoutMs: options.deliveryTimeoutMs ?? 10_000,
    duplicateRatio: options.duplicateRatio ?? 0.02,
    sendRequest: options.sendRequest ?? sendRequest,
  });
  const today = (): string => dateAt(now());
  const assignments = createAssignments({
    plan: createPlan({ seed, nowMs: now(), people, activities }),
    startedAtMs: now(),
    today,
    raise: deliveries.send,
  });
  const readings = createReadings(assignments);
  const random = createRandom(seedFor(seed, 7));
  const changes = createChanges({ assignments, people, activities, random, today });
  const stream = createStream(changes, random);
  const tokens = createTokens({
    ...credentials,
    granted: options.scopes ?? SCOPES,
    missingScopeStatus: options.missingScopeStatus ?? 401,
    perMinute: options.tokensPerMinute ?? 120,
    now,
  });
  const faults = createFaults({
    apiBase: API_BASE,
    signal: closing.signal,
    toRetryAfter: (seconds) =>
      options.retryAfterAs === 'date' ? new Date(now() + seconds * 1000).toUTCString() : String(seconds),
  });
  const recorder = createRecorder(now);
  const { pageSize = 200, tokenLength = 0, planning } = options;
  const { maxRangeDays = Number.POSITIVE_INFINITY, requireFilters = false } = options;
  const handleRequest = createRequestHandler({
    tenant: credentials.tenant,
    tokens,
    url: () => url,
    etags: options.etags ?? true,
    routes: [
      ...collectionRoutes({
        ...{ readings, people, activities, serializer, planning, maxRangeDays, requireFilters },
        paging: { pageSize, tokenLength },
      }),
      ...webhookRoutes({
        webhooks,
        baseUrl: () => `${url}${API_BASE}`,
        destinations: destinationsOf(options),
        allowTwo: options.allowTwoWebhooks ?? true,
        keyPath: options.keyPath ?? ['key'],
      }),
    ],
  });
  const serve = (call: Call) => {
    recorder.record(call);
    return faults.around(call, handleRequest);
  };
  const server = await listen(options.port ?? 0, serve, now);
  url = server.url;
  if (options.liveEveryMs !== 0) stream.start(options.liveEveryMs ?? DEFAULT_STREAM_MS);

  const close = async (): Promise<void> => {
    stream.stop();
    deliveries.close();
    closing.abort();
    await server[Symbol.asyncDispose]();
  };
  return {
    /** `http://127.0.0.1:PORT`: the API and the authentication server. */
    url,
    credentials,
    activities,
    people: () => people,
    /** The current assignments, by id. */
    assignments: assignments.list,
    /** Changes the assignment with this id, or creates one. This and the methods below also send events. */
    upsert: assignments.save,
    remove: assignments.remove,
    reject: (id: number) => assignments.save({ id, isRejected: true }),
    withdraw: (id: number) => assignments.save({ id, isRejected: false }),
    /** Saves without a change: only `changeVersion` increases. */
    touch: assignments.touch,
    applyRandomChange: changes.apply,
    startStream: (everyMs = options.liveEveryMs || DEFAULT_STREAM_MS) => stream.start(everyMs),
    stopStream: stream.stop,
    faults: { set: faults.set, clear: faults.clear },
    /** What reading the API shows may be behind, incomplete, unreadable or refused; changes and events are not. */
    readings,
    /** The latest requests, oldest first. */
    requests: recorder.requests,
    /** All webhooks with their keys, which the API does not return. */
    webhooks: webhooks.list,
    disableWebhook: (id: string) => webhooks.setStatus(id, 'Disabled'),
    /** Events are delivered only with the status `Enabled`. */
    setWebhookStatus: webhooks.setStatus,
    expireWebhook: webhooks.expire,
    /** Deletes a webhook, as another client could. */
    deleteWebhook: webhooks.remove,
    revokeTokens: tokens.revokeAll,
    pauseDeliveries: deliveries.pause,
    resumeDeliveries: deliveries.resume,
    /** Resolves when every delivery was accepted or given up; deliveries held by a pause do not count. */
    idle: deliveries.idle,
    close,
    [Symbol.asyncDispose]: close,
  };
};

const destinationsOf = ({ allowHttpDestinations, onlyDestination }: DemoTenantOptions): Destinations => {
  if (onlyDestination !== undefined) return { origin: new URL(onlyDestination).origin };
  if (allowHttpDestinations === undefined) return 'loopback';
  return allowHttpDestinations ? 'any' : 'none';
};

export type DemoTenant = Awaited<ReturnType<typeof createDemoTenant>>;
