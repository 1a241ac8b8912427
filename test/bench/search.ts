import { statSync } from 'node:fs';
import { join } from 'node:path';
import { databasePathIn } from '../../electron/data-folder.ts';
import { openQueries, type Queries } from '../../electron/database/queries.ts';
import { searchIndexPath } from '../../electron/database/search/search-index.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { progress, say } from './measure/report.ts';
import { createScratch } from './measure/scratch.ts';
import { median, quantile, spread } from './measure/stats.ts';
import { keptLog } from './search/dataset.ts';
import { CROWDS, everyCombination, PHRASES, SIMPLE } from './search/questions.ts';
import { keptReference, openReference } from './search/reference.ts';
import { scanner, writeJsonLines } from './search/text-scan.ts';
import { COMMON } from './search/vocabulary.ts';

const SIZES = (process.env.SIZES ?? '10000,100000,1000000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REPEATS = 40;

interface Sized {
  size: number;
  /** p95 in ms of each simple question, by its name. */
  p95: Map<string, number>;
}

/** How fast the history is searched, next to bare SQLite and to a scan of the same log as text. */
export const search = async (): Promise<void> => {
  using scratch = createScratch();
  const done: Sized[] = [];
  for (const size of SIZES) {
    const log = databasePathIn(keptLog(size));
    const queries = openQueries(log);
    const reference = openReference(keptReference(log, size));
    say(`${size} changes`, '');
    done.push({ size, p95: simple(queries, reference) });
    depth(queries, size);
    combinations(queries);
    counts(queries);
    const [logBytes, indexBytes] = [statSync(log).size, statSync(searchIndexPath(log)).size];
    say('  log and index against the log alone', ((logBytes + indexBytes) / logBytes).toFixed(2), 'at most 1.6');
    if (size === SIZES.at(-1)) await scan(queries, log, join(scratch.path, 'log.jsonl'));
    queries.close();
    reference.close();
  }
  growth(done);
};

const timesOf = (ask: () => unknown, repeats: number): number[] =>
  Array.from({ length: repeats }, () => {
    const beganMs = performance.now();
    ask();
    return performance.now() - beganMs;
  });

/** The app and the reference take turns, so that a noisy moment meets both. */
const simple = (queries: Queries, reference: ReturnType<typeof openReference>): Map<string, number> => {
  const found = new Map<string, number>();
  for (const { name, text, match } of SIMPLE) {
    const own = () => queries.search({ text, limit: 50 }).entries;
    const bare = () => reference.words(match);
    timesOf(own, 3);
    timesOf(bare, 3);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: timesOf(bare, REPEATS),
      own: timesOf(own, REPEATS),
    }));
    const p95 = (which: 'own' | 'bare') => rounds.map((round) => quantile(round[which], 0.95));
    found.set(name, median(p95('own')));
    say(`  ${name}: p95, ms (bare SQLite)`, `${spread(p95('own'))} (${spread(p95('bare'))})`);
    say(
      `  ${name}: p95 against bare SQLite`,
      spread(rounds.map((_, n) => (p95('own')[n] ?? 0) / (p95('bare')[n] ?? 1))),
      'at most 1.5',
    );
  }
  return found;
};

/** A page is found by where it begins, so one half-way down must cost what the first one does. */
const depth = (queries: Queries, size: number): void => {
  const page = (beforeSeq?: number) => () =>
    queries.search({ text: COMMON, limit: 50, ...(beforeSeq === undefined ? {} : { beforeSeq }) });
  const rounds = Array.from({ length: ROUNDS }, () => ({
    first: median(timesOf(page(), REPEATS)),
    deep: median(timesOf(page(size / 2), REPEATS)),
  }));
  say('  a page half-way down against the first', spread(rounds.map(({ first, deep }) => deep / first)), 'at most 2');
};

const SIMPLEST: SearchFilters = {};

const combinations = (queries: Queries): void => {
  tryAll(queries, everyCombination(), 'at most 20');
  say('  the same with phrases', '');
  tryAll(queries, everyCombination(PHRASES), 'at most 20');
  say('  the same with words that never stand together, and beginnings of many', '');
  tryAll(queries, everyCombination(CROWDS), 'at most 20');
};

/** In turn with the simplest search: alone, again and again, that one is twice as fast as among others. */
const againstSimplest = (queries: Queries, filters: SearchFilters, order: 'seen' | 'shift') => {
  const ask = (asked: SearchFilters) => () => queries.search({ ...asked, order, limit: 50 });
  const pairs = Array.from({ length: 9 }, () => ({
    ms: median(timesOf(ask(filters), 1)),
    simplestMs: median(timesOf(() => queries.search({ ...SIMPLEST, limit: 50 }), 1)),
  }));
  const ms = median(pairs.map((pair) => pair.ms));
  const simplestMs = median(pairs.map((pair) => pair.simplestMs));
  return { filters, ms, simplestMs, ratio: ms / simplestMs };
};

const tryAll = (queries: Queries, all: readonly SearchFilters[], aim: string): void => {
  for (const order of ['seen', 'shift'] as const) {
    const times = all.map((filters) => ({
      filters,
      ms: median(timesOf(() => queries.search({ ...filters, order, limit: 50 }), 3)),
    }));
    const middle = median(times.map(({ ms }) => ms));
    // Looked at again: a moment in which the machine was busy is no property of a question.
    const [slowest] = times
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 40)
      .map(({ filters }) => againstSimplest(queries, filters, order))
      .sort((a, b) => b.ratio - a.ratio);
    if (!slowest) return;
    say(
      `  ${all.length} combinations, by ${order}: middle and slowest, ms`,
      `${middle.toFixed(2)}, ${slowest.ms.toFixed(2)}`,
    );
    say(`    slowest against the simplest (${slowest.simplestMs.toFixed(2)} ms)`, slowest.ratio.toFixed(1), aim);
    progress(`slowest by ${order}: ${JSON.stringify(slowest.filters)}`);
  }
};

const counts = (queries: Queries): void => {
  const asked: SearchFilters[] = [
    {},
    { text: COMMON },
    { text: `${COMMON} jan` },
    { from: '2026-06-01', until: '2026-06-30' },
  ];
  say(
    '  counts of every chip, ms',
    asked
      .map((filters) => median(timesOf(() => queries.counts(filters, Number.POSITIVE_INFINITY), 5)).toFixed(1))
      .join(' · '),
  );
};

const scan = async (queries: Queries, log: string, path: string): Promise<void> => {
  const program = scanner();
  if (!program) return say('  a scan of the log as text', 'neither ripgrep nor grep is installed');
  await writeJsonLines(log, path);
  for (const { name, text, pattern } of SIMPLE) {
    const own = () => queries.search({ text, limit: 50 });
    const scanned = () => program.count(pattern, path);
    scanned();
    timesOf(own, 3);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      own: quantile(timesOf(own, REPEATS), 0.95),
      scanned: timesOf(scanned, 1)[0] ?? 0,
    }));
    say(`  ${name}: ${program.name} over the same log, ms`, spread(rounds.map((round) => round.scanned)));
    say(
      '    against the p95 of the app: times slower',
      spread(
        rounds.map((round) => round.scanned / round.own),
        0,
      ),
      'at least 50',
    );
  }
};

const growth = (done: readonly Sized[]): void => {
  const [before, last] = done.slice(-2);
  if (!before || !last) return;
  for (const { name } of SIMPLE)
    say(
      `growth from ${before.size} to ${last.size}: ${name}`,
      ((last.p95.get(name) ?? 0) / (before.p95.get(name) ?? 1)).toFixed(2),
      'at most 2',
    );
};
