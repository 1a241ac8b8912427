import { type App, startApp } from './app/app.ts';
import type { Delay } from './app/server.ts';
import { type Load, type RunResult, startLoad } from './load/load.ts';
import { printResult, progress } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { formatSpread, median, quantile } from './measure/stats.ts';
import { startReference } from './reference/reference.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 25);
// Short rounds, so that other load on the machine affects all variants equally.
const SECONDS = 0.6;
const HALF_LOAD_ROUNDS = Math.ceil(ROUNDS / 4);
const HALF_LOAD_SECONDS = 2;
const EVENTS = Number(process.env.EVENTS ?? 200_000);

/** Deliveries a second through the whole app, next to a receiver that does nothing else. */
export const ingest = async (): Promise<void> => {
  using scratch = createScratch();
  const load = startLoad();
  const app = await startApp(scratch.path);
  const group = await startReference(scratch.path, 'group');
  const each = await startReference(scratch.path, 'each');
  try {
    for (const { target } of [group, each, app]) await load.run(target, { seconds: 2 });
    await halfLoad(load, app, group, await fullLoad(load, app, group, each));
    await growth(load, app);
  } finally {
    await Promise.all([app, group, each, load].map(({ close }) => close()));
  }
};

type Reference = Awaited<ReturnType<typeof startReference>>;

/** @returns deliveries a second of the app. */
const fullLoad = async (load: Load, app: App, group: Reference, each: Reference): Promise<number> => {
  const rounds: Record<'app' | 'group' | 'each', RunResult>[] = [];
  const delays: Delay[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const grouped = await load.run(group.target, { seconds: SECONDS });
    await app.beginDelay();
    const own = await load.run(app.target, { seconds: SECONDS });
    delays.push(await app.endDelay());
    await app.settle();
    const single = await load.run(each.target, { seconds: SECONDS });
    rounds.push({ app: own, group: grouped, each: single });
    progress(`round ${round + 1}: app ${perSecond(own)}, group ${perSecond(grouped)}, each ${perSecond(single)}`);
  }
  const of = (name: 'app' | 'group' | 'each') => median(rounds.map((round) => round[name].perSecond));
  const against = (name: 'group' | 'each') =>
    formatSpread(rounds.map((round) => round.app.perSecond / round[name].perSecond));
  const p99 = (name: 'app' | 'group') => median(rounds.map((round) => quantile(round[name].latenciesMs, 0.99)));
  printResult('deliveries/s', of('app').toFixed(0));
  printResult('against group commit, one row', against('group'), '0.8');
  printResult('against one transaction per request', against('each'), '2');
  printResult('p99 at full load, ms (reference)', `${p99('app').toFixed(1)} (${p99('group').toFixed(1)})`);
  printResult('event loop delay p99 at full load, ms', formatSpread(delays.map((d) => d.p99Ms)), 'under 20');
  printResult('event loop delay, longest, ms', formatSpread(delays.map((d) => d.maxMs)));
  return of('app');
};

const perSecond = (result: RunResult): string => `${result.perSecond.toFixed(0)}/s`;

const halfLoad = async (load: Load, app: App, group: Reference, full: number): Promise<void> => {
  const rounds: Record<'app' | 'group', number>[] = [];
  const p99 = async ({ target }: Reference) =>
    quantile((await load.run(target, { seconds: HALF_LOAD_SECONDS, perSecond: full / 2 })).latenciesMs, 0.99);
  for (let round = 0; round < HALF_LOAD_ROUNDS; round++) {
    rounds.push({ group: await p99(group), app: await p99(app) });
    await app.settle();
    progress(`at half of it: p99 app ${rounds.at(-1)?.app.toFixed(1)} ms, group ${rounds.at(-1)?.group.toFixed(1)} ms`);
  }
  printResult('p99 at half of that load, ms', formatSpread(rounds.map((r) => r.app)));
  printResult('  the reference at the same load, ms', formatSpread(rounds.map((r) => r.group)));
  printResult('  ratio', formatSpread(rounds.map((r) => r.app / r.group)), 'at most 3');
};

const growth = async (load: Load, app: App): Promise<void> => {
  await app.settle();
  const before = await app.disk();
  const memories = [await app.memory()];
  for (let part = 0; part < 4; part++) {
    await load.run(app.target, { seconds: 3600, maxRequests: EVENTS / 4 });
    await app.settle();
    if (part % 2 === 1) memories.push(await app.memory());
    progress(`${((part + 1) * EVENTS) / 4} events`);
  }
  const after = await app.disk();
  const changes = after.changes - before.changes;
  const mib = (of: 'rssMiB' | 'heapMiB') => memories.map((memory) => memory[of].toFixed(0)).join(' · ');
  printResult(`memory at start, middle, end of ${EVENTS} events, MiB`, mib('rssMiB'), 'flat');
  printResult('  of it JavaScript heap, MiB', mib('heapMiB'));
  printResult('bytes on disk per event: log', ((after.logBytes - before.logBytes) / changes).toFixed(0));
  printResult('bytes on disk per event: text index', ((after.indexBytes - before.indexBytes) / changes).toFixed(0));
};
