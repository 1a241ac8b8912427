import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run as exportHistory } from '../../../../electron/commands/export.ts';
import { createExporter } from '../../../../electron/database/export/exporter.ts';
import { createWriter } from '../../../../electron/database/writer.ts';
import type { ExportState } from '../../../../shared/export.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

/** A disk of 256 KiB; undefined when mounting is not permitted. */
const mountSmallDisk = (): string | undefined => {
  const dir = mkdtempSync(join(tmpdir(), 'small-disk-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  return dir;
};

const start = (exportsDir: (dataDir: string) => string) => {
  const core = startFile();
  core.db.transactionWithoutSync(() => {
    for (let n = 0; n < 5000; n += 1) core.apply(upsert(n + 1, 'A', { comments: `comment ${n}` }), pushed(1000 + n));
  });
  fillIndex(core.path);
  const writer = createWriter(core.db);
  onTestFinished(() => writer.close());
  const dir = exportsDir(dirname(core.path));
  const ended: ((state: ExportState) => void)[] = [];
  const open = () => {
    const exporter = createExporter({
      databasePath: core.path,
      exportsDir: dir,
      chooseFile: undefined,
      separator: () => ';',
      store: core.values,
      writer,
      onChange: (state) => {
        if (state.state !== 'running') for (const resolve of ended.splice(0)) resolve(state);
      },
      now: Date.now,
    });
    onTestFinished(() => exporter.close());
    return exporter;
  };
  const end = () => new Promise<ExportState>((resolve) => void ended.push(resolve));
  return { ...core, dir, writer, open, end };
};

it('reports a full disk and removes the partial file', async ({ skip }) => {
  const disk = mountSmallDisk();
  if (disk === undefined) return skip('nothing may be mounted here');
  const { open, end, path } = start(() => disk);
  const ending = end();
  await open().start({ format: 'csv' });
  expect(await ending).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
  expect(readdirSync(disk)).toEqual([]);

  const said: string[] = [];
  const terminal = { env: {}, print: () => {}, printError: (line: string) => void said.push(line), now: Date.now };
  const out = join(disk, 'all.csv');
  expect(await exportHistory(['--data', dirname(path), '--out', out], terminal)).toBe(1);
  expect(said).toEqual([`The disk is full: ${out} could not be written. No half file was left.`]);
  expect(readdirSync(disk)).toEqual([]);
});

it('writes a complete file, and stops when cancelled', async () => {
  const { open, end, dir } = start((dataDir) => join(dataDir, 'exports'));
  const exporter = open();
  const whole = end();
  await exporter.start({ format: 'jsonl' });
  expect(await whole).toMatchObject({ state: 'done', written: 5000, progress: 1 });
  expect(readdirSync(dir)).toHaveLength(1);
  const stopped = end();
  const state = await exporter.start({ format: 'csv' });
  exporter.cancel(state?.id ?? 0);
  expect((await stopped).state).toBe('cancelled');
  expect(readdirSync(dir)).toHaveLength(1);
});

it('lists the files of a data folder that was moved', async () => {
  const { open, dir, writer, values } = start((dataDir) => join(dataDir, 'exports'));
  mkdirSync(dir);
  writeFileSync(join(dir, 'all.csv'), 'the history');
  await writer.write(() => values.set('exports', [{ id: 1, path: '/elsewhere/exports/all.csv', madeAtMs: 1 }]));
  const exporter = open();
  expect(exporter.files()).toMatchObject([{ path: join(dir, 'all.csv'), sizeBytes: 11 }]);
  await exporter.deleteFile(1);
  expect(readdirSync(dir)).toEqual([]);
});

it('deletes the partial file of a crashed export at the next start', async () => {
  const { open, dir, writer, values } = start((dataDir) => join(dataDir, 'exports'));
  mkdirSync(dir);
  const half = join(dir, 'assignment-history.csv.part-1');
  writeFileSync(half, 'half');
  await writer.write(() => values.set('export-under-way', half));
  open();
  expect(readdirSync(dir)).toEqual([]);
});

it('writes very long comments within its memory limit', async () => {
  const { open, end, apply, db } = start((dataDir) => join(dataDir, 'exports'));
  db.transactionWithoutSync(() => {
    for (let n = 0; n < 40; n += 1) apply(upsert(9000 + n, 'A', { comments: 'merel '.repeat(40_000) }), pushed(9000));
    for (let n = 0; n < 40; n += 1) apply(upsert(9000 + n, 'B', { comments: 'spits '.repeat(40_000) }), pushed(9000));
  });
  const ending = end();
  await open().start({ format: 'csv' });
  expect(await ending).toMatchObject({ state: 'done', written: 5080 });
});
