import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import type { Hello, HelloAnswer } from '../../../shared/access.ts';

/** A WebSocket client that says hello, and records all frames after the answer to it. */
export const openScreen = async (url: string, options: ClientOptions = {}, hello: Hello = { keys: [] }) => {
  const socket = new WebSocket(url, options);
  const frames: Record<string, unknown>[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  let arrived = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  const next = async (fits: (frame: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> => {
    for (;;) {
      const found = frames.find(fits);
      if (found) return found;
      await Promise.race([arrived.promise, closed.then((code) => Promise.reject(new Error(`closed with ${code}`)))]);
    }
  };
  socket.send(JSON.stringify({ hello }));
  const answer = (await next(() => true)) as HelloAnswer;
  frames.shift();
  return {
    socket,
    frames,
    /** The answer to its hello. */
    answer,
    /** The code it was closed with. */
    closed,
    next,
    ask: (frame: { id: number; name?: unknown; input?: unknown }) => {
      socket.send(JSON.stringify(frame));
      return next(({ id }) => id === frame.id);
    },
  };
};

/** The status with which a socket was refused. */
export const refusedStatus = async (url: string, headers: Record<string, string> = {}): Promise<number | undefined> => {
  const socket = new WebSocket(url, { headers });
  socket.on('error', () => {});
  const opened = once(socket, 'open').then(() => undefined);
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  const status = await Promise.race([opened, refused]);
  socket.terminate();
  return status;
};
