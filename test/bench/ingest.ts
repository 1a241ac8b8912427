import { type App, startApp } from './app/app.ts';
import type { Delay } from './app/server.ts';
import { type Load, type RunResult, startLoad } from './load/load.ts';
import { progress, say } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, quantile, spread } from './measure/stats.ts';
import { startReference } from './reference/reference.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const SECONDS = 2;
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
    await fullLoad(load, app, group, each);
    await growth(load, app);
  } finally {
    await Promise.all([app, group, each, load].map(({ close }) => close()));
  }
};

type Reference = Awaited<ReturnType<typeof startReference>>;

const fullLoad = async (load: Load, app: App, group: Reference, each: Reference): Promise<void> => {
  const full: Record<'app' | 'group' | 'each', RunResult>[] = [];
  const half: Record<'app' | 'group', number>[] = [];
  const delays: Delay[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await app.settle();
    const grouped = await load.run(group.target, { seconds: SECONDS });
    const single = await load.run(each.target, { seconds: SECONDS });
    await app.beginDelay();
    const own = await load.run(app.target, { seconds: SECONDS });
    delays.push(await app.endDelay());
    await app.settle();
    full.push({ app: own, group: grouped, each: single });
    const perSecond = own.perSecond / 2;
    const calmGroup = await load.run(group.target, { seconds: SECONDS, perSecond });
    const calmApp = await load.run(app.target, { seconds: SECONDS, perSecond });
    half.push({ app: quantile(calmApp.latenciesMs, 0.99), group: quantile(calmGroup.latenciesMs, 0.99) });
    progress(
      `round ${round + 1}: app ${own.perSecond.toFixed(0)}/s, group ${grouped.perSecond.toFixed(0)}/s, ` +
        `each ${single.perSecond.toFixed(0)}/s; p99 at half ${half.at(-1)?.app.toFixed(1)} and ${half.at(-1)?.group.toFixed(1)} ms; ` +
        `loop p99 ${delays.at(-1)?.p99Ms.toFixed(1)} ms`,
    );
  }
  const p99 = (name: 'app' | 'group') =>
    median(full.map((round) => quantile(round[name].latenciesMs, 0.99))).toFixed(1);
  say('deliveries/s', `${median(full.map((r) => r.app.perSecond)).toFixed(0)}`);
  say('against group commit, one row', spread(full.map((r) => r.app.perSecond / r.group.perSecond)), '0.8');
  say('against one transaction per request', spread(full.map((r) => r.app.perSecond / r.each.perSecond)), '2');
  say('p99 at full load, ms (reference)', `${p99('app')} (${p99('group')})`);
  say('p99 at half of that load, ms', spread(half.map((r) => r.app)));
  say('  the reference at the same load, ms', spread(half.map((r) => r.group)));
  say('  ratio', spread(half.map((r) => r.app / r.group)), 'at most 3');
  say('event loop delay p99 at full load, ms', spread(delays.map((d) => d.p99Ms)), 'under 20');
  say('event loop delay, longest, ms', spread(delays.map((d) => d.maxMs)));
};

const growth = async (load: Load, app: App): Promise<void> => {
  await app.settle();
  const before = await app.disk();
  const memories = [await app.memory()];
  for (let part = 0; part < 4; part++) {
    await load.run(app.target, { seconds: 3600, atMost: EVENTS / 4 });
    await app.settle();
    if (part % 2 === 1) memories.push(await app.memory());
    progress(`${((part + 1) * EVENTS) / 4} events`);
  }
  const after = await app.disk();
  const changes = after.changes - before.changes;
  const mib = (of: 'rssMiB' | 'heapMiB') => memories.map((memory) => memory[of].toFixed(0)).join(' · ');
  say(`memory at start, middle, end of ${EVENTS} events, MiB`, mib('rssMiB'), 'flat');
  say('  of it JavaScript heap, MiB', mib('heapMiB'));
  say('bytes on disk per event: log', ((after.logBytes - before.logBytes) / changes).toFixed(0));
  say('bytes on disk per event: text index', ((after.indexBytes - before.indexBytes) / changes).toFixed(0));
};
