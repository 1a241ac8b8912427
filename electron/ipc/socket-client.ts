import type { RawData, WebSocket } from 'ws';
import type { AccessRefusal, HelloAnswer } from '../../shared/access.ts';
import type { Logger } from '../log.ts';
import type { Dispatch } from './dispatch.ts';
import { answerFrame, parseFrame } from './socket-frames.ts';

export interface SocketLimits {
  /** The longest request: 10,000 ids fit. */
  maxFrameBytes: number;
  /** Bytes that may wait for a screen; the connection of one that reads too slowly is closed. */
  maxBufferedBytes: number;
  /** Requests of one screen that are not answered yet. */
  maxPending: number;
  maxClients: number;
  /** Interval of the keep-alive pings. */
  keepAliveMs: number;
  /** Within this time a page has to show that it has access. */
  helloMs: number;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const GOING_AWAY = 1001;
const UNSUPPORTED = 1003;
export const POLICY = 1008;

export interface SocketClientOptions {
  socket: WebSocket;
  dispatch: Dispatch;
  limits: SocketLimits;
  log: Logger;
}

/** The connection of one screen: receives its requests, sends answers and pushes. */
export const createSocketClient = ({ socket, dispatch, limits, log }: SocketClientOptions) => {
  let pending = 0;
  let isAlive = true;

  const send = (frame: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.maxBufferedBytes) {
      log.warn('a screen does not read and was closed', { bufferedBytes: socket.bufferedAmount });
      socket.terminate();
      return;
    }
    socket.send(frame);
  };

  const receive = async (data: RawData, isBinary: boolean): Promise<void> => {
    if (isBinary) return socket.close(UNSUPPORTED, 'text only');
    const frame = parseFrame(data.toString());
    if (!frame) return socket.close(POLICY, 'not a request');
    if (!('name' in frame)) return send(answerFrame(frame.id, { ok: false, failure: { code: 'bad-request' } }));
    if (pending >= limits.maxPending) return socket.close(POLICY, 'too many requests at once');
    pending += 1;
    try {
      send(answerFrame(frame.id, await dispatch(frame.name, frame.input)));
    } finally {
      pending -= 1;
    }
  };

  socket.on('message', (data, isBinary) => {
    receive(data, isBinary).catch((error: unknown) => {
      log.error('an answer could not be sent', { error: String(error) });
      socket.terminate();
    });
  });
  socket.on('pong', () => {
    isAlive = true;
  });
  // E.g. an invalid frame, or one that is too long: ws then closes the socket with the right code.
  socket.on('error', (error) => log.warn('socket error', { error: error.message }));

  return {
    /** The session of the page has ended. */
    refuse(reason: AccessRefusal): void {
      send(JSON.stringify({ refused: reason } satisfies HelloAnswer));
      socket.close(POLICY, 'no access');
    },
    /** Sends a frame; closes the connection instead when the screen does not read. */
    send,
    /** Sends a ping; closes the connection when the previous one was not answered. */
    checkAlive(): void {
      if (isAlive) socket.ping();
      else socket.terminate();
      isAlive = false;
    },
    /** Resolves once the connection is closed, by force after `timeoutMs`. */
    close: (timeoutMs: number): Promise<void> =>
      new Promise((resolve) => {
        if (socket.readyState === socket.CLOSED) return resolve();
        const forceTimer = setTimeout(() => socket.terminate(), timeoutMs);
        socket.once('close', () => {
          clearTimeout(forceTimer);
          resolve();
        });
        return socket.close(GOING_AWAY, 'the app is closing');
      }),
  };
};

export type SocketClient = ReturnType<typeof createSocketClient>;
