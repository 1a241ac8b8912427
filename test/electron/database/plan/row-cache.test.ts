import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type WritableDb } from '../../../../electron/database/database.ts';
import { openQueries, type Queries } from '../../../../electron/database/queries.ts';
import { createApply } from '../../../../electron/ingest/apply.ts';
import { createStores } from '../../../../electron/storage/stores.ts';
import { createRandom } from '../../../fakes/planner-data.ts';
import { pushed, remove, upsert } from '../../ingest/core.ts';

let folder: string;
let path: string;
let db: WritableDb;
let queries: Queries;
let apply: ReturnType<typeof createApply>['apply'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'row-cache-'));
  path = join(folder, 'monitor.db');
  db = openDatabase(path);
  apply = createApply(createStores(db)).apply;
  queries = openQueries(path);
});
afterEach(() => {
  queries.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const week = { from: '2026-03-09', until: '2026-03-15' };
const rowsOf = ({ timeline }: Queries) =>
  timeline.rows(week, '2026-03-10').rows.toSorted((a, b) => (a.personId ?? 0) - (b.personId ?? 0));
const freshRows = () => {
  const fresh = openQueries(path);
  try {
    return rowsOf(fresh);
  } finally {
    fresh.close();
  }
};

it('returns the same rows as an uncached read, after any change', () => {
  const random = createRandom(11);
  let n = 0;
  const change = () => {
    n += 1;
    const id = 1 + Math.floor(random() * 60);
    const personId = Math.floor(random() * 13);
    const from = `2026-03-${String(6 + Math.floor(random() * 12)).padStart(2, '0')}`;
    const version = String(random() < 0.1 ? n - 5 : n).padStart(10, '0');
    const fields = {
      person: personId === 0 ? null : { id: personId },
      from,
      until: random() < 0.05 ? null : from,
      startTimeInMinutes: 60 * Math.floor(random() * 20) - 120,
      isRejected: random() < 0.2,
    };
    apply(random() < 0.15 ? remove(id, version) : upsert(id, version, fields), pushed(n * 1000));
  };
  for (let round = 0; round < 25; round++) {
    db.transaction(() => {
      for (let k = 0; k < 8; k++) change();
    })();
    expect(rowsOf(queries), `round ${round}`).toEqual(freshRows());
  }
});

it('is cleared when the log is emptied', () => {
  apply(upsert(1, '0000000001'), pushed(1000));
  expect(rowsOf(queries)).toHaveLength(1);
  db.exec('DELETE FROM change; DELETE FROM assignment');
  apply(upsert(2, '0000000001', { person: { id: 8 } }), pushed(5000));
  expect(rowsOf(queries).map((r) => r.personId)).toEqual([8]);
});
