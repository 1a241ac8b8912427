import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { type RequestAnswer, sendRequest } from '../../electron/request.ts';

const serve = async (respond: (request: IncomingMessage, response: ServerResponse) => unknown) => {
  const server = createServer((request, response) => void respond(request, response));
  const ports = new Set<number | undefined>();
  server.on('connection', ({ remotePort }) => ports.add(remotePort));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, connections: () => ports.size };
};
const never = new AbortController().signal;
const read = async ({ body }: RequestAnswer) => Buffer.concat(await Array.fromAsync(body ?? [])).toString();

it.each(['Grüße', Buffer.from('Grüße')])(
  'sends method, headers and body, and reads status, headers and body',
  async (body) => {
    const { url } = await serve(async (request, response) => {
      const { method, headers } = request;
      const seen = [method, headers['x-own'], headers['content-length'], await text(request)];
      response.writeHead(201, { 'X-Seen': 'yes' }).end(JSON.stringify(seen));
    });
    const answer = await sendRequest(url, { method: 'POST', headers: { 'X-Own': 'one' }, body, signal: never });
    expect([answer.status, answer.headers.get('x-seen'), answer.headers.get('X-Other')]).toEqual([201, 'yes', null]);
    expect(JSON.parse(await read(answer))).toEqual(['POST', 'one', '7', 'Grüße']);
  },
);

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('asks for %s, and reads it', async (coding, compress) => {
  const { url } = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toContain(coding);
    response.writeHead(200, { 'content-encoding': coding }).end(compress('a long text '.repeat(1000)));
  });
  expect(await read(await sendRequest(url, { signal: never }))).toBe('a long text '.repeat(1000));
});

it('rejects where a compressed body is damaged', async () => {
  const { url } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'));
  const answer = await sendRequest(url, { signal: never });
  await expect(read(answer)).rejects.toThrow();
});

it.each(['plain', 'gzip'])('rejects where a %s body is cut off', async (coding) => {
  const { url } = await serve((_, response) => {
    const body = coding === 'gzip' ? gzipSync('a text') : Buffer.from('a text');
    response.writeHead(200, { 'content-encoding': coding, 'content-length': body.length });
    response.write(body.subarray(0, -3), () => response.destroy());
  });
  const answer = await sendRequest(url, { signal: never });
  await expect(read(answer)).rejects.toThrow();
});

it('follows no redirect', async () => {
  const { url, connections } = await serve((_, response) => response.writeHead(302, { location: '/there' }).end());
  const { status, headers } = await sendRequest(url, { signal: never });
  expect([status, headers.get('location'), connections()]).toEqual([302, '/there', 1]);
});

it('rejects with the code of the system where nobody listens', async () => {
  await expect(sendRequest('http://127.0.0.1:1/', { signal: never })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('rejects for an address that is none', async () => {
  await expect(sendRequest('not an address', { signal: never })).rejects.toThrow();
});

it('uses a connection again once the body was read', async () => {
  const { url, connections } = await serve((_, response) => response.end('a text'));
  for (let n = 0; n < 3; n++) await read(await sendRequest(url, { signal: never }));
  expect(connections()).toBe(1);
});

it('hangs up when a body is cancelled', async () => {
  const closed = Promise.withResolvers<void>();
  const { url } = await serve((request, response) => {
    request.once('close', closed.resolve);
    response.write('a text');
  });
  const { body } = await sendRequest(url, { signal: never });
  await body?.cancel();
  await closed.promise;
});

it.each(['before it is sent', 'while it waits for its answer', 'while its body is read'])(
  'hangs up and rejects when its signal says so %s',
  async (moment) => {
    const abort = new AbortController();
    const closed = Promise.withResolvers<void>();
    const { url } = await serve((request, response) => {
      request.once('close', closed.resolve);
      if (moment === 'while its body is read') response.write('a text');
      else abort.abort();
    });
    if (moment === 'before it is sent') {
      abort.abort();
      closed.resolve();
    }
    const reading = sendRequest(url, { signal: abort.signal }).then(({ body }) =>
      Array.fromAsync(body ?? [], () => abort.abort()),
    );
    await expect(reading).rejects.toThrow();
    await closed.promise;
  },
);
