import { type Activity, activityName, type Person, type PersonId } from '../../../shared/assignment.ts';
import { createListFilter, filterText } from '../../../shared/list-filter.ts';
import type { TimelineRow } from '../../../shared/timeline-rows.ts';
import type { RowKey } from '../../store/person-plan.ts';
import type { RowOrder } from '../../store/plan-view-store.ts';

type Ranks = ReadonlyMap<PersonId, number>;
const knownRanks = new WeakMap<ReadonlyMap<PersonId, Person>, { locale: string; ranks: Ranks }>();

/** Rank of each person by last name, then first name. Cached per list of people. */
export const nameRanks = (people: ReadonlyMap<PersonId, Person>, locale: string): Ranks => {
  const known = knownRanks.get(people);
  if (known?.locale === locale) return known.ranks;
  const ranks = rankByName(people, locale);
  knownRanks.set(people, { locale, ranks });
  return ranks;
};

const rankByName = (people: ReadonlyMap<PersonId, Person>, locale: string): Ranks => {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const sorted = [...people.values()].sort(
    (a, b) => compare(a.lastName, b.lastName) || compare(a.firstName, b.firstName) || a.id - b.id,
  );
  return new Map(sorted.map((p, index) => [p.id, index]));
};

/** People whose name or employee number contains all words. */
export const peopleMatching = (people: ReadonlyMap<PersonId, Person>, text: string): ReadonlySet<PersonId> => {
  const isMatch = createListFilter(text);
  return new Set(
    [...people.values()]
      .filter((p) => isMatch(filterText(p.firstName, p.lastName, p.employeeNumber, `#${p.id}`)))
      .map((p) => p.id),
  );
};

/** Activities whose name contains all words. */
export const activitiesMatching = (
  activities: ReadonlyMap<string, Activity>,
  text: string,
  language: string,
): string[] => {
  const isMatch = createListFilter(text);
  return [...activities.values()]
    .filter((activity) => isMatch(filterText(activityName(activity, activity.id, language))))
    .map((activity) => activity.id);
};

interface OrderOptions {
  rowKeys: readonly RowKey[];
  rows: ReadonlyMap<RowKey, TimelineRow>;
  ranks: ReadonlyMap<PersonId, number>;
  order: RowOrder;
  onlyRejected: boolean;
  /** undefined: everyone. */
  matching: ReadonlySet<RowKey> | undefined;
  /** Rank of each activity, when grouped. */
  activityRanks?: ReadonlyMap<string, number>;
}

/** Rank of each activity by name. */
export const activityRanks = (
  activities: ReadonlyMap<string, Activity>,
  language: string,
  locale: string,
): ReadonlyMap<string, number> => {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const named = [...activities.values()].map((a) => ({ id: a.id, name: activityName(a, a.id, language) }));
  return new Map(named.sort((a, b) => compare(a.name, b.name)).map(({ id }, index) => [id, index]));
};

/** A group of rows with the same main activity. */
export interface RowGroup {
  activityId: string | null;
  /** Index of its first row. */
  first: number;
  count: number;
}

/** Groups of rows sorted by activity. */
export const groupsOf = (order: readonly RowKey[], rows: ReadonlyMap<RowKey, TimelineRow>): RowGroup[] => {
  const groups: RowGroup[] = [];
  for (const [index, key] of order.entries()) {
    const activityId = rows.get(key)?.activityId ?? null;
    const current = groups.at(-1);
    if (current?.activityId === activityId) current.count += 1;
    else groups.push({ activityId, first: index, count: 1 });
  }
  return groups;
};

/** Filters and sorts the rows. The unassigned row comes first. */
export const orderRows = (options: OrderOptions): RowKey[] => {
  const { rowKeys, rows, ranks, order, onlyRejected, matching } = options;
  const shown = inNameOrder(
    rowKeys.filter((key) => (!onlyRejected || rows.get(key)?.hasRejected === true) && (!matching || matching.has(key))),
    ranks,
  );
  // Stable sort: ties keep name order.
  switch (order) {
    case 'name':
      return shown;
    case 'nextShift':
      // Sorts after all other text: people without a next shift come last.
      return sortedBy(shown, (key) => rows.get(key)?.nextStart ?? '\uffff');
    case 'activity': {
      const idOf = (key: RowKey) => rows.get(key)?.activityId ?? '';
      const rankOf = (key: RowKey) =>
        idOf(key) ? (options.activityRanks?.get(idOf(key)) ?? Number.MAX_SAFE_INTEGER - 1) : Number.MAX_SAFE_INTEGER;
      // Sort by id first, so that activities without a name are grouped.
      return sortedBy(sortedBy(shown, idOf), rankOf);
    }
  }
};

/** Bucket sort by rank; faster than comparing thousands of names. */
const inNameOrder = (keys: readonly RowKey[], ranks: Ranks): RowKey[] => {
  const named: RowKey[] = new Array(ranks.size);
  const others: RowKey[] = [];
  for (const key of keys) {
    const rank = key === null ? undefined : ranks.get(key);
    if (rank === undefined) others.push(key);
    else named[rank] = key;
  }
  const unassigned = others.filter((key) => key === null);
  const unnamed = others.filter((key) => key !== null).sort((a, b) => a - b);
  // `filter` removes the empty slots.
  return [...unassigned, ...named.filter(() => true), ...unnamed];
};

const sortedBy = <T extends string | number>(keys: readonly RowKey[], valueIn: (key: RowKey) => T): RowKey[] =>
  keys
    .map((key) => ({ key, value: valueIn(key) }))
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
    .map(({ key }) => key);
