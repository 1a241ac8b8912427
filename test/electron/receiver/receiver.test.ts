import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../electron/log.ts';
import { createReceiver, PortInUse } from '../../../electron/receiver/receiver.ts';
import {
  ask,
  BODY,
  deliver,
  type FixtureOptions,
  FORMAT,
  goodRequest,
  KEY,
  openRaw,
  type Running,
  SECRET,
  SIGNING,
  startReceiver,
} from './receiver-fixture.ts';
import { sign } from './signing.ts';

const running: Running[] = [];
const start = async (options?: FixtureOptions): Promise<Running> => {
  const receiver = await startReceiver(options);
  running.push(receiver);
  return receiver;
};
afterEach(async () => {
  for (const receiver of running.splice(0)) await receiver.close();
});

const post = (receiver: Running, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${receiver.url}/${SECRET}`, { method: 'POST', headers, body });

describe('a signed delivery', () => {
  it('is passed on unchanged, and answered 204 without a body', async () => {
    const receiver = await start();
    const answer = await ask(receiver, goodRequest());
    expect(answer).toBe('HTTP/1.1 204 No Content\r\n\r\n');
    expect(receiver.accepted).toEqual([
      {
        subscriptionId: 1,
        body: Buffer.from(BODY),
        headers: { 'x-protime-signature': expect.stringMatching(/^sha256=/) },
        trust: 'signed',
        receivedAtMs: 1_772_460_000_000,
      },
    ]);
  });

  it('is answered only after it was stored', async () => {
    const gate = Promise.withResolvers<void>();
    const receiver = await start({ accept: () => gate.promise });
    const raw = openRaw(receiver, goodRequest());
    const second = openRaw(receiver, 'GET / HTTP/1.1\r\n\r\n');
    await second.until((text) => text.includes('404'));
    expect(raw.text()).toBe('');
    gate.resolve();
    expect(await raw.until((text) => text.length > 0)).toContain('204');
  });

  it('keeps every byte: nulls, invalid UTF-8, pieces of one byte, compressed content', async () => {
    const receiver = await start({ destination: { key: undefined, format: null } });
    const bytes = Buffer.from(Array.from({ length: 1024 }, (_, i) => i % 256));
    const zipped = gzipSync(Buffer.alloc(1024 * 1024));
    const pieces = [...bytes].map((byte) => `1\r\n${String.fromCharCode(byte)}\r\n`).join('');
    const chunked = `POST /${SECRET} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${pieces}0\r\n\r\n`;
    await post(receiver, new Uint8Array(bytes));
    await post(receiver, new Uint8Array(zipped), { 'content-encoding': 'gzip' });
    await ask(receiver, Buffer.from(chunked, 'latin1'));
    expect(receiver.accepted.map(({ body }) => body)).toEqual([bytes, zipped, bytes]);
    expect(receiver.accepted[1]?.headers['content-encoding']).toBe('gzip');
  });

  it('may be empty, exactly as large as the limit, and announced with 100-continue', async () => {
    const receiver = await start({ destination: { format: null }, limits: { bodyBytes: 1000 } });
    const continued = openRaw(
      receiver,
      `POST /${SECRET} HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: ${BODY.length}\r\n\r\n`,
    );
    await continued.until((text) => text.includes('100 Continue'));
    continued.socket.write(BODY);
    await continued.until((text) => text.includes('204'));
    const statuses = [
      await post(receiver, ''),
      await post(receiver, 'a'.repeat(1000)),
      await post(receiver, 'a'.repeat(1001)),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([204, 204, 413]);
    expect(receiver.accepted.map(({ body }) => body.length)).toEqual([BODY.length, 0, 1000]);
  });
});

describe('trust', () => {
  it('answers 401, stores nothing and reports it when the signature is missing or wrong', async () => {
    const receiver = await start();
    expect([await deliver(receiver, BODY, 'another key'), (await post(receiver, BODY)).status]).toEqual([401, 401]);
    expect(receiver.accepted).toEqual([]);
    expect(receiver.refusedCount()).toBe(2);
  });

  it('accepts unsigned deliveries as unverified until the signature format is known', async () => {
    const receiver = await start({ destination: { format: null } });
    expect([(await post(receiver, BODY)).status, await deliver(receiver)]).toEqual([204, 204]);
    expect(receiver.accepted.map(({ trust, learnedFormat }) => ({ trust, learnedFormat }))).toEqual([
      { trust: 'unverified', learnedFormat: undefined },
      { trust: 'signed', learnedFormat: FORMAT },
    ]);
  });

  it('accepts everything as unverified while the key is unknown', async () => {
    const receiver = await start({ destination: { key: undefined } });
    await deliver(receiver);
    expect(receiver.accepted.map(({ trust }) => trust)).toEqual(['unverified']);
  });

  it('keeps two subscriptions with two keys apart', async () => {
    const receiver = await start({ more: { other: { subscriptionId: 2, key: 'another key', format: FORMAT } } });
    expect([
      await deliver(receiver, BODY, KEY, SECRET),
      await deliver(receiver, BODY, 'another key', 'other'),
      await deliver(receiver, BODY, KEY, 'other'),
      await deliver(receiver, BODY, 'another key', SECRET),
    ]).toEqual([204, 204, 401, 401]);
    expect(receiver.accepted.map(({ subscriptionId }) => subscriptionId)).toEqual([1, 2]);
  });

  it.each([
    ['compressed', gzipSync(BODY), 'gzip'],
    ['compressed twice', brotliCompressSync(gzipSync(BODY)), 'gzip, br'],
    ['marked', Buffer.from(`\ufeff${BODY}`), ''],
    ['written as UTF-16', Buffer.from(`\ufeff${BODY}`, 'utf16le'), ''],
    ['ended with a new line', gzipSync(`${BODY}\r\n`), 'gzip'],
  ])('accepts a signature of the body before it was %s, and of the bytes sent', async (_name, bytes, coding) => {
    const receiver = await start();
    const unknown = await start({ destination: { format: null } });
    const encoded = { 'content-encoding': coding };
    const signatureOf = (content: string | Uint8Array, key = KEY) => ({
      ...encoded,
      [SIGNING.header]: sign(SIGNING, Buffer.from(key), Buffer.from(content)).headers[SIGNING.header] ?? '',
    });
    const statuses: number[] = [];
    for (const to of [receiver, unknown]) {
      statuses.push((await post(to, new Uint8Array(bytes), signatureOf(BODY))).status);
      statuses.push((await post(to, new Uint8Array(bytes), signatureOf(bytes))).status);
    }
    const forged = await post(receiver, new Uint8Array(bytes), signatureOf(BODY, 'another key'));
    expect([...statuses, forged.status]).toEqual([204, 204, 204, 204, 401]);
    for (const { accepted } of [receiver, unknown])
      expect(accepted.map(({ trust, body }) => [trust, body])).toEqual([
        ['signed', bytes],
        ['signed', bytes],
      ]);
  });

  it('finds the signature when its header comes twice', async () => {
    const receiver = await start();
    const twice = goodRequest().replace('Host: example.org', `X-Protime-Signature: sha256=${'0'.repeat(64)}`);
    expect(await ask(receiver, twice)).toContain('204');
  });
});

describe('a delivery that cannot be stored', () => {
  it('is answered 503 with Retry-After and logged once; later ones are accepted again', async () => {
    const lines: string[] = [];
    const log = createLog((line) => void lines.push(line.replace(/^\S+ /, '')));
    let isFull = true;
    const accept = async () => {
      if (isFull) throw new Error('disk is full');
    };
    const receiver = await start({ accept, log });
    const answer = await ask(receiver, goodRequest());
    expect(answer).toBe('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 30\r\n\r\n');
    expect(await deliver(receiver)).toBe(503);
    isFull = false;
    expect(await deliver(receiver)).toBe(204);
    expect(lines).toEqual([
      'error app: a delivery could not be stored {"detail":"Error: disk is full"}',
      'info app: deliveries are stored again',
    ]);
  });

  it('is answered 503 too when the store throws at once', async () => {
    const accept = () => {
      throw new Error('broken');
    };
    expect(await deliver(await start({ accept }))).toBe(503);
  });

  it('is answered 503 when 256 requests are in progress, without waiting for them', async () => {
    const gate = Promise.withResolvers<void>();
    let waiting = 0;
    const accept = () => {
      waiting += 1;
      return gate.promise;
    };
    const receiver = await start({ accept });
    const senders = Array.from({ length: 256 }, () => openRaw(receiver, goodRequest()));
    await expect.poll(() => waiting).toBe(256);
    const answer = await ask(receiver, goodRequest());
    expect(answer).toBe('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\n\r\n');
    gate.resolve();
    const answers = await Promise.all(senders.map((sender) => sender.until((text) => text.length > 0)));
    expect(answers.every((text) => text.startsWith('HTTP/1.1 204'))).toBe(true);
    for (const { socket } of senders) socket.destroy();
    expect(await deliver(receiver)).toBe(204);
  });
});

describe('a heartbeat', () => {
  it('is accepted once on its own path', async () => {
    const receiver = await start();
    const message = receiver.heartbeat.createMessage();
    const beat = () =>
      fetch(`${receiver.url}${receiver.heartbeat.path}`, { method: 'POST', body: new Uint8Array(message) });
    expect([(await beat()).status, (await beat()).status]).toEqual([204, 404]);
    expect([receiver.heartbeat.hasArrived(message), receiver.accepted.length]).toEqual([true, 0]);
  });
});

describe('opening and closing', () => {
  it('reports which port is in use', async () => {
    const first = await start();
    const { heartbeat } = first;
    const options = {
      find: () => undefined,
      accept: async () => {},
      onRefused: () => {},
      onNotReceived: () => {},
      heartbeat,
      now: Date.now,
    };
    const log = createLog(() => {});
    const attempt = createReceiver({ ...options, log, port: first.port });
    await expect(attempt).rejects.toThrow(PortInUse);
    await expect(attempt).rejects.toMatchObject({ port: first.port });
  });

  it('listens on 127.0.0.1 and on no other address of this machine', async () => {
    const receiver = await start();
    const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const others = all.map(({ address }) => address).filter((address) => address !== '127.0.0.1');
    for (const host of ['::1', ...others]) {
      const socket = connect(receiver.port, host);
      const outcome = await new Promise((resolve) => {
        socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
      });
      socket.destroy();
      expect([host, outcome]).toEqual([host, 'refused']);
    }
  });

  it('keeps idle connections open without an answer: tunnels hold some ready', async () => {
    const receiver = await start({ limits: { headersMs: 50, checkMs: 10 } });
    const ready = openRaw(receiver);
    // Long after the deadline for headers, which other connections have felt.
    await openRaw(receiver, 'POST /').closed();
    await openRaw(receiver, 'POST /').closed();
    ready.socket.write(goodRequest());
    await expect.poll(() => receiver.accepted.length).toBe(1);
    await receiver.close();
    expect(await ready.closed()).toMatch(/^HTTP\/1.1 204/);
  });

  it('closes a connection that never sends anything, without an answer', async () => {
    const receiver = await start({ limits: { headersMs: 20, checkMs: 10, idleMs: 150 } });
    expect(await openRaw(receiver).closed()).toBe('');
    await receiver.close();
  });

  it('finishes running requests, refuses new ones, and frees its port', async () => {
    const gate = Promise.withResolvers<void>();
    let isStoring = false;
    const accept = () => {
      isStoring = true;
      return gate.promise;
    };
    const receiver = await start({ accept, limits: { closeMs: 600_000 } });
    const sender = openRaw(receiver, goodRequest());
    const idle = openRaw(receiver);
    await expect.poll(() => isStoring).toBe(true);
    const closed = receiver.close();
    gate.resolve();
    expect(await sender.closed()).toContain('204');
    await idle.closed();
    await closed;
    await expect(deliver(receiver)).rejects.toThrow();
    await receiver.close();
  });

  it('does not wait for ever for running requests', async () => {
    const receiver = await start({ accept: () => new Promise(() => {}) });
    const sender = openRaw(receiver, goodRequest());
    const half = openRaw(receiver, `POST /${SECRET} HTTP/1.1\r\nContent-Length: 10\r\n\r\n`);
    await receiver.close();
    expect([await sender.closed(), await half.closed()]).toEqual(['', '']);
  });
});
