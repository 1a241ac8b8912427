import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDemoTenant } from '../../electron/demo/tenant.ts';
import { keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import { CONNECTIONS } from './app/app.ts';
import { KEY, prepareDataDir, SECRET } from './app/data-dir.ts';
import { startLoad } from './load/load.ts';
import { startChild } from './measure/child.ts';
import { NODE_FLAGS } from './measure/node-flags.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { cpuSeconds, peakMiB, residentMiB } from './startup/footprint.ts';
import { type Served, serve } from './startup/serve.ts';

const EVENTS = Number(process.env.EVENTS ?? 200_000);
const ROWS = Number(process.env.ROWS ?? 300_000);
const REST_SECONDS = Number(process.env.SECONDS ?? 90);
const AFTER_LOAD_SECONDS = 35;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Of the demo tenant: about 480 and 9,000 assignments. */
const TENANTS = [5, 100];

/** Resident memory of the core as it is installed and started, next to an empty Node. */
export const memory = async (): Promise<void> => {
  if (process.platform !== 'linux') return printResult('memory', 'not measured: there is no /proc here');
  spawnSync(process.execPath, ['build/bundle.ts'], { cwd: ROOT, stdio: 'ignore' });
  const empty = await emptyNode();
  const print = (what: string, mib: number, aim: string) =>
    printResult(`${what}, MiB (times an empty Node)`, `${mib.toFixed(0)} (${(mib / empty).toFixed(1)})`, aim);
  printResult('an empty Node, MiB', empty.toFixed(0));
  for (const people of TENANTS) {
    const { rows, atOnce, atRest } = await resting(people);
    print(`live with ${rows} rows, 5 s later`, atOnce, '');
    print(`  ${REST_SECONDS} s later`, atRest, rows < 1000 ? '100' : '120');
  }
  const load = await afterEvents();
  print(`${EVENTS} events, at most`, load.peak, '250');
  print(`  ${AFTER_LOAD_SECONDS} s later`, load.soon, '140');
  print(`  ${REST_SECONDS} s later`, load.later, '');
  printResult('  processor, s', load.cpuSeconds.toFixed(1));
  const reading = await firstReading();
  print(`first reading of ${ROWS} rows, at most`, reading.peak, '270');
  print(`  ${REST_SECONDS} s later`, reading.later, '');
  printResult('  processor, s', reading.cpuSeconds.toFixed(1));
};

const emptyNode = async (): Promise<number> => {
  const child = spawn(process.execPath, [...NODE_FLAGS, '-e', 'setInterval(() => {}, 1000); console.log()'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  await wait(1000);
  const mib = residentMiB(child.pid ?? 0);
  child.kill();
  return mib;
};

/** The app, subscribed at a tenant; deliveries go straight to its receiver. */
const subscribed = async (dataDir: string, url: string, { tenant, clientId, clientSecret }: Credentials) => {
  const port = String(await freePort());
  return serve(
    dataDir,
    [
      ...['--tenant', tenant, '--client-id', clientId, '--api-url', url, '--auth-url', url, '--subscribe'],
      ...['--receiver-port', port, '--public-url', `http://127.0.0.1:${port}`],
    ],
    { PROTIME_CLIENT_SECRET: clientSecret },
  );
};

interface Credentials {
  tenant: string;
  clientId: string;
  clientSecret: string;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const untilLive = (app: Served) => app.line(({ event, state }) => event === 'connection' && state === 'live');

const resting = async (people: number) => {
  using scratch = createScratch();
  await using tenant = await createDemoTenant({ people, liveEveryMs: 0, tokensPerMinute: 1000 });
  await using app = await subscribed(join(scratch.path, 'app'), tenant.url, tenant.credentials);
  await untilLive(app);
  await wait(5000);
  const atOnce = residentMiB(app.pid);
  progress(`live, and nothing happens for ${REST_SECONDS} s`);
  await wait((REST_SECONDS - 5) * 1000);
  return { rows: [...tenant.assignments()].length, atOnce, atRest: residentMiB(app.pid) };
};

const afterEvents = async () => {
  using scratch = createScratch();
  const dataDir = join(scratch.path, 'app');
  prepareDataDir(dataDir, (key) => openKeyFile(keyPathIn(dataDir)).seal(key));
  const load = startLoad();
  try {
    await using app = serve(dataDir, ['--receiver-port', '0']);
    const { receiver = '' } = await app.line(({ event }) => event === 'listening');
    const target = { url: `${receiver}/${SECRET}`, key: KEY, connections: CONNECTIONS };
    for (let sent = 0; sent < EVENTS; ) {
      const { sent: part } = await load.run(target, { seconds: 3600, maxRequests: EVENTS / 4 });
      sent += part;
      progress(`${sent} events: ${residentMiB(app.pid).toFixed(0)} MiB`);
    }
    return await measured(app);
  } finally {
    await load.close();
  }
};

const firstReading = async () => {
  using scratch = createScratch();
  const list = startChild(new URL('./list/server.ts', import.meta.url), [String(ROWS), '100']);
  try {
    const url = String(await list.firstMessage);
    const credentials = { tenant: 'bench', clientId: 'bench', clientSecret: 'bench' };
    await using app = await subscribed(join(scratch.path, 'app'), url, credentials);
    await untilLive(app);
    return await measured(app);
  } finally {
    await list.close();
  }
};

/** Of a process that has just done its work. */
const measured = async ({ pid }: Served) => {
  await wait(AFTER_LOAD_SECONDS * 1000);
  const soon = residentMiB(pid);
  await wait((REST_SECONDS - AFTER_LOAD_SECONDS) * 1000);
  return { peak: peakMiB(pid), soon, later: residentMiB(pid), cpuSeconds: cpuSeconds(pid) };
};
