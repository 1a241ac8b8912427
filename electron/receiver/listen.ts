import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The receiver's port is in use by another process. */
export class PortInUse extends Error {
  readonly port: number;
  constructor(port: number, options?: ErrorOptions) {
    super(`port ${port} is in use`, options);
    this.name = 'PortInUse';
    this.port = port;
  }
}

/** Binds 127.0.0.1 and nothing else; resolves with the port, which the system chooses when `port` is 0. */
export const listenOnLoopback = async (server: Server, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, '127.0.0.1', resolve);
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') throw new PortInUse(port, { cause });
    throw cause;
  }
  server.off('error', reject);
  return (server.address() as AddressInfo).port;
};
