import { type Connection, openConnection } from './connection.ts';
import { createEventStream, type EventStreamOptions } from './event-stream.ts';
import { toRequest } from './request.ts';

// Separate process, so that generating load does not disturb the measurement.

export interface Target {
  url: string;
  key: string;
  connections: number;
}
/** `perSecond` undefined: as fast as the answers come. */
export interface Run {
  seconds: number;
  perSecond?: number;
  /** Ends earlier when so many were sent. */
  maxRequests: number;
}
export interface RunResult {
  sent: number;
  refused: number;
  perSecond: number;
  /** One per answer, from the moment the request was due. */
  latenciesMs: number[];
}
export type Command =
  | { do: 'stream'; options: EventStreamOptions }
  | { do: 'prepare'; target: Target; count: number }
  | { do: 'run'; target: Target; run: Run };

let stream = createEventStream();
let pool: Buffer[] = [];

const run = async ({ url, connections }: Target, { seconds, perSecond, maxRequests }: Run): Promise<RunResult> => {
  const opened = await Promise.all(
    Array.from({ length: connections }, () => openConnection(Number(new URL(url).port))),
  );
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  const latenciesMs: number[] = [];
  const idle: Connection[] = [...opened];
  const limit = Math.min(pool.length, maxRequests);
  const { promise, resolve } = Promise.withResolvers<void>();
  let sent = 0;
  let refused = 0;
  let stopped = false;
  let lastMs = startedMs;

  const dueMs = () => (perSecond === undefined ? performance.now() : startedMs + (sent * 1000) / perSecond);
  const sendDue = () => {
    while (!stopped && idle.length > 0 && sent < limit) {
      const due = dueMs();
      if (due > performance.now()) return;
      const connection = idle.pop();
      const request = pool[sent++];
      if (!connection || !request) return;
      connection.send(request, (stored) => {
        lastMs = performance.now();
        latenciesMs.push(lastMs - due);
        if (!stored) refused++;
        idle.push(connection);
        if (lastMs >= endMs || sent >= limit) stopped = true;
        if (stopped && idle.length === connections) resolve();
        else sendDue();
      });
    }
  };
  const pacer = perSecond === undefined ? undefined : setInterval(sendDue, 1);
  sendDue();
  await promise;
  clearInterval(pacer);
  for (const connection of opened) connection.close();
  pool = pool.slice(sent);
  return { sent, refused, perSecond: (sent * 1000) / (lastMs - startedMs), latenciesMs };
};

const handleCommand = async (command: Command): Promise<unknown> => {
  switch (command.do) {
    case 'stream':
      stream = createEventStream(command.options);
      return undefined;
    case 'prepare': {
      const path = new URL(command.target.url).pathname;
      pool = Array.from({ length: command.count }, () => toRequest(path, stream.next(), command.target.key));
      return undefined;
    }
    case 'run':
      return run(command.target, command.run);
  }
};

process.on('message', async (command: Command) => process.send?.({ answer: await handleCommand(command) }));
process.on('disconnect', () => process.exit(0));
