import type { IncomingHttpHeaders } from 'node:http';
import { openDatabase } from '../../../electron/database/database.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { createApply } from '../../../electron/ingest/apply.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { type SigningKey, verifyDelivery } from '../../../electron/receiver/trust.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import { SIGNATURE_HEADER, signatureOf } from '../load/request.ts';
import { pick } from '../measure/random.ts';
import { createBodies } from './bodies.ts';

/** How many bodies ended how. */
export interface FuzzResult {
  bodies: number;
  refused: number;
  /** By the outcome that stands beside the stored delivery. */
  stored: Record<string, number>;
  /** Lines in the log. */
  changes: number;
}

const KEY = 'a key that the fuzzer knows as well';
const KNOWN_FORMAT: SigningKey['format'] = {
  header: SIGNATURE_HEADER,
  digest: 'sha256',
  encoding: 'hex',
  content: { kind: 'body' },
  key: 'text',
};
const BATCH_SIZE = 64;

/**
 * Seeded bodies through trust and ingest, with good, wrong and missing signatures, before and after the format is known.
 * Throws when an accepted body was not stored, or when the database is not what the counts say.
 */
export const fuzzIngest = async (seed: number, count: number, path = ':memory:'): Promise<FuzzResult> => {
  using db = openDatabase(path);
  const stores = createStores(db);
  const writer = createWriter(db, { hooks: stores.counters });
  const nothing = () => {};
  const ingest = createIngest({
    ...stores,
    writer,
    apply: createApply(stores),
    now: Date.now,
    onDelivered: nothing,
    onApiAnswerApplied: nothing,
    onUnverified: nothing,
    onPutAside: nothing,
  });
  const subscriptionId = stores.subscriptions.insert('fuzz', 'https://fuzz.example', 0);
  const bodies = createBodies(seed);
  const accepted = new Set<string>();

  /** True when it was refused; otherwise it is on disk when this returns. */
  const deliver = async (body: Buffer): Promise<boolean> => {
    const headers = headersFor(body, bodies.random);
    const trust = verifyDelivery(body, headers, { key: KEY, format: bodies.random() < 0.5 ? KNOWN_FORMAT : null });
    if (trust.kind === 'refused') return true;
    const kept = { [SIGNATURE_HEADER]: String(headers[SIGNATURE_HEADER] ?? '') };
    const learned = trust.kind === 'signed' && trust.learnedFormat ? { learned: trust.learnedFormat } : {};
    await ingest.accept({
      subscriptionId,
      body,
      headers: kept,
      trust: trust.kind,
      receivedAtMs: Date.now(),
      ...learned,
    });
    accepted.add(body.toString('base64'));
    return false;
  };

  let refused = 0;
  for (let done = 0; done < count; done += BATCH_SIZE) {
    const some = Array.from({ length: Math.min(BATCH_SIZE, count - done) }, () => deliver(bodies.next()));
    refused += (await Promise.all(some)).filter(Boolean).length;
  }
  await writer.close();

  const rows = db.prepare<[], { outcome: string; n: number }>(
    'SELECT outcome, count(*) AS n FROM delivery GROUP BY outcome',
  );
  const stored = Object.fromEntries(rows.all().map(({ outcome, n }) => [outcome, n]));
  const { deliveries } = stores.counters.total();
  if (deliveries + refused !== count)
    throw new Error(`seed ${seed}: ${count} bodies, ${deliveries} counted, ${refused} refused`);
  // A repeat is counted only: its first copy is there.
  const kept = new Set(
    db
      .prepare<[], Buffer>('SELECT body FROM delivery')
      .pluck()
      .all()
      .map((body) => body.toString('base64')),
  );
  if (kept.size !== accepted.size || [...accepted].some((body) => !kept.has(body)))
    throw new Error(`seed ${seed}: ${kept.size} of ${accepted.size} kept`);
  const check = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').get()?.integrity_check;
  if (check !== 'ok') throw new Error(`seed ${seed}: ${check}`);
  return { bodies: count, refused, stored, changes: stores.changes.lastSeq() };
};

const headersFor = (body: Buffer, random: () => number): IncomingHttpHeaders => {
  const signature = pick<() => string | undefined>(random, [
    () => signatureOf(body, KEY),
    () => signatureOf(body, KEY),
    () => signatureOf(body, KEY),
    () => signatureOf(body, 'another key'),
    () => signatureOf(body, KEY).slice(0, Math.floor(random() * 71)),
    () => 'x'.repeat(Math.floor(random() * 2000)),
    () => undefined,
  ])();
  return signature === undefined ? {} : { [SIGNATURE_HEADER]: signature, 'x-timestamp': '1772460000' };
};
