import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestMessages } from '../../../electron/receiver/test-messages.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createProbe } from '../../../electron/tunnel/probe.ts';
import { testMessageFrom } from '../../../electron/tunnel/test-message.ts';
import { TIMEOUT_MS } from '../../eventually.ts';

/** Resolves when `condition` is true; the deadline only ends a failing test. */
export const until = async (what: string, condition: () => boolean, deadlineMs = TIMEOUT_MS): Promise<void> => {
  const end = Date.now() + deadlineMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`still waiting: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** A fake receiver: 204 for heartbeats, else the SHA-256 of the body. */
export const startLocalReceiver = async () => {
  const heartbeat = createTestMessages({ now: Date.now });
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer(async (request, response) => {
    const body = await readAll(request);
    headers.push(request.headers);
    if (request.url === heartbeat.path) response.writeHead(heartbeat.accept(body) ? 204 : 404).end();
    else response.end(createHash('sha256').update(body).digest('hex'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const testMessage = testMessageFrom(heartbeat);
  return {
    port: (server.address() as AddressInfo).port,
    headers,
    testMessage,
    probe: createProbe({ kind: 'localtunnel', testMessage, sendRequest, timeoutMs: 600_000 }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
};

/** Sockets of this process, connected or still connecting; those that listen do not count. */
export const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
