import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** The port of the relay that tunnel connections go to. */
export interface RelayPort {
  host: string;
  port: number;
  /** Whether the connection is encrypted; the certificate of `host` is verified. */
  tls: boolean;
}

export interface RelayConnectionEvents {
  /** The relay accepted the connection. */
  onOpen(): void;
  /** The receiver answered what the relay sent. */
  onAnswered(): void;
  /** Nothing is left of the connection. */
  onClosed(how: { wasOpen: boolean; error: Error | undefined }): void;
}

/**
 * One connection to the relay, which carries what it sends to the receiver on 127.0.0.1, and the answer back. The connection to
 * the receiver is opened with the first byte, so that waiting tunnel connections take no place there.
 * @returns a function that ends it at once.
 */
export const connectToRelay = (target: RelayPort, localPort: number, events: RelayConnectionEvents): (() => void) => {
  const { host, port, tls } = target;
  const remote: Socket = tls
    ? connectTls({ host, port, servername: isIP(host) ? '' : host })
    : connectTcp({ host, port });
  let wasOpen = false;
  let failure: Error | undefined;

  remote.setKeepAlive(true);
  remote.once(tls ? 'secureConnect' : 'connect', () => {
    wasOpen = true;
    events.onOpen();
  });
  remote.once('readable', () => {
    if (remote.readableLength > 0) forward(remote, localPort, events.onAnswered);
    // It ended without a byte.
    else remote.resume();
  });
  remote.on('error', (error) => {
    failure = error;
  });
  remote.once('close', () => events.onClosed({ wasOpen, error: failure }));
  return () => void remote.destroy();
};

/** By number: `localhost` may lead to `::1`, where another user of the computer could listen on the same port. */
const RECEIVER_HOST = '127.0.0.1';

const forward = (remote: Socket, localPort: number, onAnswered: () => void): void => {
  const local = connectTcp({ host: RECEIVER_HOST, port: localPort });
  local.once('data', onAnswered);
  local.once('error', () => remote.destroy());
  // What is still to be written is written first.
  local.once('close', () => remote.destroySoon());
  remote.once('close', (hadError) => {
    if (hadError) local.destroy();
    // Its answer cannot be passed on; unread, it would keep the connection open.
    else local.resume().end();
  });
  remote.pipe(local).pipe(remote);
};
