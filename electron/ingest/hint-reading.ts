import { addDays, addMonths, type Day, type DayRange, dayOf, daysBetween } from '../../shared/time.ts';
import type { Hint } from '../database/tables/hints.ts';
import type { Logger } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { HintAnswer } from './hint-verdict.ts';

export type HintAnswers = Map<number, HintAnswer>;

/** A list is read for at least this many hints; fewer are read by id. */
const MIN_LISTED = 9;
/** Requests by id in one round, all at the same time; newer hints may come first in the next round. */
const SINGLE_REQUESTS = 8;
const MAX_RANGE_DAYS = 92;
/** A shift further away is not looked for in lists: its date may be nonsense, and a list that reaches there is long. */
const LISTED_MONTHS = 13;

export interface HintReadingOptions {
  client: Pick<ProtimeClient, 'assignment' | 'assignments'>;
  now: () => number;
  log: Logger;
}

/** Asks the API about some assignments: many that lie close together through a list, the others by id. */
export const createHintReading = ({ client, now, log }: HintReadingOptions) => {
  /** By assignment, the version of a hint that was not in the list: it is read by id. */
  const notListed = new Map<number, string>();

  /** @throws ProtimeError when the API cannot be asked at all. */
  const readOne = async (id: number, signal: AbortSignal): Promise<HintAnswer> => {
    try {
      return (await client.assignment(id, signal)) ?? 'absent';
    } catch (error) {
      // May also be an outage of the whole API: then each is asked about less and less often.
      if (isProtimeError(error, 'server-error') || isProtimeError(error, 'timeout')) return 'no-answer';
      if (!isProtimeError(error, 'unexpected-answer')) throw error;
      log.warn('an assignment could not be read', { error: String(error) });
      return 'unreadable';
    }
  };

  const readById = async (hints: readonly Hint[], signal: AbortSignal): Promise<HintAnswers> => {
    const answers: HintAnswers = new Map();
    const results = await Promise.allSettled(hints.map(({ assignmentId }) => readOne(assignmentId, signal)));
    for (const [at, { assignmentId }] of hints.entries()) {
      const result = results[at];
      if (result?.status === 'fulfilled') answers.set(assignmentId, result.value);
      // If some requests succeeded, their answers are used, and the others are repeated in the next round.
      else if (answers.size === 0 && at === hints.length - 1) throw result?.reason;
    }
    return answers;
  };

  const readList = async (range: DayRange, hints: readonly Hint[], signal: AbortSignal): Promise<HintAnswers> => {
    const answers: HintAnswers = new Map();
    const open = new Set(hints.map(({ assignmentId }) => assignmentId));
    const personIds = hints.flatMap(({ personId }) => (personId === null ? [] : [personId]));
    const addAnswer = (id: number | undefined, answer: HintAnswer) => {
      if (id !== undefined && open.delete(id)) answers.set(id, answer);
    };
    try {
      for await (const page of client.assignments({ ...range, personIds }, signal)) {
        for (const event of page.assignments) addAnswer(event.id, event);
        for (const { id } of page.unreadable) addAnswer(id, 'unreadable');
        if (open.size === 0) break;
      }
    } catch (error) {
      if (!isProtimeError(error, 'unexpected-answer')) throw error;
      log.warn('a list could not be read, its assignments are read one by one', { error: String(error) });
    }
    for (const { assignmentId, changeVersion } of hints)
      if (open.has(assignmentId)) notListed.set(assignmentId, changeVersion);
    return answers;
  };

  const mayBeListed = ({ assignmentId, changeVersion, personId, fromDay }: Hint): boolean => {
    const today = dayOf(now());
    return (
      personId !== null &&
      fromDay !== null &&
      fromDay >= addMonths(today, -LISTED_MONTHS) &&
      fromDay <= addMonths(today, LISTED_MONTHS) &&
      notListed.get(assignmentId) !== changeVersion
    );
  };

  return {
    /**
     * Answers for some of the hints, at least one. The caller applies them, then asks again about the others.
     * @throws ProtimeError when the API cannot be asked at all.
     */
    async read(hints: readonly Hint[], signal: AbortSignal): Promise<HintAnswers> {
      const listed = closestTogether(hints.filter(mayBeListed));
      if (!listed) return readById(hints.slice(0, SINGLE_REQUESTS), signal);
      const answers = await readList(listed.range, listed.hints, signal);
      return answers.size > 0 ? answers : readById(hints.slice(0, SINGLE_REQUESTS), signal);
    },
    /** Call when no hint is due any more: later hints may be looked for in lists again. */
    forgetLists: (): void => notListed.clear(),
  };
};

/** The range of days in which most hints start, with these hints; undefined when there are fewer than MIN_LISTED in it. */
const closestTogether = (hints: readonly Hint[]): { range: DayRange; hints: Hint[] } | undefined => {
  const ranges = new Map<Day, Hint[]>();
  let first: Day | undefined;
  for (const hint of hints.toSorted((a, b) => ((a.fromDay ?? '') < (b.fromDay ?? '') ? -1 : 1))) {
    const day = hint.fromDay ?? '';
    if (first === undefined || daysBetween(first, day) >= MAX_RANGE_DAYS) first = day;
    ranges.set(first, [...(ranges.get(first) ?? []), hint]);
  }
  const [from, most = []] = [...ranges].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (from === undefined || most.length < MIN_LISTED) return undefined;
  return { range: { from, until: most.at(-1)?.fromDay ?? addDays(from, MAX_RANGE_DAYS) }, hints: most };
};
