import { parseJson } from '../../shared/json.ts';
import type { Day } from '../../shared/time.ts';
import { segment } from './addresses.ts';
import { type Api, undefinedOn } from './api.ts';
import { assignmentIdOf, parseAssignment, type UpsertEvent } from './assignment-wire.ts';
import { unexpected } from './body.ts';
import { createDatePieces } from './date-pieces.ts';
import type { UnreadableItem } from './events.ts';
import { createPageCache } from './page-cache.ts';
import { apiUrl, leavesRoom, pages } from './reading.ts';
import { type RequestedReferences, withReferences } from './references.ts';
import { ASSIGNMENTS_READ } from './scopes.ts';

export interface AssignmentRange {
  /** First and last day on which an assignment starts, both included. */
  from: Day;
  until: Day;
  /** Only assignments of these people; by default of everyone. */
  personIds?: readonly number[];
  /** Pages that have not changed since they were last read like this need not be sent again. */
  conditional?: boolean;
}

/** An unreadable item of a list. It has its id, so that the assignment is not treated as deleted. */
export interface UnreadableAssignment extends UnreadableItem {
  id?: number;
}

export interface AssignmentPage {
  assignments: UpsertEvent[];
  unreadable: UnreadableAssignment[];
}

export interface Assignments {
  /** The plan of a period of any length, page by page. Pages may be empty. */
  assignments(range: AssignmentRange, signal?: AbortSignal): AsyncGenerator<AssignmentPage>;
  /** Resolves to undefined when it does not exist any more. */
  assignment(id: number, signal?: AbortSignal): Promise<UpsertEvent | undefined>;
}

export const createAssignments = (api: Api, origin: string, references: RequestedReferences): Assignments => {
  const listUrl = (
    range: AssignmentRange,
    personIds: readonly number[] | undefined,
    externalReferences: string | undefined,
  ) => apiUrl(origin, '/assignments', { filter: filterText(range, personIds), externalReferences });

  const readInPieces = createDatePieces();
  const cache = createPageCache();

  const readPiece = async function* (range: AssignmentRange, signal: AbortSignal | undefined) {
    const fits = (personIds: readonly number[]) => leavesRoom(listUrl(range, personIds, references.value));
    const groups = range.personIds ? groupsThatFit([...new Set(range.personIds)], fits) : [undefined];
    for (const group of groups) {
      const url = (externalReferences: string | undefined) => listUrl(range, group, externalReferences);
      const list = {
        ...{ url, references, label: 'GET /assignments', scope: ASSIGNMENTS_READ },
        ...(range.conditional && { cache }),
      };
      for await (const items of pages(api, list, signal)) yield toPage(items);
    }
  };

  return {
    assignments: ({ from, until, ...rest }, signal) =>
      readInPieces({ from, until }, (piece) => readPiece({ ...piece, ...rest }, signal)),

    assignment: async (id, signal) => {
      const label = 'GET /assignments/{id}';
      const read = (externalReferences: string | undefined) => {
        const url = apiUrl(origin, `/assignments/${segment(id)}`, { externalReferences });
        return api({ method: 'GET', url, label, scope: ASSIGNMENTS_READ }, signal);
      };
      const answer = await undefinedOn('not-found', withReferences(references, read));
      if (!answer) return undefined;
      const event = parseAssignment(parseJson(answer.text));
      if (typeof event === 'string') throw unexpected(label, answer.status, event);
      if (event.id !== id) throw unexpected(label, answer.status, 'id: of another assignment');
      return event;
    },
  };
};

const toPage = (items: readonly unknown[]): AssignmentPage => {
  const page: AssignmentPage = { assignments: [], unreadable: [] };
  for (const [index, raw] of items.entries()) {
    const event = parseAssignment(raw);
    if (typeof event !== 'string') {
      page.assignments.push(event);
      continue;
    }
    const id = assignmentIdOf(raw);
    page.unreadable.push({ index, reason: event, raw, ...(id === undefined ? {} : { id }) });
  }
  return page;
};

const filterText = ({ from, until }: AssignmentRange, personIds: readonly number[] | undefined): string => {
  const dates = `date ge '${from}' and date le '${until}'`;
  return personIds ? `${dates} and person in (${personIds.join(',')})` : dates;
};

/** Splits a list of people so that each part fits into one address. */
const groupsThatFit = (ids: readonly number[], fits: (ids: readonly number[]) => boolean): number[][] => {
  const groups: number[][] = [];
  let group: number[] = [];
  for (const id of ids) {
    if (group.length > 0 && !fits([...group, id])) {
      groups.push(group);
      group = [];
    }
    group.push(id);
  }
  return group.length > 0 ? [...groups, group] : groups;
};
