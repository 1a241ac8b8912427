import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, renameSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { type App, appArgsFor, freePort, isConnection, startApp, tempDir, until } from './app.ts';
import { planLineOf, startLive } from './live.ts';
import { changeEvent, destinationOf, post, signed, startProtime } from './protime.ts';

type Tenant = Awaited<ReturnType<typeof startProtime>>;

const deliverFully = async (tenant: Tenant, id: number, comments: string) => {
  const { url, key } = destinationOf(tenant);
  const body = JSON.stringify(changeEvent(tenant, { id, comments }));
  return post(url, body, { headers: signed(key, body) });
};

/** Delivers until one is not taken; its answer. */
const untilRefused = async (tenant: Tenant, comments: string) => {
  for (const { id } of tenant.assignments()) {
    const answer = await deliverFully(tenant, id, comments);
    if (answer.status !== 204) return answer;
  }
  throw new Error('everything was taken');
};

/** A small write may find room where a delivery does not, so the problem need not be the last word. */
const problemLine = (app: App, code: string) =>
  app.line(`problem ${code}`, (line) => isConnection(line) && line.state === 'problem' && line.problem?.code === code);

/** The refusal says why; what is delivered afterwards is refused as well, once the room that a checkpoint frees is used. */
const expectRefusal = async (app: App, tenant: Tenant, answer: Awaited<ReturnType<typeof post>>, code: string) => {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  await problemLine(app, code);
  expect((await untilRefused(tenant, 'x'.repeat(200_000))).status).toBe(503);
};

const expectRecovery = async (app: App, tenant: Tenant, data: string) => {
  const id = tenant.assignments()[50]?.id ?? 0;
  await until('a delivery to be taken', async () => (await deliverFully(tenant, id, 'taken again')).status === 204);
  expect((await planLineOf(data, id))?.comments).toBe('taken again');
  // What was refused meanwhile is a doubt for two minutes.
  await app.line('no problem', (line) => {
    const isGood = line.state === 'live' || (line.state === 'late' && line.doubt === 'put-aside');
    return line === app.lines.at(-1) && isConnection(line) && line.problem === null && isGood;
  });
};

/** Makes the folder a disk of its own, where that is allowed. */
const mountSmall = (dir: string): boolean => {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dir]);
  if (status === 0) onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  return status === 0;
};

const fill = (path: string): void => {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(64 * 1024));
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
};

/** Runs a program that gets an error for a file that is too large, instead of being killed. */
const FILE_SIZE_ERRORS = ['sh', '-c', 'trap "" XFSZ; exec "$@"', 'sh'];
const limitFiles = (app: App, bytes: number | 'unlimited'): void => {
  const { status, stderr } = spawnSync('prlimit', [`--pid=${app.pid}`, `--fsize=${bytes}:unlimited`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
};

const startOn = async (data: string, prefix: string[] = []) => {
  const tenant = await startProtime({ people: 2 });
  const { args, env } = appArgsFor(tenant, { data, receiverPort: await freePort() });
  const app = startApp([...args, '--heartbeat-seconds', '1'], { env, prefix });
  await app.state('live');
  tenant.pauseDeliveries();
  return { tenant, app };
};

it('requests a later delivery while the disk is full, reports it, and continues automatically', async () => {
  const data = tempDir();
  // Where nothing can be mounted the limit on file sizes has to do, as in the next test.
  const mounted = mountSmall(data);
  const { tenant, app } = await startOn(data, FILE_SIZE_ERRORS);
  if (mounted) fill(join(data, 'ballast'));
  else limitFiles(app, 1024 * 1024);
  const answer = await untilRefused(tenant, 'y'.repeat(100_000));
  await expectRefusal(app, tenant, answer, 'disk-full');
  if (mounted) unlinkSync(join(data, 'ballast'));
  else limitFiles(app, 'unlimited');
  await expectRecovery(app, tenant, data);
  expect(await app.kill('SIGTERM')).toBe(0);
});

it('does the same when the system refuses larger files', async () => {
  const data = tempDir();
  const { tenant, app } = await startOn(data, FILE_SIZE_ERRORS);
  limitFiles(app, 1024 * 1024);
  const answer = await untilRefused(tenant, 'y'.repeat(100_000));
  await expectRefusal(app, tenant, answer, 'disk-full');
  limitFiles(app, 'unlimited');
  await expectRecovery(app, tenant, data);
});

it('requests a later delivery while another program locks the database, reports it, and continues automatically', async () => {
  const live = await startLive({}, ['--heartbeat-seconds', '1']);
  const { tenant, app, data } = live;
  const other = hold(data);
  await expectRefusal(
    app,
    tenant,
    await deliverFully(tenant, tenant.assignments()[0]?.id ?? 0, 'held'),
    'database-locked',
  );
  other.close();
  await expectRecovery(app, tenant, data);
});

it('starts while another program locks the database, and is live when the lock ends', async () => {
  const { tenant, app, data, args, env } = await startLive();
  await app.kill('SIGTERM');
  const other = hold(data);
  const again = startApp([...args, '--heartbeat-seconds', '1'], { env });
  await problemLine(again, 'database-locked');
  other.close();
  await again.state('live');
  await expectRecovery(again, tenant, data);
});

it('answers 503 when its files are deleted, shows that, and is live after a restart', async () => {
  const { tenant, app, data, args, env } = await startLive({}, ['--heartbeat-seconds', '1']);
  const [first, second] = tenant.assignments().map(({ id }) => id);
  expect((await deliverFully(tenant, first ?? 0, 'before')).status).toBe(204);
  for (const name of readdirSync(data)) if (name.startsWith('planner.db')) rmSync(join(data, name));
  expect((await deliverFully(tenant, second ?? 0, 'afterwards')).status).toBe(503);
  await problemLine(app, 'database-moved');
  expect((await deliverFully(tenant, second ?? 0, 'still')).status).toBe(503);
  await app.kill('SIGTERM');
  const again = startApp(args, { env });
  await again.state('live');
});

it('shows a moved folder without a delivery, and continues when it is back', async () => {
  const { tenant, app, data } = await startLive({}, ['--heartbeat-seconds', '1']);
  renameSync(data, `${data}-moved`);
  await problemLine(app, 'database-moved');
  expect(readdirSync(join(data, '..'))).not.toContain(data.split('/').at(-1));
  renameSync(`${data}-moved`, data);
  await expectRecovery(app, tenant, data);
});

/** A program that began to write and does not end. */
const hold = (data: string): Sqlite.Database => {
  const db = new Sqlite(join(data, 'planner.db'));
  onTestFinished(() => void db.close());
  db.exec('BEGIN EXCLUSIVE');
  return db;
};
