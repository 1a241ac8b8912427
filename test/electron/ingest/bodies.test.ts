import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInspector } from '../../../electron/database/tables/inspector.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { describeDelivery } from '../../../electron/ingest/reprocess-delivery.ts';
import { startCore } from './core.ts';

/** Accepts bodies as a signed delivery each; what became of the last one, and the plan. */
const start = () => {
  const core = startCore();
  const inspector = createInspector(core.db);
  const writer = createWriter(core.db, { hooks: core.counters });
  const ignore = () => {};
  const ingest = createIngest({
    ...core,
    writer,
    apply: core,
    now: Date.now,
    onDelivered: ignore,
    onApiAnswerApplied: ignore,
    onUnverified: ignore,
    onPutAside: ignore,
  });
  const accept = async (body: Uint8Array, headers: Record<string, string> = {}) => {
    await ingest.accept({ subscriptionId: 1, body: Buffer.from(body), headers, trust: 'signed', receivedAtMs: 1000 });
    const id = inspector.deliveries({ limit: 1 }).deliveries[0]?.id ?? 0;
    const stored = inspector.delivery(id);
    if (!stored) throw new Error('nothing was stored');
    return stored;
  };
  const comments = () =>
    (core.db.prepare('SELECT comments FROM assignment ORDER BY id').all() as { comments: string }[]).map(
      (row) => row.comments,
    );
  return { ...core, accept, comments };
};

const assignment = (id: number, comments: string) => ({
  ...{ id, changeVersion: 'A1', comments, from: '2026-03-10', until: '2026-03-10' },
});
const event = (id: number, comments: string) => ({ changeType: 'InsertOrUpdate', data: assignment(id, comments) });

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf32 = (text: string, isLittleEndian: boolean): Buffer => {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [at, point] of points.entries())
    if (isLittleEndian) bytes.writeUInt32LE(point, at * 4);
    else bytes.writeUInt32BE(point, at * 4);
  return bytes;
};
const MARK = '\ufeff';

interface Charset {
  write: (text: string) => Buffer;
  contentType?: string;
  /** It can write these characters only. */
  only?: RegExp;
}
const CHARSETS: Record<string, Charset> = {
  'UTF-8': { write: (text) => Buffer.from(text) },
  'UTF-8, named': { write: (text) => Buffer.from(text), contentType: 'application/json; charset=utf-8' },
  'UTF-8, named with quotes': { write: (text) => Buffer.from(text), contentType: 'application/json;Charset="UTF8"' },
  'UTF-8, of an unknown name': { write: (text) => Buffer.from(text), contentType: 'application/json; charset=utf-7' },
  'UTF-8 with a mark': { write: (text) => Buffer.from(MARK + text) },
  'UTF-8 with a mark, named otherwise': {
    write: (text) => Buffer.from(MARK + text),
    contentType: 'text/json; charset=iso-8859-1',
  },
  'UTF-16 LE with a mark': { write: (text) => Buffer.from(MARK + text, 'utf16le') },
  'UTF-16 BE with a mark': { write: (text) => swapped(Buffer.from(MARK + text, 'utf16le')) },
  'UTF-16 LE without a mark': {
    write: (text) => Buffer.from(text, 'utf16le'),
    contentType: 'application/json; charset=utf-16',
  },
  'UTF-16 BE without a mark': {
    write: (text) => swapped(Buffer.from(text, 'utf16le')),
    contentType: 'application/json; charset=utf-16',
  },
  'UTF-16, unnamed': { write: (text) => Buffer.from(text, 'utf16le'), contentType: 'application/json' },
  'UTF-16, a byte too long': { write: (text) => Buffer.concat([Buffer.from(text, 'utf16le'), Buffer.from('\n')]) },
  'UTF-8, named UTF-16': { write: (text) => Buffer.from(text), contentType: 'application/json; charset=utf-16' },
  'UTF-32 LE with a mark': { write: (text) => utf32(MARK + text, true) },
  'UTF-32 BE with a mark': { write: (text) => utf32(MARK + text, false) },
  'UTF-32 LE without a mark': { write: (text) => utf32(text, true), contentType: 'text/json; charset=utf-32' },
  'UTF-32 BE without a mark': { write: (text) => utf32(text, false) },
  'ISO 8859-1': {
    write: (text) => Buffer.from(text, 'latin1'),
    contentType: 'application/json; charset=ISO-8859-1',
    only: /^[\x20-\x7e\xa0-\xff]*$/,
  },
  'Windows 1252': {
    write: (text) => Buffer.from(text, 'latin1'),
    contentType: 'application/json; charset=windows-1252',
    only: /^[\x20-\x7e\xa0-\xff]*$/,
  },
  ASCII: {
    write: (text) => Buffer.from(text),
    contentType: 'application/json; charset=us-ascii',
    only: /^[\x20-\x7e]*$/,
  },
  'ASCII that is UTF-8': { write: (text) => Buffer.from(text), contentType: 'application/json; charset=us-ascii' },
  'ASCII that is Windows 1252': {
    write: (text) => Buffer.from(text, 'latin1'),
    contentType: 'text/json; charset=us-ascii; v=1',
    only: /^[\x20-\x7e\xa0-\xff]*$/,
  },
};

const CODINGS: Record<string, { write: (bytes: Buffer) => Buffer; name?: string }> = {
  none: { write: (bytes) => bytes },
  identity: { write: (bytes) => bytes, name: 'identity' },
  gzip: { write: gzipSync, name: 'gzip' },
  'x-gzip, in capitals': { write: gzipSync, name: 'X-GZIP' },
  'gzip in two members': {
    write: (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 20)), gzipSync(bytes.subarray(20))]),
    name: 'gzip',
  },
  'deflate with zlib header': { write: deflateSync, name: 'deflate' },
  'deflate, raw': { write: deflateRawSync, name: 'deflate' },
  br: { write: brotliCompressSync, name: 'br' },
  zstd: { write: zstdCompressSync, name: 'zstd' },
  'deflate, then gzip': { write: (bytes) => gzipSync(deflateSync(bytes)), name: 'deflate, gzip' },
  'gzip, then br': { write: (bytes) => brotliCompressSync(gzipSync(bytes)), name: ' gzip ,, br' },
  'gzip, unnamed': { write: gzipSync },
  'zstd, unnamed': { write: zstdCompressSync },
  'none, named gzip': { write: (bytes) => bytes, name: 'gzip' },
};

/** Each puts two events into a body its own way. */
const WRAPPINGS: Record<string, (one: unknown, other: unknown) => string> = {
  array: (...events) => JSON.stringify(events),
  value: (...value) => JSON.stringify({ '@odata.context': 'x', value }),
  events: (...events) => JSON.stringify({ count: 2, events }),
  Events: (...Events) => JSON.stringify({ Events }),
  data: (...data) => JSON.stringify({ data }),
  assignments: (...assignments) => JSON.stringify({ assignments }),
  'an envelope with a list': (...events) => JSON.stringify({ id: 'e1', type: 'changed', payload: { value: events } }),
  'an envelope each': (...events) =>
    JSON.stringify(events.map((data, n) => ({ id: `e${n}`, specversion: '1.0', data }))),
  'an array in an array': (...events) => JSON.stringify([events]),
  'JSON in JSON': (...events) => JSON.stringify(JSON.stringify(events)),
  'JSON in a wrapper': (...events) => JSON.stringify({ message: JSON.stringify({ events }) }),
  'texts in an array': (...events) => JSON.stringify(events.map((one) => JSON.stringify(one))),
  'a line each': (...events) => `${events.map((one) => JSON.stringify(one)).join('\r\n')}\n`,
  'a line each, after a separator': (...events) => events.map((one) => `\x1e${JSON.stringify(one)}\n`).join(''),
  'padded with white space and zeros': (...events) => ` \r\n${JSON.stringify(events)}\n \0\0\0\0`,
  'indented over lines': (...events) => JSON.stringify(events, null, 2),
};

const nameIn = (table: object) => fc.constantFrom(...Object.keys(table));
const comment = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('é', 'ü', 'ñ', 'a', ' ', '"', '\\'), maxLength: 20 }),
);

describe('the body of a delivery', () => {
  const check = async (charset: string, coding: string, wrapping: string, comments: string, isBare = false) => {
    const { write, contentType, only } = CHARSETS[charset] as Charset;
    const { write: compress, name } = CODINGS[coding] as (typeof CODINGS)[string];
    const text = only && !only.test(comments) ? 'plain' : comments;
    const item = isBare ? assignment : event;
    const bytes = compress(write((WRAPPINGS[wrapping] as (typeof WRAPPINGS)[string])(item(1, text), item(2, 'b'))));
    const app = start();
    const headers = {
      ...(contentType && { 'content-type': contentType }),
      ...(name && { 'content-encoding': name }),
    };
    const stored = await app.accept(bytes, headers);
    expect([stored.outcome, app.comments()]).toEqual(['processed', [text, 'b']]);
    // What is kept is what came, and it is read the same way later.
    expect(Buffer.from(stored.body)).toEqual(bytes);
    const described = describeDelivery(stored);
    expect(described.events.map(({ assignmentId }) => assignmentId)).toEqual([1, 2]);
    expect(described.body).toContain('changeVersion');
  };

  it.each(Object.keys(CHARSETS))('may be written as %s', (charset) => check(charset, 'none', 'array', 'één'));
  it.each(Object.keys(CODINGS))('may be compressed: %s', (coding) => check('UTF-8', coding, 'array', 'één'));
  it.each(Object.keys(WRAPPINGS))('may wrap its events: %s', (wrapping) => check('UTF-8', 'none', wrapping, 'één'));

  it('may do all of it at once', () =>
    fc.assert(fc.asyncProperty(nameIn(CHARSETS), nameIn(CODINGS), nameIn(WRAPPINGS), comment, fc.boolean(), check), {
      numRuns: 200,
    }));

  it.each([
    ['a single event', event(1, 'a')],
    ['a single assignment', assignment(1, 'a')],
    ['an assignment in data', { data: assignment(1, 'a') }],
    ['several assignments in one event', { changeType: 'Update', data: [assignment(1, 'a')] }],
    ['an assignment as text in an event', { changeType: 'Update', data: JSON.stringify(assignment(1, 'a')) }],
    ['an event in event', { webhookId: 'w', event: event(1, 'a') }],
  ])('may be %s', async (_name, body) => {
    const app = start();
    const stored = await app.accept(Buffer.from(JSON.stringify(body)));
    expect([stored.outcome, app.comments()]).toEqual(['processed', ['a']]);
  });

  it('reads the other lines when one is cut', async () => {
    const app = start();
    const lines = [event(1, 'a'), event(2, 'b')].map((one) => JSON.stringify(one));
    const stored = await app.accept(Buffer.from(`${lines.join('\n')}\n{"changeType":"Insert","da`));
    expect([stored.outcome, app.comments()]).toEqual(['partly', ['a', 'b']]);
  });

  const deep = (depth: number, value: unknown): unknown => (depth === 0 ? value : { value: [deep(depth - 1, value)] });
  const zeros = Buffer.alloc(64 * 1024 * 1024, '[');
  it.each<[string, Uint8Array, Record<string, string>]>([
    ['that is cut', gzipSync('[]').subarray(0, 12), { 'content-encoding': 'gzip' }],
    ['of an unknown coding', Buffer.from('x'), { 'content-encoding': 'compress' }],
    ['coded three times', gzipSync(gzipSync(gzipSync('[]'))), { 'content-encoding': 'gzip, gzip, gzip' }],
    ['that expands a thousandfold with gzip', gzipSync(zeros), { 'content-encoding': 'gzip' }],
    [
      'that expands a thousandfold with br',
      brotliCompressSync(zeros.subarray(0, 2 ** 24)),
      { 'content-encoding': 'br' },
    ],
    ['that expands a thousandfold with zstd', zstdCompressSync(zeros), { 'content-encoding': 'zstd' }],
    ['that expands a millionfold', gzipSync(gzipSync(zeros)), { 'content-encoding': 'gzip, gzip' }],
    ['wrapped without end', Buffer.from(JSON.stringify(deep(40, event(1, 'a')))), {}],
    ['of two million brackets', Buffer.alloc(2_000_000, '['), {}],
    ['of two million lines', Buffer.from('{}\n'.repeat(2_000_000)), {}],
    ['of two million objects', Buffer.from(`[${'{},'.repeat(2_000_000)}{}]`), {}],
    ['of zeros', Buffer.alloc(1000), {}],
    ['of a mark', Buffer.from(MARK), {}],
    ['of nothing', Buffer.alloc(0), { 'content-encoding': 'gzip', 'content-type': 'application/json; charset=utf-16' }],
  ])('is kept as it came, and unrecognised: one %s', async (_name, body, headers) => {
    const app = start();
    const stored = await app.accept(body, headers);
    expect([stored.outcome, app.comments()]).toEqual(['unrecognised', []]);
    expect(Buffer.from(stored.body).equals(body)).toBe(true);
    expect(describeDelivery(stored).events).toEqual([]);
  });

  it('is never an error, whatever its bytes and headers are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('', 'gzip', 'deflate', 'br', 'zstd', 'gzip, br', 'x'),
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.constantFrom('utf-16', 'utf-32', 'latin1', 'gb18030', 'x').map((charset) => `a/b; charset=${charset}`),
        ),
        async (body, coding, contentType) => {
          const stored = await start().accept(body, { 'content-encoding': coding, 'content-type': contentType });
          expect(['processed', 'unrecognised']).toContain(stored.outcome);
        },
      ),
    ));
});
