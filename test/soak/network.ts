import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { performance as realPerformance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import { type RequestAnswer, type RequestOptions, type SendRequest, sendRequest } from '../../electron/request.ts';
import { type AppRun, clock } from './clock.ts';

/** System resources held by a run; all are released when the process is killed. */
interface OpenHandles {
  readonly sockets: Set<Socket>;
  readonly servers: Set<Server>;
  readonly workers: Set<Worker>;
  readonly databases: Set<Sqlite.Database>;
  readonly requests: Set<AbortController>;
}

/** One request of the app, before it goes out or after it was answered. */
export interface ObservedRequest {
  readonly when: 'before' | 'after';
  readonly method: string;
  readonly url: string;
  readonly status: number | undefined;
}

const handlesByRun = new WeakMap<AppRun, OpenHandles>();
const handlesOf = (appRun: AppRun): OpenHandles => {
  const known = handlesByRun.get(appRun);
  if (known) return known;
  const made: OpenHandles = {
    sockets: new Set(),
    servers: new Set(),
    workers: new Set(),
    databases: new Set(),
    requests: new Set(),
  };
  handlesByRun.set(appRun, made);
  return made;
};

const never = <T>(): Promise<T> => new Promise(() => {});
const unreachable = () => Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' });

/** Open requests whose response waits for virtual time. */
const openRequests = new Set<object>();
const parkedRequests = new Set<object>();
const connecting = new Set<Socket>();
/** Worker threads being terminated (takes real time). */
const ending = new Set<Worker>();
let isDown = false;
let onSeen: (seen: ObservedRequest) => void = () => {};
let onDelivered: (what: string) => void = () => {};
let onSwallowed: (ids: readonly number[]) => void = () => {};
/** The relay answers all deliveries itself. */
let isSwallowing = false;
let awake = Promise.withResolvers<void>();
awake.resolve();

const send: SendRequest = async (url, options) => {
  const token = {};
  openRequests.add(token);
  try {
    return await clock.inRealTime(() => sendRequest(url, options));
  } finally {
    openRequests.delete(token);
    parkedRequests.delete(token);
  }
};

/** The app's own requests, to the provider and the relay. */
const sendFor = async (appRun: AppRun, url: string, options: RequestOptions): Promise<RequestAnswer> => {
  await awake.promise;
  if (appRun.ended) return never();
  if (isDown) throw unreachable();
  const { method = 'GET' } = options;
  onSeen({ when: 'before', method, url, status: undefined });
  if (appRun.ended) return never();
  const cut = new AbortController();
  const { requests } = handlesOf(appRun);
  requests.add(cut);
  const signal = AbortSignal.any([options.signal, cut.signal]);
  try {
    const response = await send(url, { ...options, signal });
    await awake.promise;
    if (!appRun.ended) onSeen({ when: 'after', method, url, status: response.status });
    return appRun.ended ? never() : response;
  } catch (error) {
    if (appRun.ended) return never();
    throw cut.signal.aborted ? unreachable() : error;
  } finally {
    requests.delete(cut);
  }
};

/** Fault of one delivery attempt. */
export type DeliveryFault = 'cut' | 'answer-lost' | RelayTrick | { readonly lateMs: number };
/** What a relay does with a delivery instead of passing it on as it is. */
type RelayTrick = 'swallowed' | 'repeated' | 'headers-renamed' | 'headers-removed' | 'marked' | 'compressed';

const connectionLost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const pendingFaults: DeliveryFault[] = [];
/** Bodies that already had a fault, so that single faults spread over deliveries. */
const faultedBodies = new Set<string>();
const MAX_FAULTED_BODIES = 500;

const takeFault = (body: string): DeliveryFault | undefined => {
  if (pendingFaults.length === 0 || faultedBodies.has(body)) return undefined;
  faultedBodies.add(body);
  const [oldest] = faultedBodies;
  if (faultedBodies.size > MAX_FAULTED_BODIES && oldest !== undefined) faultedBodies.delete(oldest);
  return pendingFaults.shift();
};

/** The request as the relay passes it on. */
const changedBy = (fault: DeliveryFault | undefined, options: RequestOptions): RequestOptions => {
  const headers = Object.entries(options.headers ?? {});
  const plain = (name: string) => name === 'content-type' || name === 'user-agent';
  switch (fault) {
    case 'headers-renamed':
      return {
        ...options,
        headers: Object.fromEntries(headers.map(([name, value]) => [plain(name) ? name : `x-relay-${name}`, value])),
      };
    case 'headers-removed':
      return { ...options, headers: Object.fromEntries(headers.filter(([name]) => plain(name))) };
    case 'marked':
      return { ...options, body: `\ufeff${options.body}` };
    case 'compressed':
      return {
        ...options,
        body: gzipSync(String(options.body)),
        headers: { ...Object.fromEntries(headers), 'content-encoding': 'gzip' },
      };
    default:
      return options;
  }
};

/** The provider's own requests: its deliveries. */
const deliver: SendRequest = async (url, options) => {
  const body = String(options.body);
  const fault = takeFault(body);
  const ids = [...body.matchAll(/"id":(\d+)/g)].map(([, id]) => id).join(' ');
  const tell = (outcome: string | number) => onDelivered(`${ids} to …${url.slice(-6)}: ${outcome}`);
  try {
    if (fault === 'cut') throw connectionLost();
    if (typeof fault === 'object') await new Promise((resolve) => void setTimeout(resolve, fault.lateMs));
    options.signal.throwIfAborted();
    if (fault === 'swallowed' || isSwallowing) {
      onSwallowed([...body.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id)));
      tell('swallowed');
      return new Response(null, { status: 204 });
    }
    const response = await send(url, changedBy(fault, options));
    if (fault === 'repeated') await (await send(url, options)).body?.cancel();
    if (fault === 'answer-lost') {
      await response.body?.cancel();
      throw connectionLost();
    }
    tell(response.status);
    return response;
  } catch (error) {
    tell(
      `${typeof fault === 'object' ? 'late' : (fault ?? '')} ${error instanceof Error ? error.message : String(error)}`,
    );
    throw error;
  }
};

const trackWorker = (worker: Worker, onExit: () => void): void => {
  const { terminate } = worker;
  worker.terminate = () => {
    ending.add(worker);
    return terminate.call(worker);
  };
  worker.once('exit', () => {
    ending.delete(worker);
    onExit();
  });
};

/** Hooks sockets, servers, workers and SQLite, to track and close them per run. */
export const installNetwork = (): void => {
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: Socket };
    connecting.add(socket);
    socket.once('connect', () => connecting.delete(socket)).once('close', () => connecting.delete(socket));
    const appRun = clock.currentRun();
    if (!appRun || clock.isReal()) return;
    const { sockets } = handlesOf(appRun);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (isDown) process.nextTick(() => socket.destroy(unreachable()));
  });
  subscribe('tracing:net.server.listen:asyncStart', (message) => {
    const appRun = clock.currentRun();
    const { server } = message as { server: Server };
    if (appRun) {
      const { servers } = handlesOf(appRun);
      servers.add(server);
      server.once('close', () => servers.delete(server));
    }
  });
  process.on('worker', (worker: Worker) => {
    const appRun = clock.currentRun();
    if (!appRun) return;
    const { workers } = handlesOf(appRun);
    workers.add(worker);
    trackWorker(worker, () => workers.delete(worker));
    // A killed run must not start threads.
    if (appRun.ended) void worker.terminate();
  });
  // Every opened database calls pragma or exec.
  const { pragma, exec } = Sqlite.prototype;
  const trackDatabase = (db: Sqlite.Database): void => {
    const appRun = clock.currentRun();
    if (appRun) handlesOf(appRun).databases.add(db);
  };
  Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
    trackDatabase(this);
    return pragma.apply(this, args);
  } as typeof pragma;
  Sqlite.prototype.exec = function (this: Sqlite.Database, sql: string) {
    trackDatabase(this);
    return exec.call(this, sql);
  };
};

const events = (): number => realPerformance.nodeTiming.uvMetricsInfo.events;

/** Idle event-loop turns after which nothing more happens without advancing time. */
const IDLE_TURNS = 6;
/** Idle turns after which an open request is taken to wait for virtual time. */
const PARKING_TURNS = 40;
/**
 * Limit that detects an endless loop without time advancing. (message :217 "it never gets quiet" -> "the event loop never
 * becomes idle")
 */
const ENDLESS_TURNS = 3_000_000;

export const network = {
  /** How the app of a run sends its requests. */
  senderOf:
    (appRun: AppRun): SendRequest =>
    (url, options) =>
      sendFor(appRun, url, options),
  /** How the provider sends its deliveries. */
  deliver,
  /** Resolves when nothing more happens without advancing time. */
  async untilIdle(): Promise<void> {
    let seen = -1;
    for (let turns = 0, all = 0; ; all += 1) {
      await clock.nextTurn();
      if (all === ENDLESS_TURNS - 100) clock.traceImmediates();
      if (all > ENDLESS_TURNS)
        throw new Error(
          `it never gets quiet: ${connecting.size} connecting, ${ending.size} threads ending, immediate ${clock.latestImmediate()}`,
        );
      const happened = events();
      const busy = happened !== seen || clock.immediates() > 0 || connecting.size > 0 || ending.size > 0;
      seen = happened;
      turns = busy ? 0 : turns + 1;
      if (turns < IDLE_TURNS) continue;
      if (openRequests.size === parkedRequests.size) return;
      if (turns < PARKING_TURNS) continue;
      for (const token of openRequests) parkedRequests.add(token);
      return;
    }
  },
  /** Sets the observer of the app's requests. */
  watch(listener: (seen: ObservedRequest) => void): void {
    onSeen = listener;
  },
  /** Injects a fault into the next delivery; the returned function cancels it. */
  failNextDelivery(fault: DeliveryFault): () => void {
    pendingFaults.push(fault);
    return () => {
      const at = pendingFaults.indexOf(fault);
      if (at >= 0) pendingFaults.splice(at, 1);
    };
  },
  /** Who is told of each attempt to deliver. */
  watchDeliveries(listener: (what: string) => void): void {
    onDelivered = listener;
  },
  /** Who is told of the ids in a delivery that the relay answered itself. */
  watchSwallowed(listener: (ids: readonly number[]) => void): void {
    onSwallowed = listener;
  },
  /** The relay answers deliveries itself and passes none on. */
  swallow(isActive: boolean): void {
    isSwallowing = isActive;
  },
  /** Takes the network of the app down: open connections break, new ones fail. */
  setDown(appRun: AppRun | undefined, down: boolean): void {
    isDown = down;
    if (!down || !appRun) return;
    const { requests, sockets } = handlesOf(appRun);
    for (const request of requests) request.abort();
    for (const socket of sockets) socket.destroy();
  },
  sleep(): void {
    awake = Promise.withResolvers<void>();
  },
  wake(): void {
    awake.resolve();
  },
  /** What the process holds, besides its timers. */
  openHandles(appRun: AppRun): Record<'sockets' | 'servers' | 'workers' | 'databases' | 'requests', number> {
    const { sockets, servers, workers, databases, requests } = handlesOf(appRun);
    return {
      sockets: sockets.size,
      servers: servers.size,
      workers: workers.size,
      databases: [...databases].filter((db) => db.open).length,
      requests: requests.size,
    };
  },
  /** Closes all resources of a run, as when its process is killed. */
  async kill(appRun: AppRun): Promise<void> {
    clock.end(appRun);
    const { sockets, servers, workers, databases, requests } = handlesOf(appRun);
    for (const request of requests) request.abort();
    for (const socket of sockets) socket.destroy();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    for (const db of databases) db.close();
    await Promise.all([...workers].map((worker) => worker.terminate()));
  },
};
