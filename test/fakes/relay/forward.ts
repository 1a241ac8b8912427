import { type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';

/** Hop-by-hop headers. */
const HOP_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection']);

const pairs = (raw: readonly string[]): [name: string, value: string][] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : []));

const endToEnd = (raw: readonly string[]): string[] =>
  pairs(raw)
    .filter(([name]) => !HOP_HEADERS.has(name.toLowerCase()))
    .flat();

export const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** Forwards one request over a tunnel connection and closes it afterwards. */
export const forwardRequest = (request: IncomingMessage, response: ServerResponse, tunnel: Socket): void => {
  const proxied = openRequest({
    method: request.method,
    path: request.url,
    headers: [...endToEnd(request.rawHeaders), 'Connection', 'close'],
    createConnection: () => tunnel,
  });
  proxied.on('response', (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, endToEnd(incoming.rawHeaders));
    pipeline(incoming, response, () => tunnel.destroy());
  });
  proxied.on('error', () => {
    tunnel.destroy();
    if (response.headersSent) response.destroy();
    else answer(response, 502, { message: 'the local server did not answer' });
  });
  response.once('close', () => {
    if (!response.writableFinished) proxied.destroy();
  });
  pipeline(request, proxied, () => undefined);
};

/** Forwards an upgrade request, then pipes both ways. */
export const forwardUpgrade = (request: IncomingMessage, client: Duplex, head: Buffer, tunnel: Socket): void => {
  const lines = pairs(request.rawHeaders).map(([name, value]) => `${name}: ${value}`);
  tunnel.write(`${[`${request.method} ${request.url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
  tunnel.write(head);
  pipeline(client, tunnel, client, () => {
    tunnel.destroy();
    client.destroy();
  });
};
