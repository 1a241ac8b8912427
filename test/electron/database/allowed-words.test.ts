import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';

/** Columns with a fixed set of values, and a row that is valid except for that value. */
const COLUMNS = [
  ['delivery', 'trust', ['signed', 'unverified']],
  ['delivery', 'outcome', ['processed', 'waiting', 'confirmed', 'partly', 'unrecognised']],
  ['change', 'source', ['webhook', 'sync', 'demo']],
  ['change', 'outcome', ['applied', 'duplicate', 'stale']],
  ['rejection', 'state', ['open', 'acknowledged', 'withdrawn']],
  ['subscription', 'state', ['creating', 'live', 'retiring', 'ended']],
] as const;

const ROWS: Record<(typeof COLUMNS)[number][0], Record<string, string | number | Buffer>> = {
  delivery: {
    subscription_id: 1,
    received_at_ms: 1,
    trust: 'signed',
    outcome: 'processed',
    headers: '{}',
    body: Buffer.alloc(0),
  },
  change: {
    assignment_id: 1,
    change_version: '1',
    kinds: 0,
    source: 'sync',
    outcome: 'applied',
    seen_at_ms: 1,
    changes: '[]',
  },
  rejection: { assignment_id: 1, change_version: '1', seq: 1, state: 'open', seen_at_ms: 1, caught_up: 0 },
  subscription: { secret: 's', destination_url: 'u', state: 'live', created_at_ms: 1 },
};

it.each(COLUMNS)('%s.%s holds only known values', (table, column, words) => {
  const db = openDatabase(':memory:');
  onTestFinished(() => db.close());
  const names = Object.keys(ROWS[table]);
  const insert = db.prepare(`INSERT INTO ${table} (${names}) VALUES (${names.map((name) => `@${name}`)})`);
  const put = (word: string) => {
    db.exec(`DELETE FROM ${table}`);
    return insert.run({ ...ROWS[table], [column]: word }).changes;
  };
  for (const word of words) expect(put(word)).toBe(1);
  for (const word of ['', 'unknown', words[0].toUpperCase()])
    expect(() => put(word)).toThrow(/CHECK constraint failed/);
});
