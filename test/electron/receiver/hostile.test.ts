import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { secretIn } from '../../../electron/receiver/secret-path.ts';
import {
  answersIn,
  ask,
  BODY,
  deliver,
  goodRequest,
  HASTY,
  openRaw,
  type Raw,
  type Running,
  SECRET,
  startReceiver,
} from './receiver-fixture.ts';

let receiver: Running;
/** One that waits for nobody. */
let hasty: Running;
const raws: Raw[] = [];
const send = (text: string | Buffer = '', to = receiver): Raw => {
  const raw = openRaw(to, text);
  raws.push(raw);
  return raw;
};

beforeAll(async () => {
  receiver = await startReceiver();
  hasty = await startReceiver({ limits: HASTY });
});
afterAll(() => Promise.all([receiver.close(), hasty.close()]));

// Whatever was sent before, and while its connections are still open.
afterEach(async () => {
  expect(await deliver(receiver, `{"after":"${raws.length}"}`)).toBe(204);
  for (const { socket } of raws.splice(0)) socket.destroy();
});

/** Writes the same piece again and again, as fast as it is taken. */
const pour = (raw: Raw, piece: string | Buffer): void => {
  raw.socket.write(piece, (error) => {
    if (!error) pour(raw, piece);
  });
};

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';
const MALFORMED = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const TOO_LATE = 'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const TOO_LARGE = 'HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n';

const wrongCase = SECRET.replace(/[a-z]/, (letter) => letter.toUpperCase());

describe('a request to an unknown path', () => {
  const guesses: Record<string, string> = {
    'the root': 'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
    'no Host': 'GET / HTTP/1.1\r\n\r\n',
    'HTTP/1.0': 'GET / HTTP/1.0\r\n\r\n',
    'a wrong path': `POST /${'A'.repeat(SECRET.length)} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'a long path': `POST /${'A'.repeat(60_000)} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'an almost right path': `POST /${SECRET.slice(0, -1)}_ HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the start of the path': `POST /${SECRET.slice(0, -1)} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path in another case': `POST /${wrongCase} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path and another part': `POST /${SECRET}/x HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path as a query': `POST /?/${SECRET} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path as a host': `POST http://${SECRET}/ HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path badly escaped': `POST /%ZZ/${SECRET} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path after a long prefix': `POST /${'A/'.repeat(30_000)}${SECRET} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'the path escaped twice': `POST /%255A${SECRET.slice(1)} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'an absolute target of another path': `POST http://127.0.0.1/x HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'a path of slashes': `POST ${'/'.repeat(4000)} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    'another method': `GET /${SECRET} HTTP/1.1\r\n\r\n`,
    HEAD: `HEAD /${SECRET} HTTP/1.1\r\n\r\n`,
    PUT: `PUT /${SECRET} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    OPTIONS: 'OPTIONS * HTTP/1.1\r\n\r\n',
    TRACE: `TRACE /${SECRET} HTTP/1.1\r\n\r\n`,
    CONNECT: `CONNECT ${SECRET}:443 HTTP/1.1\r\n\r\n`,
    'an upgrade': `GET /${SECRET} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    'HTTP/2 in clear text': 'GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n',
    'an expectation': 'POST /x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    'a strange expectation': 'POST /x HTTP/1.1\r\nExpect: the-unexpected\r\nContent-Length: 2\r\n\r\n{}',
    'a body that is announced too large': 'POST /x HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n',
    'a body that does not come': 'POST /x HTTP/1.1\r\nContent-Length: 100\r\n\r\n',
    'a chunked body that does not end': 'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    'a connection to close': 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'a name that objects have by nature': 'POST /__proto__ HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}',
  };

  for (const [name, request] of Object.entries(guesses)) {
    it(`gets the same 404, byte for byte: ${name}`, async () => {
      expect(await ask(receiver, request)).toBe(NOT_FOUND);
    });
  }

  it('gets the same 404 on the heartbeat path without a message', async () => {
    const request = `POST ${receiver.heartbeat.path} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`;
    expect(await ask(receiver, request)).toBe(NOT_FOUND);
  });

  it('gets the same 404 for thousands of guessed paths', async () => {
    const count = 5000;
    const requests = Array.from(
      { length: count },
      (_, i) => `POST /guess-${i} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`,
    );
    const text = await send(requests.join('')).until((received) => answersIn(received) >= count);
    expect(text).toBe(NOT_FOUND.repeat(count));
  });

  it('cannot keep a connection busy with an unread body', async () => {
    const raw = send('POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n', hasty);
    const timer = setInterval(() => raw.socket.write(`400\r\n${'a'.repeat(1024)}\r\n`), 5);
    expect(await raw.closed()).toBe(NOT_FOUND);
    clearInterval(timer);
  });

  it('cannot make the receiver read more than a few megabytes', async () => {
    const patient = await startReceiver({ limits: { drainBytes: 100_000 } });
    const raw = openRaw(patient, `POST /x HTTP/1.1\r\nContent-Length: 200000000\r\n\r\n`);
    pour(raw, Buffer.alloc(65_536));
    await raw.closed();
    expect(raw.socket.bytesWritten).toBeLessThan(20_000_000);
    await patient.close();
  });
});

describe('the secret path', () => {
  const escaped = [...SECRET].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  const targets = [
    `/${SECRET}/`,
    `/${SECRET}?a=b`,
    `/${SECRET}/?x=/y`,
    `//${SECRET}`,
    `///${SECRET}//`,
    `/%5A${SECRET.slice(1)}`,
    `/${escaped}`,
    `/hook%2F${SECRET}`,
    `/hook/${SECRET}`,
    `/api/v1/hooks/${SECRET}/?a`,
    `/${SECRET}#a`,
    `http://127.0.0.1/${SECRET}`,
    `HTTPS://relay.example:8443/hook/${SECRET}?a=b`,
  ];
  it.each(targets)('is found in %s', async (target) => {
    const before = receiver.accepted.length;
    const request = goodRequest().replace(`/${SECRET}`, () => target);
    expect(await ask(receiver, request)).toContain('204');
    expect(receiver.accepted.length).toBe(before + 1);
  });

  it('of a heartbeat is found behind a prefix, too', async () => {
    const message = receiver.heartbeat.createMessage().toString('latin1');
    const target = `/hook${receiver.heartbeat.path}/`;
    const request = `POST ${target} HTTP/1.1\r\nContent-Length: ${message.length}\r\n\r\n${message}`;
    expect(await ask(receiver, request)).toContain('204');
  });

  it('is only ever found in the last part of a path', () =>
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), fc.string({ minLength: 1 }), (path, query, text) => {
        const secret = text.replaceAll('/', '-');
        expect(secretIn(`${path}/${encodeURIComponent(secret)}?${query}`)).toBe(secret);
      }),
    ));
});

describe('a malformed request', () => {
  const malformed: Record<string, string> = {
    'a length with a transfer coding': `POST /${SECRET} HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'the same the other way round': `POST /${SECRET} HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
    'two lengths': `POST /${SECRET} HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    'a length twice': `POST /${SECRET} HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello`,
    'a length with a sign': `POST /${SECRET} HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello`,
    'a transfer coding that is not chunked': `POST /${SECRET} HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n`,
    'a header folded over two lines': `POST /${SECRET} HTTP/1.1\r\nA: b\r\n c: d\r\nContent-Length: 0\r\n\r\n`,
    'a space before the colon': `POST /${SECRET} HTTP/1.1\r\nContent-Length : 0\r\n\r\n`,
    'NUL in the path': `POST /${SECRET}\0 HTTP/1.1\r\n\r\n`,
    'NUL in a header': `POST /${SECRET} HTTP/1.1\r\nA: b\0c\r\n\r\n`,
    'a bare line feed after a header': `POST /${SECRET} HTTP/1.1\nContent-Length: 0\n\n`,
    'a method nobody knows': `DELIVER /${SECRET} HTTP/1.1\r\n\r\n`,
    'an HTTP version nobody knows': `POST /${SECRET} HTTP/9.9\r\n\r\n`,
    'TLS to a port that speaks none': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    nonsense: '\0\0\0\0\0\0\0\0',
  };
  for (const [name, request] of Object.entries(malformed)) {
    it(`is answered with 400 without a body, and the connection is closed: ${name}`, async () => {
      const before = receiver.accepted.length;
      expect(await send(Buffer.from(request, 'latin1')).closed()).toBe(MALFORMED);
      expect(receiver.accepted.length).toBe(before);
    });
  }

  it('after a valid one does not get the answer of the valid one', async () => {
    const text = await send(`${goodRequest()}\0\0\0\0`).closed();
    expect(['', 'HTTP/1.1 204 No Content\r\n\r\n', `HTTP/1.1 204 No Content\r\n\r\n${MALFORMED}`]).toContain(text);
  });

  it('with headers beyond the limit is answered only with 431', async () => {
    const text = await send(`GET / HTTP/1.1\r\nA: ${'a'.repeat(100_000)}\r\n\r\n`).closed();
    expect([
      'HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      '',
    ]).toContain(text);
  });
});

describe('a slow sender', () => {
  it('of headers is answered 408 and disconnected', async () => {
    const raw = send('POST / HTTP/1.1\r\n', hasty);
    const timer = setInterval(() => raw.socket.write('A: b\r\n'), 20);
    expect(await raw.closed()).toBe(TOO_LATE);
    clearInterval(timer);
  });

  it('of a body is answered 408 and disconnected, even when bytes trickle in', async () => {
    const drips = [
      { head: 'Content-Length: 100000', drip: 'a' },
      { head: 'Transfer-Encoding: chunked', drip: '1\r\na\r\n' },
    ];
    for (const { head, drip } of drips) {
      const raw = send(`POST /${SECRET} HTTP/1.1\r\n${head}\r\n\r\n`, hasty);
      const timer = setInterval(() => raw.socket.write(drip), 10);
      expect(await raw.closed()).toBe(TOO_LATE);
      clearInterval(timer);
    }
  });

  it('hundreds of silent connections do not block others', async () => {
    for (let n = 0; n < 300; n += 1) send();
    expect(await deliver(receiver)).toBe(204);
  });

  it('silent connections up to the limit and beyond do not keep a delivery out', async () => {
    const small = await startReceiver({ limits: { connections: 20 } });
    const silent = Array.from({ length: 40 }, () => openRaw(small));
    await Promise.all(silent.slice(0, 20).map((raw) => raw.closed()));
    expect(await deliver(small)).toBe(204);
    await small.close();
  });

  it('that disconnects in the middle of a body frees its slot', async () => {
    const small = await startReceiver({ limits: { inFlight: 1 } });
    const raw = openRaw(small, `POST /${SECRET} HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf`);
    await expect.poll(() => deliver(small)).toBe(503);
    raw.socket.destroy();
    await expect.poll(() => deliver(small)).toBe(204);
    await small.close();
  });

  it('that closes its half of the connection still gets its answer', async () => {
    const raw = send();
    raw.socket.end(goodRequest());
    expect(await raw.closed()).toContain('204');
  });
});

describe('a body', () => {
  it('of 9 MiB is answered 413, and not held in memory', async () => {
    const head = `POST /${SECRET} HTTP/1.1\r\nContent-Length: ${9 * 1024 * 1024}\r\n\r\n`;
    const raw = send(head);
    raw.socket.write(Buffer.alloc(9 * 1024 * 1024));
    expect(await raw.until((text) => answersIn(text) > 0)).toBe(TOO_LARGE);
    raw.socket.write(goodRequest());
    expect(await raw.until((text) => answersIn(text) > 1)).toContain('204');
  });

  it('is refused with 503 while those of others fill the memory, and accepted afterwards', async () => {
    const small = await startReceiver({ limits: { bytesInFlight: 10_000 } });
    const head = `POST /${SECRET} HTTP/1.1\r\nContent-Length: 100000\r\n\r\n`;
    const others = [1, 2, 3].map(() => openRaw(small, `${head}${'a'.repeat(3000)}`));
    await expect.poll(() => deliver(small, ' '.repeat(3000) + BODY)).toBe(503);
    expect(await deliver(small)).toBe(204);
    expect(small.notReceived).toContain('busy');
    for (const { socket } of others) socket.destroy();
    await expect.poll(() => deliver(small, ' '.repeat(9000) + BODY)).toBe(204);
    await small.close();
  });

  it('of 1.6 MB is accepted, and one of 8 MiB', async () => {
    expect(await deliver(receiver, `[${'{"a":1},'.repeat(200_000)}{}]`)).toBe(204);
    expect(await deliver(receiver, `"${'a'.repeat(8 * 1024 * 1024 - 2)}"`)).toBe(204);
  });

  it('with endless chunks is answered 413 and disconnected', async () => {
    const raw = send(`POST /${SECRET} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
    pour(raw, `10000\r\n${'a'.repeat(65_536)}\r\n`);
    expect(await raw.closed()).toBe(TOO_LARGE);
    expect(raw.socket.bytesWritten).toBeLessThan(40_000_000);
  });
});

describe('pipelined requests', () => {
  it('are answered each, in their order', async () => {
    const wrong = 'GET / HTTP/1.1\r\n\r\n';
    const text = await send(`${goodRequest()}${wrong}${goodRequest()}${wrong}`).until((t) => answersIn(t) === 4);
    expect(text.match(/\d{3} \w+/g)).toEqual(['204 No', '404 Not', '204 No', '404 Not']);
  });

  it('are processed during a slow one, but answered after it', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = await startReceiver({ accept: () => gate.promise });
    const raw = openRaw(slow, `${goodRequest()}GET / HTTP/1.1\r\n\r\n`);
    await ask(slow, 'GET / HTTP/1.1\r\n\r\n');
    expect(raw.text()).toBe('');
    gate.resolve();
    expect((await raw.until((text) => answersIn(text) === 2)).match(/\d{3} \w+/g)).toEqual(['204 No', '404 Not']);
    raw.socket.destroy();
    await slow.close();
  });
});

describe('old and unusual but valid senders', () => {
  it('are served: HTTP/1.0, an unknown expectation, an offer to upgrade', async () => {
    const upgrade = goodRequest().replace('Host: example.org', 'Connection: Upgrade\r\nUpgrade: h2c');
    const expectation = goodRequest().replace('Host: example.org', 'Expect: the-unexpected');
    const answers = [
      await ask(receiver, goodRequest(BODY, '1.0')),
      await ask(receiver, upgrade),
      await ask(receiver, expectation),
    ];
    expect(answers.map((text) => text.slice(9, 12))).toEqual(['204', '204', '204']);
  });

  it('are accepted with 64 KiB of headers', async () => {
    const long = goodRequest().replace('Host: example.org', `X-Long: ${'a'.repeat(65_536)}`);
    expect(await ask(receiver, long)).toContain('204');
  });
});
