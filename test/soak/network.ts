import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { performance as realPerformance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { clock, type Life } from './clock.ts';

/** What a life of the app holds of the system: all of it goes when the process dies. */
interface Holdings {
  readonly sockets: Set<Socket>;
  readonly servers: Set<Server>;
  readonly workers: Set<Worker>;
  readonly databases: Set<Sqlite.Database>;
  readonly requests: Set<AbortController>;
}

/** One request of the app, before it goes out or after it was answered. */
export interface Seen {
  readonly when: 'before' | 'after';
  readonly method: string;
  readonly url: string;
  readonly status: number | undefined;
}

const holdings = new WeakMap<Life, Holdings>();
const holdingsOf = (life: Life): Holdings => {
  const known = holdings.get(life);
  if (known) return known;
  const made: Holdings = {
    sockets: new Set(),
    servers: new Set(),
    workers: new Set(),
    databases: new Set(),
    requests: new Set(),
  };
  holdings.set(life, made);
  return made;
};

const never = <T>(): Promise<T> => new Promise(() => {});
const unreachable = () => {
  const cause = Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' });
  return Object.assign(new TypeError('fetch failed'), { cause });
};

/** Requests nobody answers for now: they wait for the virtual clock, so the real one need not wait for them. */
const open = new Set<object>();
const parked = new Set<object>();
const connecting = new Set<Socket>();
/** Threads that are ending: that takes real time. What they are asked meanwhile decides nothing here. */
const ending = new Set<Worker>();
let isDown = false;
let onSeen: (seen: Seen) => void = () => {};
let onDelivered: (what: string) => void = () => {};
let awake = Promise.withResolvers<void>();
awake.resolve();

const send = async (input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> => {
  const token = {};
  open.add(token);
  try {
    return await clock.inRealTime(() => realFetch(input, init));
  } finally {
    open.delete(token);
    parked.delete(token);
  }
};

const realFetch = globalThis.fetch;

const sendFor = async (life: Life, input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
  await awake.promise;
  if (life.ended) return never();
  if (isDown) throw unreachable();
  const { method = 'GET' } = init;
  const url = String(input);
  onSeen({ when: 'before', method, url, status: undefined });
  if (life.ended) return never();
  const cut = new AbortController();
  const { requests } = holdingsOf(life);
  requests.add(cut);
  const signal = init.signal ? AbortSignal.any([init.signal, cut.signal]) : cut.signal;
  try {
    const response = await send(input, { ...init, signal });
    await awake.promise;
    if (!life.ended) onSeen({ when: 'after', method, url, status: response.status });
    return life.ended ? never() : response;
  } catch (error) {
    if (life.ended) return never();
    throw cut.signal.aborted ? unreachable() : error;
  } finally {
    requests.delete(cut);
  }
};

/** What can befall one attempt to deliver. late: so many milliseconds. */
export type Mishap = 'cut' | 'answer-lost' | { readonly lateMs: number };

const lost = () => new TypeError('fetch failed', { cause: new Error('other side closed') });
const mishaps: Mishap[] = [];
/** Deliveries that had a mishap already: single hiccups do not all meet the same one. */
const struck = new Set<string>();
const STRUCK_KEPT = 500;

const mishapOf = (body: string): Mishap | undefined => {
  if (mishaps.length === 0 || struck.has(body)) return undefined;
  struck.add(body);
  const [oldest] = struck;
  if (struck.size > STRUCK_KEPT && oldest !== undefined) struck.delete(oldest);
  return mishaps.shift();
};

/** The provider's own requests: its deliveries. */
const deliver = async (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
  const body = String(init.body);
  const mishap = mishapOf(body);
  const ids = [...body.matchAll(/"id":(\d+)/g)].map(([, id]) => id).join(' ');
  const tell = (outcome: string | number) => onDelivered(`${ids} to …${String(input).slice(-6)}: ${outcome}`);
  try {
    if (mishap === 'cut') throw lost();
    if (typeof mishap === 'object') await new Promise((resolve) => void setTimeout(resolve, mishap.lateMs));
    init.signal?.throwIfAborted();
    const response = await send(input, init);
    if (mishap === 'answer-lost') throw lost();
    tell(response.status);
    return response;
  } catch (error) {
    tell(
      `${typeof mishap === 'object' ? 'late' : (mishap ?? '')} ${error instanceof Error ? error.message : String(error)}`,
    );
    throw error;
  }
};

const followWorker = (worker: Worker, onExit: () => void): void => {
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

/** Puts itself between the app and the system: sees what it opens, and can take it away. */
export const installWire = (): void => {
  globalThis.fetch = (input, init) => {
    const life = clock.life();
    return life ? sendFor(life, input, init) : deliver(input, init);
  };
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: Socket };
    connecting.add(socket);
    socket.once('connect', () => connecting.delete(socket)).once('close', () => connecting.delete(socket));
    const life = clock.life();
    if (!life || clock.isReal()) return;
    const { sockets } = holdingsOf(life);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (isDown) process.nextTick(() => socket.destroy(unreachable()));
  });
  subscribe('tracing:net.server.listen:asyncStart', (message) => {
    const life = clock.life();
    const { server } = message as { server: Server };
    if (life) {
      const { servers } = holdingsOf(life);
      servers.add(server);
      server.once('close', () => servers.delete(server));
    }
  });
  process.on('worker', (worker: Worker) => {
    const life = clock.life();
    if (!life) return;
    const { workers } = holdingsOf(life);
    workers.add(worker);
    followWorker(worker, () => workers.delete(worker));
    // The dead start no threads.
    if (life.ended) void worker.terminate();
  });
  // Whoever opens a database does one of these with it.
  const { pragma, exec } = Sqlite.prototype;
  const hold = (db: Sqlite.Database): void => {
    const life = clock.life();
    if (life) holdingsOf(life).databases.add(db);
  };
  Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof pragma>) {
    hold(this);
    return pragma.apply(this, args);
  } as typeof pragma;
  Sqlite.prototype.exec = function (this: Sqlite.Database, sql: string) {
    hold(this);
    return exec.call(this, sql);
  };
};

const events = (): number => realPerformance.nodeTiming.uvMetricsInfo.events;

/** So many turns of the event loop without anything happening, and nothing will until time goes on. */
const QUIET_TURNS = 6;
/** With a request open that nobody answers: it is held back by someone who waits for the virtual clock. */
const PARKING_TURNS = 40;
/** Something goes round in circles without any time passing. */
const ENDLESS_TURNS = 3_000_000;

export const wire = {
  /** Resolves when everything has happened that happens in no time. */
  async quiet(): Promise<void> {
    let seen = -1;
    for (let turns = 0, all = 0; ; all += 1) {
      await clock.turn();
      if (all === ENDLESS_TURNS - 100) clock.traceImmediates();
      if (all > ENDLESS_TURNS)
        throw new Error(
          `it never gets quiet: ${connecting.size} connecting, ${ending.size} threads ending, immediate ${clock.latestImmediate()}`,
        );
      const happened = events();
      const busy = happened !== seen || clock.immediates() > 0 || connecting.size > 0 || ending.size > 0;
      seen = happened;
      turns = busy ? 0 : turns + 1;
      if (turns < QUIET_TURNS) continue;
      if (open.size === parked.size) return;
      if (turns < PARKING_TURNS) continue;
      for (const token of open) parked.add(token);
      return;
    }
  },
  /** Who looks at each request of the app. */
  watch(listener: (seen: Seen) => void): void {
    onSeen = listener;
  },
  /** Meets the next delivery that had none yet; called off by the returned function. */
  strikeNext(mishap: Mishap): () => void {
    mishaps.push(mishap);
    return () => {
      const at = mishaps.indexOf(mishap);
      if (at >= 0) mishaps.splice(at, 1);
    };
  },
  /** Who is told of each attempt to deliver. */
  watchDeliveries(listener: (what: string) => void): void {
    onDelivered = listener;
  },
  /** The app's computer has no network: what is open breaks, what is new cannot be reached. */
  setDown(life: Life | undefined, down: boolean): void {
    isDown = down;
    if (!down || !life) return;
    const { requests, sockets } = holdingsOf(life);
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
  holds(life: Life): Record<'sockets' | 'servers' | 'workers' | 'databases' | 'requests', number> {
    const { sockets, servers, workers, databases, requests } = holdingsOf(life);
    return {
      sockets: sockets.size,
      servers: servers.size,
      workers: workers.size,
      databases: [...databases].filter((db) => db.open).length,
      requests: requests.size,
    };
  },
  /** As the system does when a process dies: nothing is said, everything is closed. */
  async kill(life: Life): Promise<void> {
    clock.end(life);
    const { sockets, servers, workers, databases, requests } = holdingsOf(life);
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
