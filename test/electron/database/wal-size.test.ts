import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { MAX_WAL_BYTES } from '../../../electron/database/database.ts';
import { startIndexer } from '../../../electron/database/search/indexer.ts';
import { silentLog } from '../../../electron/log.ts';
import { startFile } from './files.ts';

const start = () => {
  const core = startFile();
  const indexer = startIndexer(core.path, silentLog);
  onTestFinished(() => indexer.close());
  const write = (bytes: number) => {
    for (let written = 0; written < bytes; written += 200_000) {
      // Other content each time: SQLite does not write the same content again.
      core.values.set('tenant', String(written % 7).repeat(200_000));
      indexer.notify();
    }
  };
  const walBytes = () => statSync(`${core.path}-wal`).size;
  const read = () => {
    const reader = new Sqlite(core.path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM setting').get();
    onTestFinished(() => void reader.close());
    return reader;
  };
  return { ...core, write, walBytes, read };
};

it('the write-ahead file shrinks when a reader that held it up has ended, without another write', async () => {
  const { write, walBytes, read } = start();
  const reader = read();
  write(3 * MAX_WAL_BYTES);
  expect(walBytes()).toBeGreaterThan(2 * MAX_WAL_BYTES);
  reader.close();
  await expect.poll(walBytes).toBeLessThanOrEqual(MAX_WAL_BYTES);
});

it('it shrinks as well while readers follow each other without a pause', async () => {
  const { write, walBytes, read } = start();
  const first = read();
  write(3 * MAX_WAL_BYTES);
  let current = read();
  first.close();
  const small = () => {
    const next = read();
    current.close();
    current = next;
    return walBytes();
  };
  await expect.poll(small).toBeLessThanOrEqual(MAX_WAL_BYTES);
});
