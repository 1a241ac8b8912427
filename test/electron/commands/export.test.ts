import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../../electron/commands/export.ts';
import { startFile } from '../database/files.ts';
import { pushed, upsert } from '../ingest/core.ts';

it('a signal stops an export, and the next one does not end the process before the file is deleted', async () => {
  const core = startFile();
  core.apply(upsert(1, 'A'), pushed());
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  const before = process.listeners('SIGINT');
  const added = () => process.listeners('SIGINT').filter((listener) => !before.includes(listener));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    for (const listener of added()) process.off('SIGINT', listener);
  });
  const said: string[] = [];
  const terminal = { env: {}, print: () => {}, printError: (line: string) => void said.push(line), now: Date.now };
  const running = run(['--data', dirname(core.path), '--out', join(folder, 'all.csv')], terminal);
  const [onSignal] = added();
  onSignal?.('SIGINT');
  expect([await running, said, readdirSync(folder)]).toEqual([
    1,
    ['The export was stopped. No half file was left.'],
    [],
  ]);
  // Without a listener, Node would end the process with the next signal.
  expect(added()).toEqual([onSignal]);
});

it('an export that is done leaves signals to the process', async () => {
  const core = startFile();
  core.apply(upsert(1, 'A'), pushed());
  const before = process.listenerCount('SIGINT');
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const terminal = { env: {}, print: () => {}, printError: () => {}, now: Date.now };
  expect(await run(['--data', dirname(core.path), '--out', join(folder, 'all.csv')], terminal)).toBe(0);
  expect(process.listenerCount('SIGINT')).toBe(before);
});
