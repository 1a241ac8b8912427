import type { Activities } from './activities.ts';
import type { AssignmentInput, Assignments, DemoAssignment } from './assignments.ts';
import { addDays, mondayOf } from './calendar.ts';
import type { DemoPerson } from './people.ts';
import { activityLevels } from './plan.ts';
import type { Random } from './random.ts';
import { anyComment, SHIFTS } from './shifts.ts';

/** With more open rejections than this, the simulated planner answers them more often. */
const MANY_REJECTED = 8;

export interface ChangesOptions {
  readonly assignments: Assignments;
  readonly people: readonly DemoPerson[];
  readonly activities: Activities;
  readonly random: Random;
  readonly today: () => string;
}

/** Simulated changes of a planner and the employees, one at a time; mostly in the two weeks that the screen shows. */
export const createChanges = ({ assignments, people, activities, random, today }: ChangesOptions) => {
  let lastRejected: number | undefined;

  const between = (from: string, until: string): DemoAssignment[] =>
    assignments.list().filter((assignment) => assignment.from >= from && assignment.from <= until);
  const onScreen = (): DemoAssignment[] => between(mondayOf(today()), addDays(mondayOf(today()), 13));
  const upcoming = (): DemoAssignment[] => between(today(), addDays(today(), 80));
  const pickAssignment = (): DemoAssignment | undefined => {
    const near = onScreen();
    const all = near.length === 0 || random.chance(0.12) ? upcoming() : near;
    return all.length > 0 ? random.pick(all) : undefined;
  };
  const someShift = () => random.pick(Object.values(SHIFTS));

  const movedTimes = (assignment: DemoAssignment): AssignmentInput => {
    const { startTimeInMinutes: start, endTimeInMinutes: end } = assignment;
    if (start === null || end === null || random.chance(0.2)) return someShift();
    const by = random.pick([-120, -60, -30, -15, 15, 30, 60, 120]);
    const which = random.weighted({ start: 1, end: 2, both: 2 });
    const startTimeInMinutes = which === 'end' ? start : start + by;
    const endTimeInMinutes = which === 'start' ? end : end + by;
    const possible =
      startTimeInMinutes >= -1440 && endTimeInMinutes <= 2880 && endTimeInMinutes - startTimeInMinutes >= 60;
    return possible ? { startTimeInMinutes, endTimeInMinutes } : someShift();
  };
  const movedDay = ({ from, until }: DemoAssignment): AssignmentInput => {
    const by = random.pick([-1, 1]);
    return { from: addDays(from, by), until: until && addDays(until, by) };
  };
  const newComment = ({ comments }: DemoAssignment): AssignmentInput => ({
    comments: comments !== null && random.chance(0.3) ? null : anyComment(random),
  });
  const otherPerson = (): AssignmentInput => ({ person: { id: random.pick(people).id }, isRejected: false });
  const newAssignment = (): AssignmentInput => {
    const from = addDays(today(), random.int(0, 9));
    return {
      ...someShift(),
      from,
      until: from,
      ...otherPerson(),
      activityLevels: activityLevels(activities, random),
      comments: random.chance(0.3) ? anyComment(random) : null,
    };
  };

  /** Rejects a future assignment; undefined when there is none. */
  const reject = (): DemoAssignment | undefined => {
    const open = onScreen().filter(({ from, isRejected, person }) => from > today() && !isRejected && person !== null);
    if (open.length === 0) return undefined;
    const rejected = assignments.save({ id: random.pick(open).id, isRejected: true });
    lastRejected = rejected.id;
    return rejected;
  };
  /** Never the newest rejection, so that it stays visible for a while. */
  const answerRejection = (rejected: readonly DemoAssignment[]): void => {
    const { id } = random.pick(rejected);
    assignments.save({ id, ...(random.chance(0.5) ? { isRejected: false } : otherPerson()) });
  };

  const edits = {
    times: movedTimes,
    comment: newComment,
    day: movedDay,
    person: otherPerson,
    activity: (): AssignmentInput => ({ activityLevels: activityLevels(activities, random) }),
    nothing: (): AssignmentInput => ({}),
  } satisfies Record<string, (assignment: DemoAssignment) => AssignmentInput>;

  const change = (): void => {
    const rejected = onScreen().filter(({ id, isRejected }) => isRejected && id !== lastRejected);
    const kind = random.weighted({
      times: 34,
      comment: 18,
      day: 6,
      person: 6,
      activity: 8,
      nothing: 5,
      create: 9,
      remove: 7,
      answer: rejected.length > MANY_REJECTED ? 40 : rejected.length > 0 ? 7 : 0,
    });
    const picked = kind === 'create' ? undefined : pickAssignment();
    if (kind === 'answer') answerRejection(rejected);
    else if (!picked || kind === 'create') assignments.save(newAssignment());
    else if (kind === 'remove') assignments.remove(picked.id);
    else assignments.save({ id: picked.id, ...edits[kind](picked) });
  };

  return {
    reject,
    /** One change; sometimes the same action also saves another assignment without changing it. */
    apply: (): void =>
      assignments.batch(() => {
        change();
        const unchangedAssignment = random.chance(0.08) ? pickAssignment() : undefined;
        if (unchangedAssignment) assignments.touch(unchangedAssignment.id);
      }),
  };
};

export type Changes = ReturnType<typeof createChanges>;
