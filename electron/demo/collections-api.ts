import { type Activities, toActivityJson } from './activities.ts';
import { daysBetween } from './calendar.ts';
import { type Clause, matchesClause, parseFilter } from './filter.ts';
import { HttpError } from './http.ts';
import { type PagingOptions, pageOf } from './paging.ts';
import { type DemoPerson, toPersonJson } from './people.ts';
import type { Readings } from './readings.ts';
import { parseReferences, type Serializer } from './references.ts';
import type { Route } from './routes.ts';

export interface CollectionsOptions {
  readonly readings: Pick<Readings, 'list' | 'get' | 'areListsRefused'>;
  readonly people: readonly DemoPerson[];
  readonly activities: Activities;
  readonly serializer: Serializer;
  readonly paging: PagingOptions;
  /** `flex`: requests for assignments are refused with 403. */
  readonly planning: 'flex' | undefined;
  /** Maximum number of days in a list of assignments. */
  readonly maxRangeDays: number;
  /** A list of people without a filter is refused. */
  readonly requireFilters: boolean;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Number of days that the filter includes; without a bound the range has no practical end. */
const daysOf = (dates: readonly Clause[]): number => {
  const bound = (operator: Clause['operator'], open: string): string =>
    dates.find((clause) => clause.operator === operator)?.values[0] ?? open;
  return dates.some(({ operator }) => operator === 'eq')
    ? 1
    : daysBetween(bound('ge', '0001-01-01'), bound('le', '9999-12-31')) + 1;
};
const notFound = () => new HttpError(404, 'NotFound', 'This resource does not exist.');

/** Routes of the collections: assignments, people, activity definitions. */
export const collectionRoutes = (options: CollectionsOptions): readonly Route[] => {
  const { readings, people, activities, serializer, paging, planning, maxRangeDays, requireFilters } = options;
  const refuseOtherPlanning = (): void => {
    if (planning === 'flex') throw new HttpError(403, 'Forbidden', 'Assignments are not available with Planning Flex.');
  };
  const referencesOf = (url: URL) => parseReferences(url.searchParams.get('externalReferences') ?? '');
  return [
    {
      method: 'GET',
      path: /^\/assignments$/,
      scope: 'connector-protimeapi-assignments.read',
      handle: ({ url }) => {
        refuseOtherPlanning();
        const clauses = parseFilter(url.searchParams.get('filter'), ['date', 'person']);
        const dates = clauses.filter(({ field }) => field === 'date');
        const persons = clauses.filter(({ field }) => field === 'person');
        if (dates.length === 0 || !dates.every(({ values }) => values.every((value) => ISO_DATE.test(value)))) {
          throw new HttpError(400, 'InvalidFilter', 'A filter on date is required.');
        }
        if (daysOf(dates) > maxRangeDays || readings.areListsRefused()) {
          const reasons = ['The provided date range is invalid'];
          throw new HttpError(400, 'InvalidFilter', 'The request is not valid.', {}, reasons);
        }
        const references = referencesOf(url);
        const found = readings.list(
          ({ from, person }) =>
            dates.every((clause) => matchesClause(clause, from)) &&
            persons.every((clause) => matchesClause(clause, String(person?.id))),
        );
        const page = pageOf(found, url, paging);
        return {
          status: 200,
          body: { ...page, value: page.value.map((item) => serializer.assignment(item, references)) },
        };
      },
    },
    {
      method: 'GET',
      path: /^\/assignments\/(\d+)$/,
      scope: 'connector-protimeapi-assignments.read',
      handle: ({ url }, [id]) => {
        refuseOtherPlanning();
        const found = readings.get(Number(id));
        if (!found) throw notFound();
        return { status: 200, body: serializer.assignment(found, referencesOf(url)) };
      },
    },
    {
      method: 'GET',
      path: /^\/people$/,
      scope: 'connector-protimeapi-people.read',
      handle: ({ url }) => {
        if (requireFilters && !url.searchParams.get('filter')) {
          throw new HttpError(400, 'InvalidFilter', 'A filter is required.');
        }
        const page = pageOf(people, url, paging);
        return { status: 200, body: { ...page, value: page.value.map(toPersonJson) } };
      },
    },
    {
      method: 'GET',
      path: /^\/people\/(\d+)$/,
      scope: 'connector-protimeapi-people.read',
      handle: (_call, [id]) => {
        const found = people.find((person) => person.id === Number(id));
        if (!found) throw notFound();
        return { status: 200, body: toPersonJson(found) };
      },
    },
    {
      method: 'GET',
      path: /^\/activity-structure-versions\/([\w-]+)\/levels\/(\d+)\/activity-definitions$/,
      scope: 'connector-protimeapi-activity-definitions.read',
      handle: (_call, [versionId, level]) => {
        const found = activities.level(Number(level));
        if (versionId !== activities.versionId || found.length === 0) throw notFound();
        return { status: 200, body: { value: found.map(toActivityJson) } };
      },
    },
  ];
};
