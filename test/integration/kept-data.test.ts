import { statSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restoreBackup } from '../../electron/database/maintenance/restore.ts';
import { databasePathIn, keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import { openFolder, type Question, readContents } from '../kept-data/contents.ts';
import { type Expected, inShort, readExpected } from '../kept-data/expected.ts';
import { keptFolders, unpack } from '../kept-data/folder.ts';
import { runJsonCommand, tempDir } from './app.ts';
import { deliver } from './protime.ts';

const questionsOf = ({ contents }: Expected): Question[] =>
  contents.asked.map(({ command, args, first }) => ({ command, args, keep: first.length }));

it('has at least one data folder', () => {
  expect(keptFolders()).toContain('0.1.0-schema-3-2026-11-30');
});

describe.each(keptFolders())('the data folder %s', (name) => {
  const expected = readExpected(name);
  const copy = (): string => {
    const dataDir = tempDir();
    unpack(name, dataDir);
    return dataDir;
  };
  const open = async (dataDir: string) => {
    const monitor = await openFolder(dataDir, expected.atMs);
    onTestFinished(() => monitor.close());
    return monitor;
  };

  it('is the state after a crash, and shows the same as in the version that wrote it', async () => {
    const dataDir = copy();
    expect(statSync(`${databasePathIn(dataDir)}-wal`).size).toBeGreaterThan(0);
    expect(statSync(keyPathIn(dataDir)).mode & 0o777).toBe(0o600);
    const contents = await readContents(await open(dataDir), dataDir, expected.atMs, questionsOf(expected));
    expect(contents).toMatchObject(expected.contents);
  });

  it('accepts deliveries signed with its stored webhook key', async () => {
    const dataDir = copy();
    const { receiverUrl } = await open(dataDir);
    const [old] = expected.contents.asked[0]?.first ?? [];
    const event = (comments: string) => ({
      changeType: 'InsertOrUpdate',
      data: { ...old, changeVersion: 'FFFFFFFFFFFFFFFFFFFF', person: { id: old?.personId }, comments },
    });
    const { path, key } = expected.webhook;
    expect(await deliver({ url: receiverUrl + path, key }, event('signed'))).toBe(204);
    const planned = async () => (await runJsonCommand('plan', dataDir)).find(({ id }) => id === old?.id)?.comments;
    await expect.poll(planned).toBe('signed');
    expect(await deliver({ url: receiverUrl + path, key: 'another key' }, event('forged'))).toBe(401);
  });

  it('restores its newest backup completely', async () => {
    const dataDir = copy();
    const restored = restoreBackup(databasePathIn(dataDir), 'newest', expected.atMs, openKeyFile(keyPathIn(dataDir)));
    expect(restored).toMatchObject({ ok: true, name: expected.contents.backups[0] });
    const contents = await readContents(await open(dataDir), dataDir, expected.atMs, questionsOf(expected));
    expect(inShort(contents)).toMatchObject(expected.restored);
  });
});
