import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeExport } from '../../../../electron/database/export/export-file.ts';
import { openQueries } from '../../../../electron/database/queries.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const start = (changes = 3) => {
  const core = startFile();
  core.names.putPeople([{ id: 7, firstName: '=cmd|', lastName: 'Zoë', employeeNumber: null }]);
  core.db.transactionWithoutSync(() => {
    for (let n = 0; n < changes; n += 1)
      core.apply(upsert(n + 1, 'A', { comments: '=HYPERLINK("x")', isRejected: n === 1 }), pushed(1000 + n));
  });
  fillIndex(core.path);
  const queries = openQueries(core.path);
  onTestFinished(() => queries.close());
  const out = (name: string) => join(dirname(core.path), 'out', name);
  mkdirSync(dirname(out('x')));
  return { ...core, queries, out };
};

it('writes CSV that Excel opens directly, without formulas', async () => {
  const { queries, out } = start();
  const path = out('a.csv');
  const filters = { kinds: ['rejected' as const] };
  expect(await writeExport(queries, { path, format: 'csv', separator: ';', filters })).toBe(1);
  const text = readFileSync(path, 'utf8');
  expect(text.startsWith('\uFEFFseq;seenAt;kind;')).toBe(true);
  expect(text.split('\r\n')[1]).toMatch(/^2;1970-01-01T00:00:01.001Z;new;7;'=cmd\| Zoë;2;/);
  expect(text).not.toMatch(/(^|;)=/m);
});

it('writes every page once, newest first or by shift, and reports its progress', async () => {
  const { queries, out, apply } = start(1203);
  const shares: (number | null)[] = [];
  const write = async (order: 'seen' | 'shift') => {
    const path = out(`${order}.jsonl`);
    const job = { path, format: 'jsonl' as const, separator: ',' as const, filters: { order } };
    await writeExport(queries, job, {
      onProgress: (_, share) => {
        shares.push(share);
        // Lines added during the export are not part of it.
        if (shares.length === 1) apply(upsert(5000, 'A'), pushed(9000));
      },
    });
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
  };
  const all = Array.from({ length: 1203 }, (_, n) => 1203 - n);
  expect(await write('seen')).toEqual(all);
  expect(shares.at(-1)).toBe(1);
  expect((await write('shift')).filter((seq) => seq <= 1203)).toEqual(all);
});

it('follows no link, and leaves a file of others where its own should be', async () => {
  const { queries, out } = start();
  writeFileSync(out('private'), 'untouched');
  symlinkSync(out('private'), out('a.csv'));
  symlinkSync(out('private'), out('a.csv.part'));
  const job = { path: out('a.csv'), format: 'csv' as const, separator: ',' as const, filters: {} };
  await expect(writeExport(queries, { ...job, partialPath: out('a.csv.part') })).rejects.toMatchObject({
    code: 'EEXIST',
  });
  await writeExport(queries, job);
  expect(readFileSync(out('private'), 'utf8')).toBe('untouched');
  expect([readFileSync(out('a.csv'), 'utf8').length > 100, statSync(out('a.csv')).mode & 0o777]).toEqual([true, 0o600]);
  expect(readdirSync(out('.')).sort()).toEqual(['a.csv', 'a.csv.part', 'private']);
});

it('removes the partial file when it is cancelled or writing fails', async () => {
  const { queries, out } = start(1203);
  const stop = new AbortController();
  const job = { path: out('a.csv'), format: 'csv' as const, separator: ',' as const, filters: {} };
  await expect(writeExport(queries, job, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow();
  await expect(writeExport(queries, { ...job, path: out('no/such/folder.csv') })).rejects.toMatchObject({
    code: 'ENOENT',
  });
  expect([readdirSync(out('.')), existsSync(out('a.csv'))]).toEqual([[], false]);
});
