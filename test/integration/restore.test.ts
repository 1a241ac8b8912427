import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../electron/database/database.ts';
import { makeBackup } from '../../electron/database/maintenance/backups.ts';
import { createApply } from '../../electron/ingest/apply.ts';
import { createStores } from '../../electron/storage/stores.ts';
import { pushed, upsert } from '../electron/ingest/core.ts';
import { runCli, runJsonCommand, startApp, tempDir } from './app.ts';

const serve = ['serve', '--json', '--no-open', '--ui-port', '0', '--data'];

it('names the newest backup of a damaged database, and starts with it when requested', async () => {
  const data = tempDir();
  const path = join(data, 'planner.db');
  const db = openDatabase(path);
  createApply(createStores(db)).apply(upsert(1, 'A'), pushed());
  const { name } = await makeBackup(path, Date.now());
  db.close();
  writeFileSync(path, Buffer.alloc(65_536, 'damaged'));

  const refused = await runCli([...serve, data]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`The newest backup is ${name}: \`serve --restore newest\``);

  const app = startApp([...serve, data, '--restore', 'newest']);
  await app.line('listening', ({ event }) => event === 'listening');
  expect(app.stderr()).toContain(`The backup ${name} is in use now.`);
  expect(await runJsonCommand('plan', data)).toMatchObject([{ id: 1 }]);
  expect(readdirSync(data).filter((file) => file.startsWith('planner-set-aside-'))).toHaveLength(1);
  await app.kill('SIGTERM');

  const unknown = await runCli([...serve, data, '--restore', 'planner-1999-01-01T00-00-00.db']);
  expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('--restore expects a backup')]);
});
