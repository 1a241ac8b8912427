import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { sendRequest } from '../../../electron/request.ts';
import { createProbe } from '../../../electron/tunnel/probe.ts';
import { createPublicUrl } from '../../../electron/tunnel/public-url.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
let cameIn = true;
const testMessage = () => ({ path: '/beat', body: new TextEncoder().encode('test message'), arrived: () => cameIn });
const never = new AbortController().signal;
const probe = (kind: 'localtunnel' | 'public-url' = 'localtunnel', timeoutMs = 10_000) =>
  createProbe({ kind, testMessage, sendRequest, timeoutMs });

it('posts the test message to its path and accepts a 204', async () => {
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isRight = request.method === 'POST' && request.url === '/beat' && body === 'test message';
    response.writeHead(isRight ? 204 : 400).end();
  });
  expect(await probe()(url, never)).toBe(true);
});

it.each([200, 302, 401, 404, 502])('does not accept a %i', async (status) => {
  const url = await serve((_, response) => response.writeHead(status, { location: '/beat' }).end('a page'));
  expect(await probe()(url, never)).toBe(false);
});

it('sends the header that bypasses the visitor page only to a localtunnel relay', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers['bypass-tunnel-reminder'], request.headers.connection);
    response.writeHead(204).end();
  });
  await probe('localtunnel')(url, never);
  await probe('public-url')(url, never);
  expect(seen).toEqual(['1', 'close', undefined, 'close']);
});

it('fails after its time-out, when cancelled, and when no server listens', async () => {
  const url = await serve(() => {});
  expect(await probe('localtunnel', 50)(url, never)).toBe(false);
  expect(await probe()(url, AbortSignal.abort())).toBe(false);
  expect(await probe()('http://127.0.0.1:1', never)).toBe(false);
});

it('does not accept a 204 of another server', async () => {
  const url = await serve((_, response) => response.writeHead(204).end());
  cameIn = false;
  expect(await probe()(url, never)).toBe(false);
  cameIn = true;
});

it('fails for an invalid address', async () => {
  expect(await probe()('not an address', never)).toBe(false);
});

it('uses a public address unchanged, without a trailing slash', async () => {
  const tunnel = await createPublicUrl('https://hooks.example/planning/').open(never);
  expect(tunnel.url).toBe('https://hooks.example/planning');
  await tunnel.close();
});
