import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { SignatureFormat } from '../../../electron/protime/signature-format.ts';
import { verifyDelivery } from '../../../electron/receiver/trust.ts';
import { everySigning, keyOf, type Signing, sign } from './signing.ts';

const BODY = Buffer.from('{"changeType":"Delete","data":{"changeVersion":"0001","id":7}}');
const NEXT_BODY = Buffer.from('{"changeType":"Delete","data":{"changeVersion":"0002","id":8}}');
const PLAIN: Signing = {
  header: 'x-protime-signature',
  digest: 'sha256',
  encoding: 'hex',
  wrapping: 'digest=',
  content: 'body',
  key: 'text',
};
const REFUSED = ['unsigned', 'wrong-signature'];

const learnt = (signing: Signing, body = BODY): SignatureFormat => {
  const { disclosed, signingKey } = keyOf(signing.key);
  const trust = verifyDelivery(body, sign(signing, signingKey, body).headers, { key: disclosed, format: null });
  if (trust.kind !== 'signed' || !trust.learnedFormat) throw new Error(`not recognised: ${JSON.stringify(signing)}`);
  return trust.learnedFormat;
};

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};
const flippedText = (text: string, bit: number): string => flipped(Buffer.from(text, 'latin1'), bit).toString('latin1');

const kindOf = (body: Buffer, headers: IncomingHttpHeaders, key: string, format: SignatureFormat | null): string => {
  const trust = verifyDelivery(body, headers, { key, format });
  return trust.kind === 'refused' ? trust.reason : trust.kind;
};

describe('every signature format', () => {
  it('is detected, stored, and accepted from then on', () => {
    const failed: string[] = [];
    for (const signing of everySigning()) {
      const { disclosed, signingKey } = keyOf(signing.key);
      const format = learnt(signing);
      const next = sign(signing, signingKey, NEXT_BODY, 2);
      const again = verifyDelivery(NEXT_BODY, next.headers, {
        key: disclosed,
        format: JSON.parse(JSON.stringify(format)),
      });
      if (again.kind !== 'signed' || again.learnedFormat) failed.push(JSON.stringify({ signing, format, again }));
    }
    expect(failed).toEqual([]);
  });

  it('is refused with another key, another body, or without its header once it is known', () => {
    const failed: string[] = [];
    for (const signing of everySigning()) {
      const { disclosed, signingKey } = keyOf(signing.key);
      const format = learnt(signing);
      const { headers } = sign(signing, signingKey, BODY);
      const { [signing.header]: _, ...unsigned } = headers;
      const outcomes = [
        kindOf(BODY, headers, `${disclosed.slice(0, -2)}00`, format),
        kindOf(NEXT_BODY, headers, disclosed, format),
        kindOf(BODY, unsigned, disclosed, format),
        kindOf(NEXT_BODY, headers, disclosed, null),
        kindOf(BODY, unsigned, disclosed, null),
      ];
      const expected = ['wrong-signature', 'wrong-signature', 'unsigned', 'unverified', 'unverified'];
      if (outcomes.join() !== expected.join()) failed.push(JSON.stringify({ signing, outcomes }));
    }
    expect(failed).toEqual([]);
  });

  it('is refused after one flipped bit in body, signature, timestamp or id', () => {
    const failed: string[] = [];
    let turn = 0;
    for (const signing of everySigning()) {
      turn += 1;
      const { disclosed, signingKey } = keyOf(signing.key);
      const format = learnt(signing);
      const { headers, value } = sign(signing, signingKey, BODY);
      const text = headers[signing.header] ?? '';
      // Padding is no part of the value, and need not be sent at all.
      const digits = value.replace(/=+$/, '');
      const at = turn % (digits.length * 8);
      const changed = { ...headers, [signing.header]: text.replace(digits, flippedText(digits, at)) };
      const outcomes = [
        kindOf(flipped(BODY, turn % (BODY.length * 8)), headers, disclosed, format),
        kindOf(BODY, changed, disclosed, format),
      ];
      for (const { header, part } of signedParts(signing, headers, format)) {
        const whole = headers[header] ?? '';
        const other = whole.replace(part, flippedText(part, turn % (part.length * 8)));
        outcomes.push(kindOf(BODY, { ...headers, [header]: other }, disclosed, format));
      }
      if (!outcomes.every((outcome) => REFUSED.includes(outcome))) failed.push(JSON.stringify({ signing, outcomes }));
    }
    expect(failed).toEqual([]);
  });
});

/** The signed texts besides the body, and the header each is in. */
const signedParts = (signing: Signing, headers: Record<string, string>, { content }: SignatureFormat) => {
  const alone = [content.idHeader, content.timestampHeader].flatMap((header) =>
    header ? [{ header, part: headers[header] ?? '' }] : [],
  );
  const own = /^t=(\d+)/.exec(headers[signing.header] ?? '')?.[1];
  return content.kind === 'body' || !own ? alone : [...alone, { header: signing.header, part: own }];
};

describe('one flipped bit', () => {
  for (const encoding of ['hex', 'HEX', 'base64', 'base64url'] as const) {
    it(`anywhere in the body or in a signature in ${encoding} refuses`, () => {
      const signing: Signing = { ...PLAIN, encoding };
      const { disclosed, signingKey } = keyOf('text');
      const format = learnt(signing);
      const { headers, value } = sign(signing, signingKey, BODY);
      const outcomes = new Set<string>();
      for (let bit = 0; bit < BODY.length * 8; bit += 1) {
        outcomes.add(kindOf(flipped(BODY, bit), headers, disclosed, format));
      }
      const digits = value.replace(/=+$/, '');
      for (let bit = 0; bit < digits.length * 8; bit += 1) {
        const changed = { ...headers, [PLAIN.header]: `sha256=${flippedText(digits, bit)}` };
        outcomes.add(kindOf(BODY, changed, disclosed, format));
      }
      expect([...outcomes].filter((outcome) => !REFUSED.includes(outcome))).toEqual([]);
    });
  }
});

describe('a known format', () => {
  const { disclosed, signingKey } = keyOf('text');
  const format = learnt(PLAIN);
  const { headers, value } = sign(PLAIN, signingKey, BODY);

  it('accepts base64 in both alphabets, because a value rarely shows which one it is', () => {
    const base64 = learnt({ ...PLAIN, encoding: 'base64' });
    const url = sign({ ...PLAIN, encoding: 'base64url' }, signingKey, NEXT_BODY);
    expect(kindOf(NEXT_BODY, url.headers, disclosed, base64)).toBe('signed');
  });

  it('is replaced by the format of a delivery that is signed with the right key in another way', () => {
    const others: Signing[] = [
      { ...PLAIN, header: 'x-check' },
      { ...PLAIN, digest: 'sha512' },
      { ...PLAIN, encoding: 'base64' },
      { ...PLAIN, content: 'timestamp.body' },
    ];
    for (const other of others) {
      const trust = verifyDelivery(BODY, sign(other, signingKey, BODY).headers, { key: disclosed, format });
      expect(trust).toEqual({ kind: 'signed', learnedFormat: learnt(other) });
    }
  });

  it('finds the signature among repeated headers and in a value of 64 KiB', () => {
    const repeated = { ...headers, [PLAIN.header]: `sha256=${'0'.repeat(64)}, sha256=${value}` };
    const long = { ...headers, [PLAIN.header]: `${'a b=,'.repeat(13_000)} sha256=${value}` };
    expect([kindOf(BODY, repeated, disclosed, format), kindOf(BODY, long, disclosed, format)]).toEqual([
      'signed',
      'signed',
    ]);
  });

  it('refuses when the timestamp it needs is missing or is sent twice', () => {
    const stamped: Signing = { ...PLAIN, content: 'timestamp.body' };
    const known = learnt(stamped);
    const { 'x-protime-timestamp': timestamp, ...without } = sign(stamped, signingKey, BODY).headers;
    const twice = { ...without, 'x-protime-timestamp': `${timestamp}, ${timestamp}` };
    expect([kindOf(BODY, without, disclosed, known), kindOf(BODY, twice, disclosed, known)]).toEqual([
      'unsigned',
      'wrong-signature',
    ]);
  });

  it('agrees with node:crypto for keys and bodies of every length around a block', () => {
    for (const length of [1, 63, 64, 65, 127, 128, 129, 300]) {
      const key = 'k'.repeat(length);
      const body = Buffer.alloc(length, 0xe9);
      for (const digest of ['sha256', 'sha512', 'sha1'] as const) {
        const mac = createHmac(digest, key).update(body).digest('hex');
        const known: SignatureFormat = { header: 's', digest, encoding: 'hex', content: { kind: 'body' }, key: 'text' };
        expect(kindOf(body, { s: mac }, key, known)).toBe('signed');
      }
    }
  });
});

describe('headers changed on the way', () => {
  const { disclosed, signingKey } = keyOf('text');
  const stamped: Signing = { ...PLAIN, content: 'timestamp.body', wrapping: 't=,v1=' };
  const separate: Signing = { ...PLAIN, content: 'timestamp.body' };
  /** What becomes of deliveries in turn, each with the format that was learned so far. */
  const inTurn = (deliveries: readonly IncomingHttpHeaders[], bodies: readonly Buffer[]) => {
    let format: SignatureFormat | null = null;
    return deliveries.map((headers, n) => {
      const trust = verifyDelivery(bodies[n] ?? BODY, headers, { key: disclosed, format });
      if (trust.kind === 'signed' && trust.learnedFormat) format = trust.learnedFormat;
      return trust.kind === 'signed' ? `signed by ${format?.header}, ${format?.content.kind}` : trust.kind;
    });
  };
  const original = (signing: Signing, body: Buffer) => sign(signing, signingKey, body).headers;
  const renamed = (headers: Record<string, string>, from: string, to: string): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name === from ? to : name, value]));

  it('the signature repeated in another header, with the first delivery only', () => {
    const first = original(PLAIN, BODY);
    const copied = { 'a-copy': first[PLAIN.header], ...first };
    const genuine = original(PLAIN, NEXT_BODY);
    const outcome = 'signed by x-protime-signature, body';
    expect(inTurn([copied, genuine], [BODY, NEXT_BODY])).toEqual([outcome, outcome]);
  });

  it('the signature moved to another header, with the first delivery only', () => {
    const moved = renamed(original(PLAIN, BODY), PLAIN.header, 'x-copy');
    expect(inTurn([moved, original(PLAIN, NEXT_BODY), moved], [BODY, NEXT_BODY, BODY])).toEqual([
      'signed by x-copy, body',
      'signed by x-protime-signature, body',
      'signed by x-copy, body',
    ]);
  });

  it.each(['a-check', 'x-relay-hash'])(
    'an HMAC of the body alone added in %s, with the first delivery only',
    (name) => {
      const extra = createHmac('sha256', signingKey).update(BODY).digest('hex');
      const first = { [name]: extra, ...original(stamped, BODY) };
      const outcomes = inTurn([first, original(stamped, NEXT_BODY), first], [BODY, NEXT_BODY, BODY]);
      expect(outcomes.slice(1)).toEqual(Array(2).fill('signed by x-protime-signature, timestamp.body'));
    },
  );

  it('prefers the header of the sender to one that is added', () => {
    const extra = createHmac('sha256', signingKey).update(BODY).digest('hex');
    expect(inTurn([{ 'a-check': extra, ...original(stamped, BODY) }], [BODY])).toEqual([
      'signed by x-protime-signature, timestamp.body',
    ]);
  });

  it('the timestamp moved or repeated', () => {
    const first = renamed(original(separate, BODY), 'x-protime-timestamp', 'x-relay-received');
    const doubled = {
      'a-time': original(separate, NEXT_BODY)['x-protime-timestamp'],
      ...original(separate, NEXT_BODY),
    };
    const outcome = 'signed by x-protime-signature, timestamp.body';
    expect(inTurn([first, doubled, original(separate, BODY)], [BODY, NEXT_BODY, BODY])).toEqual(Array(3).fill(outcome));
  });

  it('a header renamed by a proxy later, with another prefix and case of its value', () => {
    const { value } = sign(PLAIN, signingKey, NEXT_BODY);
    const later = { 'x-original-protime-signature': `HMAC-SHA256=${value.toUpperCase()}` };
    expect(inTurn([original(PLAIN, BODY), later], [BODY, NEXT_BODY])).toEqual([
      'signed by x-protime-signature, body',
      'signed by x-original-protime-signature, body',
    ]);
  });

  it('refuses what holds no signature in any header, and keeps the format', () => {
    const forged = { ...original(PLAIN, BODY), 'x-other-signature': 'f'.repeat(64) };
    expect(
      inTurn([original(PLAIN, BODY), forged, {}, original(PLAIN, NEXT_BODY)], [BODY, NEXT_BODY, BODY, NEXT_BODY]),
    ).toEqual(['signed by x-protime-signature, body', 'refused', 'refused', 'signed by x-protime-signature, body']);
  });
});

describe('two subscriptions', () => {
  it('with two keys at once do not accept each other’s deliveries', () => {
    const old = { key: 'the old key', format: null };
    const fresh = { key: 'the new key', format: null };
    const { headers } = sign(PLAIN, Buffer.from(fresh.key), BODY);
    expect([verifyDelivery(BODY, headers, old).kind, verifyDelivery(BODY, headers, fresh).kind]).toEqual([
      'unverified',
      'signed',
    ]);
  });
});

describe('the detection of the signature format', () => {
  const { disclosed, signingKey } = keyOf('text');

  it('does not use an empty key, or one that becomes guessable when decoded', () => {
    const signedWith = (key: string | Buffer) => ({ s: createHmac('sha256', key).update(BODY).digest('hex') });
    expect([
      kindOf(BODY, signedWith(''), '', null),
      kindOf(BODY, signedWith('x'), 'secret_x', null),
      kindOf(BODY, signedWith(Buffer.from('ab', 'hex')), 'ab', null),
    ]).toEqual(['unverified', 'unverified', 'unverified']);
  });

  it('finds a signature next to a 64 KiB header and a hundred others', () => {
    const noise = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-noise-${i}`, `value ${i}`]));
    const headers = { 'x-long': 'sha256='.repeat(9_400), ...noise, ...sign(PLAIN, signingKey, BODY).headers };
    expect(kindOf(BODY, headers, disclosed, null)).toBe('signed');
  });

  it('tries headers named like a signature first when there are too many', () => {
    const decoys = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-${i}`, 'f'.repeat(64)]));
    expect(kindOf(BODY, { ...decoys, ...sign(PLAIN, signingKey, BODY).headers }, disclosed, null)).toBe('signed');
  });

  it('stops as unverified on headers designed to take much time', () => {
    const decoys: Record<string, string> = { 'x-signature': 'a'.repeat(27).concat(' ').repeat(2_300) };
    for (let i = 0; i < 300; i += 1) {
      decoys[`x-sign-${i}`] = `t=${1_700_000_000 + i},v1=${'f'.repeat(64)},v1=${'e'.repeat(128)},v1=${'d'.repeat(40)}`;
      decoys[`x-timestamp-${i}`] = String(1_700_000_000 + i);
      decoys[`x-event-id-${i}`] = `id-${i}`;
    }
    expect(kindOf(Buffer.alloc(1024 * 1024), decoys, disclosed, null)).toBe('unverified');
  });

  it('hashes a large body only a few times; later candidates stay unverified', () => {
    const signing: Signing = { ...PLAIN, content: 'id.timestamp.body', key: 'whsec' };
    const { disclosed: key, signingKey: bytes } = keyOf('whsec');
    const large = Buffer.alloc(1024 * 1024, 'a');
    const busy = (body: Buffer) => ({
      ...Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`x-event-${i}`, `e${i}`])),
      ...Object.fromEntries(Array.from({ length: 3 }, (_, i) => [`x-${i}-timestamp`, `177246000${i}`])),
      ...sign(signing, bytes, body).headers,
    });
    expect([kindOf(large, busy(large), key, null), kindOf(BODY, busy(BODY), key, null)]).toEqual([
      'unverified',
      'signed',
    ]);
  });

  it('ignores header names such as __proto__', () => {
    const headers = Object.assign(Object.create(null), {
      constructor: 'x',
      toString: 'y',
      ...sign(PLAIN, signingKey, BODY).headers,
    });
    expect(kindOf(BODY, headers, disclosed, null)).toBe('signed');
  });
});

describe('a part moved over the boundary between timestamp and body', () => {
  const TIMESTAMP = '1772460000';
  const KEY = 'Sesame';
  const signedBy = (text: string) => createHmac('sha256', KEY).update(text).digest('hex');
  const format = (kind: SignatureFormat['content']['kind']): SignatureFormat => ({
    ...{ header: 'x-signature', digest: 'sha256', encoding: 'hex', key: 'text' },
    content: kind === 'body' ? { kind } : { kind, timestampHeader: 'x-timestamp', idHeader: 'x-delivery-id' },
  });
  const body = '{"changeType":"Delete","data":{"id":1.5}}';

  it.each<[string, SignatureFormat['content']['kind'], string, Record<string, string>, string]>([
    ['of the timestamp', 'timestamp.body', '123.4{}', { 'x-timestamp': '123' }, '4{}'],
    ['of a fraction', 'timestamp.body', `${TIMESTAMP}.25.${body}`, { 'x-timestamp': TIMESTAMP }, `25.${body}`],
    [
      'of the body',
      'timestamp.body',
      `${TIMESTAMP}.${body}`,
      { 'x-timestamp': `${TIMESTAMP}.{"changeType":"Delete","data":{"id":1` },
      '5}}',
    ],
    [
      'of the id',
      'id.timestamp.body',
      `a.${TIMESTAMP}.${TIMESTAMP}.${body}`,
      { 'x-delivery-id': 'a', 'x-timestamp': TIMESTAMP },
      `${TIMESTAMP}.${body}`,
    ],
    ['all of it', 'body', `${TIMESTAMP}.${body}`, {}, `${TIMESTAMP}.${body}`],
    ['all of it, with its id', 'body', `msg_1.${TIMESTAMP}.${body}`, {}, `msg_1.${TIMESTAMP}.${body}`],
    [
      'a numeric id',
      'timestamp.body',
      `1772460001.${TIMESTAMP}.${body}`,
      { 'x-timestamp': '1772460001' },
      `${TIMESTAMP}.${body}`,
    ],
  ])('is not signed: %s', (_what, kind, signedText, headers, moved) => {
    const all = { ...headers, 'x-signature': signedBy(signedText) };
    expect(verifyDelivery(Buffer.from(moved), all, { key: KEY, format: format(kind) }).kind).toBe('refused');
    expect(verifyDelivery(Buffer.from(moved), all, { key: KEY, format: null }).kind).toBe('unverified');
  });

  it.each([
    ['1772460000', body],
    ['1772460000.123', body],
    ['2026-03-02T13:20:00.123Z', body],
    ['Mon, 02 Mar 2026 13:20:00 GMT', body],
    ['1772460000', `\ufeff ${body}`],
    ['1772460000', ''],
  ])('stays signed where it is: %s %s', (timestamp, text) => {
    const all = { 'x-timestamp': timestamp, 'x-signature': signedBy(`${timestamp}.${text}`) };
    expect(verifyDelivery(Buffer.from(text), all, { key: KEY, format: format('timestamp.body') }).kind).toBe('signed');
    expect(verifyDelivery(Buffer.from(text), all, { key: KEY, format: null }).kind).toBe('signed');
  });
});
