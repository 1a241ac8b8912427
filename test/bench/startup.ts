import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../../build/browser.ts';
import { openDatabase } from '../../electron/database/database.ts';
import { createKeyValueStore } from '../../electron/database/tables/key-value-store.ts';
import { createDemoTenant } from '../../electron/demo/tenant.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { prepareBigLog } from './app/big-log.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median } from './measure/stats.ts';
import { footprintOf } from './startup/footprint.ts';
import { serve } from './startup/serve.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const BIG = Number(process.env.EVENTS ?? 1_000_000);
const IDLE_SECONDS = Number(process.env.SECONDS ?? 60);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Times {
  listeningMs: number;
  paintedMs: number;
}

/** Start-up time with an empty and a long history, and resource use when idle. */
export const startup = async (): Promise<void> => {
  using scratch = createScratch();
  // As it is installed.
  spawnSync(process.execPath, ['build/bundle.ts'], { cwd: ROOT, stdio: 'ignore' });
  // DATA=folder keeps the long history for the next run.
  const kept = process.env.DATA ?? scratch.path;
  const empty = prepared(join(kept, 'changes-0'), 0);
  const full = prepared(join(kept, `changes-${BIG}`), BIG);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    ...(process.getuid?.() === 0 ? { args: ['--no-sandbox'] } : {}),
  });
  const rounds: { empty: Times; full: Times }[] = [];
  try {
    // Warm up the disk cache.
    for (const dataDir of [empty, full]) await start(browser, dataDir);
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ empty: await start(browser, empty), full: await start(browser, full) });
      const { empty: e, full: f } = rounds.at(-1) ?? { empty: zero, full: zero };
      progress(
        `round ${round + 1}: listening ${e.listeningMs.toFixed(0)} and ${f.listeningMs.toFixed(0)} ms, painted ${e.paintedMs.toFixed(0)} and ${f.paintedMs.toFixed(0)} ms`,
      );
    }
  } finally {
    await browser.close();
  }
  for (const [name, what] of [
    ['listeningMs', 'from process start to a listening receiver'],
    ['paintedMs', 'from process start to the painted plan'],
  ] as const) {
    printResult(`${what}, empty, ms`, median(rounds.map(({ empty }) => empty[name])).toFixed(0));
    printResult(
      `  with ${BIG} changes: against that`,
      formatSpread(rounds.map(({ empty, full }) => full[name] / empty[name])),
      'at most 1.3',
    );
  }
  await idle(join(scratch.path, 'idle'));
};

const zero: Times = { listeningMs: 0, paintedMs: 0 };

const prepared = (dataDir: string, changes: number): string => {
  if (existsSync(dataDir)) return dataDir;
  progress(`making a log of ${changes} changes`);
  mkdirSync(dataDir, { recursive: true });
  prepareBigLog(changes)(dataDir);
  using db = openDatabase(databasePathIn(dataDir));
  createKeyValueStore(db).set('settings', { firstRunDone: true });
  return dataDir;
};

/** One start, from nothing to the plan on screen. The browser runs already: Electron's own start is not ours to measure. */
const start = async (browser: Browser, dataDir: string): Promise<Times> => {
  await using app = serve(dataDir);
  const { ui = '' } = await app.line(({ event }) => event === 'listening');
  const listeningMs = performance.now() - app.startedAtMs;
  const context = await browser.newContext({ viewport: { width: 1280, height: 840 } });
  const page = await context.newPage();
  await page.goto(ui, { waitUntil: 'commit' });
  await page.waitForSelector('[role=grid]:not([aria-busy=true])');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const paintedMs = performance.now() - app.startedAtMs;
  await context.close();
  return { listeningMs, paintedMs };
};

/** Subscribed and live, its tunnel up, and nobody changes anything. */
const idle = async (dataDir: string): Promise<void> => {
  if (process.platform !== 'linux') return printResult('at rest', 'not measured: there is no /proc here');
  await using relay = await startRelay();
  const tenant = await createDemoTenant({ people: 40, liveEveryMs: 0, tokensPerMinute: 1000 });
  try {
    const { tenant: name, clientId, clientSecret } = tenant.credentials;
    await using app = serve(
      dataDir,
      [
        ...['--tenant', name, '--client-id', clientId, '--api-url', tenant.url, '--auth-url', tenant.url],
        ...['--tunnel-host', relay.url, '--subscribe'],
      ],
      { PROTIME_CLIENT_SECRET: clientSecret },
    );
    await app.line(({ event, state }) => event === 'connection' && state === 'live');
    progress(`live, and nothing happens for ${IDLE_SECONDS} s`);
    const { cpuPercent, residentMiB } = await footprintOf(app.pid, IDLE_SECONDS);
    printResult(`at rest with a live subscription: CPU, per cent of a core`, cpuPercent.toFixed(2));
    printResult('  resident memory, MiB', residentMiB.toFixed(0));
  } finally {
    await tenant.close();
  }
};
