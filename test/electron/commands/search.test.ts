import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { run as search } from '../../../electron/commands/search.ts';
import { takeRunningLock } from '../../../electron/database/running-lock.ts';
import { searchIndexPath } from '../../../electron/database/search/index-file.ts';
import { startFile } from '../database/files.ts';
import { pushed, upsert } from '../ingest/core.ts';

const start = () => {
  const core = startFile();
  core.names.putPeople([{ id: 7, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null }]);
  const data = dirname(core.path);
  const run = async (...args: string[]) => {
    const lines: { assignmentId: number }[] = [];
    const print = (line: string) => void lines.push(JSON.parse(line));
    expect(
      await search(['--json', '--data', data, ...args], { env: {}, print, printError: () => {}, now: Date.now }),
    ).toBe(0);
    return lines.map(({ assignmentId }) => assignmentId);
  };
  return { ...core, run };
};

it('finds changes that are not indexed yet, by person and by words', async () => {
  const { run, ...core } = start();
  core.apply(upsert(1, 'A'), pushed());
  expect(await run('--person', '7')).toEqual([1]);
  core.apply(upsert(2, 'A'), pushed());
  expect(await run('--person', '7')).toEqual([2, 1]);
  core.apply(upsert(3, 'A'), pushed());
  expect(await run('peeters')).toEqual([3, 2, 1]);
  expect(await run('--limit', '1')).toEqual([3]);
});

it('does not update the index while the app runs, and finds unindexed changes by words', async () => {
  const { run, ...core } = start();
  core.apply(upsert(1, 'A', { comments: 'réunion' }), pushed());
  expect(await run('reunion')).toEqual([1]);
  const index = new Sqlite(searchIndexPath(core.path), { readonly: true });
  onTestFinished(() => void index.close());
  const indexed = () => index.prepare('SELECT indexed_seq FROM progress').pluck().get();
  const app = takeRunningLock(core.path);
  core.apply(upsert(2, 'A', { comments: 'Réunion at ten' }), pushed());
  expect([await run('reunion'), indexed()]).toEqual([[2, 1], 1]);
  app.release();
  expect([await run('reunion'), indexed()]).toEqual([[2, 1], 2]);
});

it('finds the newest changes by words while another process updates the index', async () => {
  const { run, ...core } = start();
  core.apply(upsert(1, 'A', { comments: 'réunion' }), pushed());
  expect(await run('reunion')).toEqual([1]);
  const app = new Sqlite(searchIndexPath(core.path));
  onTestFinished(() => void app.close());
  app.exec('BEGIN IMMEDIATE');
  core.apply(upsert(2, 'A', { comments: 'Réunion at ten' }), pushed());
  core.apply(upsert(3, 'A', { comments: 'lunch at ten', person: { id: 8 } }), pushed());
  core.names.putPeople([{ id: 8, firstName: 'Zoë', lastName: 'De Smet', employeeNumber: '0042' }]);
  expect([await run('reun'), await run('"at ten"'), await run('"ten at"'), await run('smet', '0042')]).toEqual([
    [2, 1],
    [3, 2],
    [],
    [3],
  ]);
  expect(await run('ten', '--limit', '1')).toEqual([3]);
});
