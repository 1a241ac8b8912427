import { statSync } from 'node:fs';
import { openQueries, type Queries } from '../../electron/database/queries.ts';
import { searchIndexPath } from '../../electron/database/search/index-file.ts';
import { databasePathIn } from '../../electron/storage/data-folder.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { printResult, progress } from './measure/report.ts';
import { formatSpread, median, quantile } from './measure/stats.ts';
import { cachedLog } from './search/dataset.ts';
import { COMMON_TERMS, everyCombination, PHRASES, SIMPLE } from './search/questions.ts';
import { cachedReference, openReference } from './search/reference.ts';
import { COMMON } from './search/vocabulary.ts';

const SIZES = (process.env.SIZES ?? '10000,250000,1000000').split(',').map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REPEATS = 40;
/** The simple questions take less than a millisecond: the median of few rounds would still be noise. */
const SIMPLE_ROUNDS = 3 * ROUNDS;

interface Sized {
  size: number;
  /** p95 in ms of each simple question, by its name. */
  p95: Map<string, number>;
}

/** How fast the history is searched, next to bare SQLite. */
export const search = async (): Promise<void> => {
  const done: Sized[] = [];
  for (const size of SIZES) {
    const log = databasePathIn(cachedLog(size));
    const queries = openQueries(log);
    const reference = openReference(cachedReference(log, size));
    printResult(`${size} changes`, '');
    done.push({ size, p95: simple(queries, reference) });
    depth(queries, size);
    combinations(queries, size);
    counts(queries);
    const [logBytes, indexBytes] = [statSync(log).size, statSync(searchIndexPath(log)).size];
    printResult(
      '  log and index against the log alone',
      ((logBytes + indexBytes) / logBytes).toFixed(2),
      'at most 1.6',
    );
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
    const rounds = Array.from({ length: SIMPLE_ROUNDS }, () => ({
      bare: timesOf(bare, REPEATS),
      own: timesOf(own, REPEATS),
    }));
    const p95 = (which: 'own' | 'bare') => rounds.map((round) => quantile(round[which], 0.95));
    found.set(name, median(p95('own')));
    printResult(`  ${name}: p95, ms (bare SQLite)`, `${formatSpread(p95('own'))} (${formatSpread(p95('bare'))})`);
    printResult(
      `  ${name}: p95 against bare SQLite`,
      formatSpread(rounds.map((_, n) => (p95('own')[n] ?? 0) / (p95('bare')[n] ?? 1))),
      'at most 1.2',
    );
  }
  return found;
};

/** Paging by cursor: a page in the middle must cost as much as the first one. */
const depth = (queries: Queries, size: number): void => {
  const page = (beforeSeq?: number) => () =>
    queries.search({ text: COMMON, limit: 50, ...(beforeSeq === undefined ? {} : { beforeSeq }) });
  const rounds = Array.from({ length: ROUNDS }, () => ({
    first: median(timesOf(page(), REPEATS)),
    deep: median(timesOf(page(size / 2), REPEATS)),
  }));
  printResult(
    '  a page half-way down against the first',
    formatSpread(rounds.map(({ first, deep }) => deep / first)),
    'at most 2',
  );
};

/** Every combination of words and chips: how long most take, and the slowest. */
const combinations = (queries: Queries, size: number): void => {
  tryAll(queries, size, 'combinations', everyCombination());
  tryAll(queries, size, 'combinations with phrases', everyCombination(PHRASES));
  tryAll(queries, size, 'combinations with prefixes of many words', everyCombination(COMMON_TERMS));
};

/** The target for the slowest query in a log of this many changes, in ms. */
const aimFor = (size: number): string => (size > 250_000 ? 'at most 500' : 'at most 250');

const tryAll = (queries: Queries, size: number, what: string, all: readonly SearchFilters[]): void => {
  for (const order of ['seen', 'shift'] as const) {
    const ask = (filters: SearchFilters) => () => queries.search({ ...filters, order, limit: 50 });
    const times = all.map((filters) => ({ filters, ms: timesOf(ask(filters), 1)[0] ?? 0 }));
    const share = (of: number) =>
      quantile(
        times.map(({ ms }) => ms),
        of,
      ).toFixed(1);
    // Measure the slowest again, to exclude noise.
    const [slowest] = times
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 40)
      .map(({ filters }) => ({ filters, ms: median(timesOf(ask(filters), 3)) }))
      .sort((a, b) => b.ms - a.ms);
    if (!slowest) return;
    printResult(`  ${all.length} ${what}, by ${order}: p50, p95, ms`, `${share(0.5)}, ${share(0.95)}`);
    printResult('    the slowest, ms', slowest.ms.toFixed(0), aimFor(size));
    progress(`slowest by ${order}: ${JSON.stringify(slowest.filters)}`);
  }
};

const COUNT_MS = 250;

const counts = (queries: Queries): void => {
  const asked: SearchFilters[] = [
    {},
    { text: COMMON },
    { text: `${COMMON} jan` },
    { text: 'w' },
    { from: '2026-06-01', until: '2026-06-30' },
  ];
  const timesMs = (budgetMs: number) =>
    asked.map((filters) => median(timesOf(() => queries.counts(filters, budgetMs), 5)).toFixed(0)).join(' · ');
  printResult('  counts of every chip, ms', timesMs(Number.POSITIVE_INFINITY));
  printResult(`  the same in ${COUNT_MS} ms`, timesMs(COUNT_MS));
};

const growth = (done: readonly Sized[]): void => {
  const [before, last] = done.slice(-2);
  if (!before || !last) return;
  for (const { name } of SIMPLE)
    printResult(
      `growth from ${before.size} to ${last.size}: ${name}`,
      ((last.p95.get(name) ?? 0) / (before.p95.get(name) ?? 1)).toFixed(2),
      'at most 2',
    );
};
