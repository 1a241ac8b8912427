import type { Server } from 'node:http';
import { Socket } from 'node:net';

export interface ConnectionLimit {
  maxConnections: number;
  /** Whether a connection is in use and must not be closed for a new one. */
  isBusy(socket: Socket): boolean;
}

/**
 * A new connection beyond the limit closes an older one that is not busy: the oldest that has not sent anything, else the
 * oldest. So silent connections never keep others out.
 */
export const limitConnections = (server: Server, { maxConnections, isBusy }: ConnectionLimit): void => {
  const connections = new Set<Socket>();
  const find = (matches: (socket: Socket) => boolean) => connections.values().find(matches);
  server.on('connection', (socket) => {
    if (!(socket instanceof Socket)) return;
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    if (connections.size <= maxConnections) return;
    const closing = find(({ bytesRead }) => bytesRead === 0) ?? find((other) => !isBusy(other)) ?? socket;
    connections.delete(closing);
    closing.destroy();
  });
};
