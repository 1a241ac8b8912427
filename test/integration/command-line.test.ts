import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../electron/database/database.ts';
import { appArgsFor, CLI, freePort, runCli, runJsonCommand, startApp, tempDir } from './app.ts';
import { startLive } from './live.ts';
import { startProtime } from './protime.ts';

/** Starts the app with some flags changed and gives the problem it ends up with. */
const problemWith = async (
  change: (args: string[]) => string[],
  options: Parameters<typeof startProtime>[0] = {},
  env = {},
) => {
  const tenant = await startProtime({ people: 1, ...options });
  const made = appArgsFor(tenant, { data: tempDir(), receiverPort: await freePort() });
  const app = startApp(change(made.args), { env: { ...made.env, ...env } });
  const { problem } = await app.state('problem');
  expect(await app.kill('SIGTERM')).toBe(0);
  return problem;
};
const flag = (name: string, value: string) => (args: string[]) =>
  args.map((arg, n) => (args[n - 1] === name ? value : arg));

it('reports a connection problem by a code that has a text in every language', async () => {
  const same = (args: string[]) => args;
  const gone = `http://127.0.0.1:${await freePort()}`;
  const [tenant, secret, client, scope, flex, host] = await Promise.all([
    problemWith(flag('--tenant', 'nobody')),
    problemWith(same, {}, { PROTIME_CLIENT_SECRET: 'wrong' }),
    problemWith(flag('--client-id', 'wrong')),
    problemWith(same, { scopes: ['connector-protimeapi-webhooks.read', 'connector-protimeapi-assignments.read'] }),
    problemWith(same, { planning: 'flex' }),
    problemWith((args) => flag('--api-url', gone)(flag('--auth-url', gone)(args))),
  ]);
  expect(tenant?.code).toBe('wrong-tenant');
  expect(secret?.code).toBe('wrong-credentials');
  expect(client?.code).toBe('wrong-credentials');
  expect(scope).toMatchObject({ code: 'missing-scope', scope: 'connector-protimeapi-webhooks.write' });
  expect(flex?.code).toBe('planning-not-supported');
  expect(host).toMatchObject({ code: 'unreachable', retryAtMs: expect.any(Number) });
});

it('reports that nothing is set up yet', async () => {
  const data = tempDir();
  for (const command of ['status', 'plan', 'rejections', 'search']) {
    const { status, stdout, stderr } = await runCli([command, '--data', data]);
    expect([command, status, stdout]).toEqual([command, 3, '']);
    expect(stderr).toMatch(/^Not set up yet: .+\n$/);
  }
  const app = startApp(['serve', '--json', '--no-open', '--ui-port', '0', '--data', data]);
  await app.state('not-set-up');
  await app.kill('SIGTERM');
  expect((await runCli(['status', '--data', data])).status).toBe(3);
});

it('names the port that is in use and the flag to choose another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = String(typeof address === 'object' && address ? address.port : 0);
  const ui = await runCli(['serve', '--no-open', '--data', tempDir(), '--ui-port', port]);
  expect([ui.status, ui.stderr.split('\n').at(-2)]).toEqual([
    1,
    expect.stringMatching(new RegExp(`^Port ${port} is in use.*--ui-port`)),
  ]);
  const receiver = await runCli(['serve', '--no-open', '--data', tempDir(), '--ui-port', '0', '--receiver-port', port]);
  expect([receiver.status, receiver.stderr.split('\n').at(-2)]).toEqual([
    1,
    expect.stringMatching(new RegExp(`^Port ${port} is in use.*--receiver-port`)),
  ]);
});

it('allows one app per data folder, which is free again however the app ends', async () => {
  const data = tempDir();
  const serve = ['serve', '--json', '--no-open', '--ui-port', '0', '--data', data];
  const app = startApp(serve);
  await app.state('not-set-up');
  for (const args of [serve, [...serve, '--restore', 'newest']]) {
    const second = await runCli(args);
    expect([second.status, second.stdout, second.stderr]).toEqual([
      1,
      '',
      expect.stringMatching(/^Another program is using the database .+ Close it and try again\.\n$/),
    ]);
  }
  await app.kill('SIGKILL');
  await startApp(serve).state('not-set-up');
});

it('names the data folder that cannot be written to', async () => {
  const data = unwritable();
  const { status, stderr } = await runCli(['serve', '--no-open', '--ui-port', '0', '--data', data]);
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^The data folder cannot be written to: .+--data\.\n$/)]);
  expect(stderr).toContain(data);
  expect((await runCli(['status', '--data', data])).status).toBe(3);
});

/** A folder that refuses root too, where a file system may be mounted; elsewhere nobody is root. */
const unwritable = (): string => {
  const dir = tempDir();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', dir]);
  if (status === 0) onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  // Root in a container may mount nothing, but the kernel's own folder takes no new files from anybody.
  else if (process.getuid?.() === 0) return '/sys/kernel/planner';
  else chmodSync(dir, 0o555);
  return dir;
};

it('names a data folder that is a file', async () => {
  const file = join(tempDir(), 'file');
  writeFileSync(file, '');
  const { status, stderr } = await runCli(['serve', '--no-open', '--ui-port', '0', '--data', file]);
  expect([status, stderr.split('\n').length, stderr]).toEqual([1, 2, expect.stringContaining(file)]);
});

it('refuses a database of a newer version, and does not change it', async () => {
  const data = tempDir();
  const path = join(data, 'planner.db');
  openDatabase(path).close();
  const db = new Sqlite(path);
  db.pragma('user_version = 999');
  db.pragma('journal_mode = DELETE');
  db.close();
  const before = readFileSync(path);
  for (const args of [['serve', '--no-open', '--ui-port', '0'], ['status'], ['plan']]) {
    const { status, stderr } = await runCli([...args, '--data', data]);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/newer version of Assignment Monitor.*Update this one\.\n$/),
    ]);
  }
  expect(readFileSync(path).equals(before)).toBe(true);
});

it.each([
  ['no database at all', () => 'not a database '.repeat(200)],
  ['a database with overwritten pages', (data: string) => damaged(data)],
])('names a damaged database and deletes nothing: %s', async (_, make) => {
  const data = tempDir();
  const path = join(data, 'planner.db');
  const bytes = make(data);
  writeFileSync(path, bytes);
  for (const args of [['serve', '--no-open', '--ui-port', '0'], ['plan']]) {
    const { status, stderr } = await runCli([...args, '--data', data]);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/damaged.*Nothing was deleted/)]);
  }
  expect(existsSync(path)).toBe(true);
});

const damaged = (data: string): Buffer => {
  const path = join(data, 'planner.db');
  openDatabase(path).close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096);
  return bytes;
};

it.each([
  [['serve', '--prot', '1'], "Unknown option '--prot'"],
  [['plan'], 'not "soon"'],
  [['servo'], 'there is no command "servo"'],
])('ends with 2 and one line that says what was expected: %j', async (args, sentence) => {
  const { status, stdout, stderr } = await runCli(args, { MONITOR_FROM: 'soon' });
  expect([status, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
  expect(stderr).toContain(sentence);
});

it('lists the commands, and the flags of each with their environment variables', async () => {
  const help = await runCli(['--help']);
  expect(help.status).toBe(0);
  const commands = [...help.stdout.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '');
  expect(commands).toEqual(
    expect.arrayContaining(['serve', 'demo', 'status', 'plan', 'rejections', 'search', 'export']),
  );
  for (const name of commands.filter((name) => name !== 'assignment')) {
    const { status, stdout, stderr } = await runCli([name, '--help']);
    expect([name, status, stderr]).toEqual([name, 0, '']);
    expect(stdout).toContain(`Usage: assignment-monitor ${name}`);
    expect(stdout).toContain('--data DIR');
    expect(stdout).toContain('MONITOR_DATA');
  }
  expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await runCli([])).status).toBe(2);
});

it('reads each flag from its environment variable; the flag has precedence', async () => {
  const { data, app } = await startLive();
  await app.kill('SIGTERM');
  const plan = (await runCli(['plan', '--json', '--data', data])).stdout;
  expect(plan.split('\n').length).toBeGreaterThan(10);
  const byEnv = await runCli(['plan'], { MONITOR_DATA: data, MONITOR_JSON: '1' });
  expect([byEnv.status, byEnv.stdout]).toEqual([0, plan]);
  const flagWins = await runCli(['plan', '--json', '--data', data], { MONITOR_DATA: '/nowhere' });
  expect(flagWins.stdout).toBe(plan);
});

it('exits silently when its output pipe closes, and ends on SIGTERM', async () => {
  const { data, app } = await startLive({ people: 40 });
  for (const command of ['plan', 'search --limit 100000']) {
    const script = `"${process.execPath}" "${CLI}" ${command} --json --data "${data}" | head -1; echo "\${PIPESTATUS[0]}"`;
    const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    await once(child, 'close');
    expect([stderr, stdout.trimEnd().split('\n')[1]]).toEqual(['', '0']);
  }
  expect(await app.kill('SIGTERM')).toBe(0);
});

it('does its work when nobody reads its messages', async () => {
  const child = spawn(process.execPath, [CLI, 'servo'], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.destroy();
  expect((await once(child, 'exit'))[0]).toBe(2);
});

it('closes web mode when nobody reads its output any more', async () => {
  const folder = tempDir();
  const demo = spawn(process.execPath, [CLI, 'demo', '--json', '--no-open', '--ui-port', '0'], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  demo.stdout.once('data', () => demo.stdout.destroy());
  expect((await once(demo, 'exit'))[0]).toBe(0);
  // Its data was deleted.
  expect(readdirSync(folder)).toEqual([]);
});

it('closes web mode in order when a second signal follows the first', async () => {
  const data = tempDir();
  const app = startApp(['serve', '--json', '--no-open', '--ui-port', '0', '--data', data]);
  await app.state('not-set-up');
  process.kill(app.pid, 'SIGINT');
  expect([await app.kill('SIGTERM'), existsSync(join(data, 'planner.db-wal'))]).toEqual([0, false]);
});

it('takes the data folder before the name of the command, and relative to the working directory', async () => {
  const data = tempDir();
  openDatabase(join(data, 'planner.db')).close();
  const path = relative(process.cwd(), data);
  for (const args of [
    ['--data', path, '--json', 'status'],
    [`--data=${path}`, 'status', '--json'],
  ]) {
    const { status, stdout } = await runCli(args);
    expect([status, JSON.parse(stdout).database.path]).toEqual([3, join(data, 'planner.db')]);
  }
  expect((await runCli(['--no-sandbox', 'status'])).stderr).toContain('there is no command "--no-sandbox"');
});

it('says in one line what failed, without a stack', async () => {
  const data = tempDir();
  openDatabase(join(data, 'planner.db')).close();
  const db = new Sqlite(join(data, 'planner.db'));
  db.exec('DROP TABLE person');
  db.close();
  const { status, stdout, stderr } = await runCli(['plan', '--data', data]);
  expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^The command failed: no such table: .+\n$/)]);
});

it('answers every command about a stopped app from its database, as text and as JSON', async () => {
  const { data, app, tenant } = await startLive();
  await app.kill('SIGTERM');
  const person = tenant.people()[0];
  for (const args of [
    ['status'],
    ['plan', '--person', String(person?.id)],
    ['rejections'],
    ['search', person?.lastName ?? ''],
  ]) {
    const { status, stdout, stderr } = await runCli([...args, '--data', data]);
    expect([args, status, stderr]).toEqual([args, 0, '']);
    expect(stdout.length).toBeGreaterThan(0);
  }
  const found = await runJsonCommand('search', data, person?.lastName ?? '');
  expect(new Set(found.map(({ personId }) => personId))).toEqual(new Set([person?.id]));
  const out = join(data, 'sub', 'history.csv');
  const refused = await runCli(['export', '--data', data, '--out', out]);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('No half file was left')]);
  mkdirSync(dirname(out));
  expect((await runCli(['export', '--data', data, '--out', out])).status).toBe(0);
  const all = await runJsonCommand('search', data, '--limit', '100000');
  expect(readFileSync(out, 'utf8').trimEnd().split('\r\n')).toHaveLength(all.length + 1);
});
