import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface PoolOptions {
  readonly maxConnections: number;
  /** Timeout of a request waiting for a client connection. */
  readonly waitMs: number;
  /** The tunnel is removed after this time without connections (longer before the first one). */
  readonly graceMs: number;
  readonly tls: TlsOptions | undefined;
  readonly onGone: () => void;
}

/** The connections a localtunnel client keeps open towards the relay; each one carries one request. */
export interface Pool {
  readonly port: number;
  connected(): number;
  /** A connection to the client's local server; undefined when none came in time. */
  take(): Promise<Socket | undefined>;
  /** Cuts every connection, as a bad network does. */
  drop(): void;
  close(): void;
}

const FIRST_GRACE_MS = 10_000;
/** The grace time is counted in steps, so that a suspended process does not expire at once on resume. */
const GRACE_STEPS = 5;

export const openPool = async (options: PoolOptions): Promise<Pool> => {
  const { maxConnections, waitMs, graceMs, tls, onGone } = options;
  const sockets = new Set<Socket>();
  const idle: Socket[] = [];
  const pendingTakes: ((socket: Socket | undefined) => void)[] = [];
  let graceTimer: NodeJS.Timeout | undefined;

  const startGrace = (ms: number): void => {
    clearInterval(graceTimer);
    let stepsLeft = GRACE_STEPS;
    graceTimer = setInterval(() => {
      stepsLeft -= 1;
      if (stepsLeft > 0) return;
      clearInterval(graceTimer);
      onGone();
    }, ms / GRACE_STEPS);
  };
  const remove = (socket: Socket): void => {
    sockets.delete(socket);
    const at = idle.indexOf(socket);
    if (at >= 0) idle.splice(at, 1);
    if (sockets.size === 0 && server.listening) startGrace(graceMs);
  };
  const destroyOnEvent = (socket: Socket) => (): void => void socket.destroy();

  const onConnection = (socket: Socket) => {
    if (sockets.size >= maxConnections) return void socket.destroy();
    clearInterval(graceTimer);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => remove(socket));
    const resolveTake = pendingTakes.shift();
    if (resolveTake) return resolveTake(socket);
    idle.push(socket);
    // Data before a request (e.g. a timeout response) makes the connection unusable.
    socket.once('data', destroyOnEvent(socket));
    socket.once('end', destroyOnEvent(socket));
    return undefined;
  };
  const server = tls ? createTlsServer(tls, onConnection) : createServer(onConnection);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  startGrace(Math.max(FIRST_GRACE_MS, graceMs));

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connected: () => sockets.size,
    take: () => {
      const socket = idle.shift();
      if (socket) {
        socket.removeAllListeners('data');
        socket.removeAllListeners('end');
        return Promise.resolve(socket);
      }
      return new Promise((resolve) => {
        const resolveTake = (taken: Socket | undefined): void => {
          clearTimeout(timer);
          resolve(taken);
        };
        const timer = setTimeout(() => {
          pendingTakes.splice(pendingTakes.indexOf(resolveTake), 1);
          resolve(undefined);
        }, waitMs);
        pendingTakes.push(resolveTake);
      });
    },
    drop: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      clearInterval(graceTimer);
      server.close();
      for (const socket of sockets) socket.destroy();
      for (const resolveTake of pendingTakes.splice(0)) resolveTake(undefined);
    },
  };
};
