import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { fillLog } from '../bench/search/dataset.ts';
import { CLI, tempDir, until } from './app.ts';

const LINES = 20_000;

/** Starts an export of a long history in a terminal of its own. */
const startExport = (data: string, out: string) => {
  const child = spawn(process.execPath, [CLI, 'export', '--format', 'jsonl', '--out', out, '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  const ended = once(child, 'close').then(async ([status]) => ({ status: status as number, said: await said }));
  return { child, ended };
};

const longHistory = (): string => {
  const data = tempDir();
  fillLog(databasePathIn(data), LINES);
  return data;
};

it('leaves no partial file after Ctrl-C, and keeps the previous file', async () => {
  const data = longHistory();
  const dir = join(data, 'out');
  mkdirSync(dir);
  const out = join(dir, 'history.jsonl');
  // On a busy machine an export can be done before anybody sees that it began.
  for (;;) {
    writeFileSync(out, 'the export of yesterday');
    const { child, ended } = startExport(data, out);
    let done = false;
    void ended.then(() => {
      done = true;
    });
    await until('half a file', () => done || readdirSync(dir).length > 1);
    child.kill('SIGINT');
    const { status, said } = await ended;
    expect(readdirSync(dir)).toEqual(['history.jsonl']);
    if (status === 0) continue;
    expect([status, said]).toEqual([1, 'The export was stopped. No half file was left.\n']);
    expect(readFileSync(out, 'utf8')).toBe('the export of yesterday');
    return;
  }
});

it('reports a full disk, and leaves no partial file', async ({ skip }) => {
  const dir = join(tempDir(), 'disk');
  mkdirSync(dir);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir]);
  if (status !== 0) return skip('nothing may be mounted here');
  onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  const out = join(dir, 'history.jsonl');
  const ended = await startExport(longHistory(), out).ended;
  expect(ended).toEqual({ status: 1, said: `The disk is full: ${out} could not be written. No half file was left.\n` });
  expect(readdirSync(dir)).toEqual([]);
});
