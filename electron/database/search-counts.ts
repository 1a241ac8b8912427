import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../shared/change-event.ts';
import { COUNT_CAP, type SearchCounts, type SearchFilters } from '../../shared/search.ts';
import type { ReadableDb } from './database.ts';
import { type LineSet, newestFirst, sizeOf } from './line-set.ts';
import { createFinder, type Finder } from './search-find.ts';
import { createSearchPlanner, type SearchPlan } from './search-plan.ts';
import { createStatements } from './search-statements.ts';

/** Counting goes on no longer than this: other questions wait for the same thread. */
const BUDGET_MS = 40;
/** So many lines are looked at before the time is. */
const AT_ONCE = 200;

/**
 * How much each chip would find, its own group apart: counted up to a cap, and not at all what there was no time for.
 * Lines the index does not hold yet are left out.
 */
export const createCounter = (
  db: ReadableDb,
  now: () => number = () => performance.now(),
  finder: Finder = createFinder(db),
) => {
  const ask = createStatements(db);
  const planner = createSearchPlanner(db);

  /** Lines of a set that are meant: the set alone does not tell where a period begins within a day or a shift is long. */
  const countLines = (set: LineSet, plan: SearchPlan, endMs: number): number | null => {
    let count = 0;
    let seqs: number[] = [];
    const look = () => {
      const said = finder.saying(seqs, plan.phrases);
      const sql = `SELECT count(*) FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value WHERE ${plan.sql || '1'}`;
      count += ask<[n: number]>(sql, [JSON.stringify(said), ...plan.values])[0]?.[0] ?? 0;
      seqs = [];
    };
    for (const seq of newestFirst(set)) {
      if (seqs.push(seq) < AT_ONCE) continue;
      if (now() > endMs) return null;
      look();
      if (count > COUNT_CAP) break;
    }
    look();
    return Math.min(count, COUNT_CAP + 1);
  };

  /** How much each of some searches finds. */
  const countEach = (searches: readonly SearchFilters[]): (number | null)[] => {
    const endMs = now() + BUDGET_MS;
    return searches.map((filters) => {
      if (now() > endMs) return null;
      const plan = planner.plan(filters);
      const part = plan === 'nothing' ? undefined : finder.part(plan.firstSeq, plan.lastSeq);
      const set = plan !== 'nothing' && part && finder.find(part, plan);
      if (!set) return 0;
      return plan.needsLines ? countLines(set, plan, endMs) : Math.min(sizeOf(set), COUNT_CAP + 1);
    });
  };

  const chips = (filters: SearchFilters): SearchCounts => {
    const endMs = now() + BUDGET_MS;
    const find = (plan: SearchPlan, chips = plan.chips): LineSet | undefined => {
      const part = finder.part(plan.firstSeq, plan.lastSeq);
      return part && finder.find(part, { ...plan, chips });
    };
    const count = (narrowed: SearchFilters, base: LineSet | undefined, own: readonly (readonly string[])[]) => {
      if (now() > endMs) return null;
      const plan = planner.plan(narrowed);
      if (plan === 'nothing' || !base) return 0;
      const left = own.reduce<LineSet | undefined>((set, words) => set && finder.havingChip(set, words), base);
      if (!left) return 0;
      return plan.needsLines ? countLines(left, plan, endMs) : Math.min(sizeOf(left), COUNT_CAP + 1);
    };

    /** What holds whichever value of the group is chosen is looked for once. */
    const each = <T extends string>(values: readonly T[], narrowed: (value: T) => SearchFilters) => {
      const plans = values.map((value) => planner.plan(narrowed(value)));
      const chipsOf = (plan: SearchPlan | 'nothing') => (plan === 'nothing' ? [] : plan.chips);
      const isShared = (words: readonly string[]) =>
        plans.every((plan) => chipsOf(plan).some((other) => other.join() === words.join()));
      const [plan = 'nothing'] = plans;
      const base = plan === 'nothing' || now() > endMs ? undefined : find(plan, plan.chips.filter(isShared));
      return Object.fromEntries(
        values.map((value, n) => [
          value,
          count(
            narrowed(value),
            base,
            chipsOf(plans[n] ?? 'nothing').filter((words) => !isShared(words)),
          ),
        ]),
      ) as Record<T, number | null>;
    };
    return {
      total: each(['total'], () => filters).total ?? null,
      kinds: each(CHANGE_KINDS, (kind) => ({ ...filters, kinds: [kind] })),
      sources: each(CHANGE_SOURCES, (source) => ({ ...filters, sources: [source] })),
      outcomes: each(CHANGE_OUTCOMES, (outcome) => ({ ...filters, outcomes: [outcome] })),
    };
  };

  return { chips: db.transaction(chips), each: db.transaction(countEach) };
};
