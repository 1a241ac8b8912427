import type { Activities } from './activities.ts';
import type { DemoAssignment, Draft } from './assignments.ts';
import { addDays, dateAt, mondayOf, weekNumber } from './calendar.ts';
import type { DemoPerson } from './people.ts';
import { createRandom, type Random, seedFor } from './random.ts';
import { anyComment, SHIFTS, type Shift } from './shifts.ts';

const WEEKS_BACK = 8;
const WEEKS_AHEAD = 14;
const REJECTED_AT_START = 4;
/** Number of ids for each person and week. */
const SLOTS_PER_WEEK = 8;

const TEAMS = ['office', 'shifts', 'shifts', 'office', 'shifts', 'night', 'shifts', 'flexible'] as const;

const shiftOn = (team: (typeof TEAMS)[number], day: number, week: number, random: Random): Shift | undefined => {
  const weekend = day >= 5;
  switch (team) {
    case 'office':
      return weekend || random.chance(0.1) ? undefined : SHIFTS.day;
    case 'shifts':
      return random.chance(weekend ? 0.85 : 0.15) ? undefined : week % 2 === 0 ? SHIFTS.early : SHIFTS.late;
    case 'night':
      return day > 3 ? undefined : week % 4 === 3 ? SHIFTS.nightBefore : SHIFTS.night;
    case 'flexible':
      return random.chance(weekend ? 0.9 : 0.5) ? undefined : random.pick([SHIFTS.short, SHIFTS.day]);
  }
};

export const activityLevels = (activities: Activities, random: Random): DemoAssignment['activityLevels'] => {
  const first = random.pick(activities.level(1));
  const seconds = activities.childrenOf(first.id);
  const levels = [{ level: 1, activityDefinition: { id: first.id } }];
  return seconds.length > 0 && random.chance(0.7)
    ? [...levels, { level: 2, activityDefinition: { id: random.pick(seconds).id } }]
    : levels;
};

/** The plan of a person for a week. It does not depend on the day of the start, so that it matches an existing database. */
const planWeek = (
  seed: number,
  monday: string,
  person: DemoPerson,
  activities: Activities,
  idBase: number,
): Draft[] => {
  const week = weekNumber(monday);
  const random = createRandom(seedFor(seed, 3, week, person.id));
  const usualActivities = activityLevels(activities, createRandom(seedFor(seed, 4, person.id)));
  const team = TEAMS[person.id % TEAMS.length] ?? 'office';
  const draft = (day: number, shift: Shift | undefined, until: string | null = addDays(monday, day)): Draft => ({
    id: idBase + day,
    person: { id: person.id },
    from: addDays(monday, day),
    until,
    startTimeInMinutes: shift?.startTimeInMinutes ?? null,
    endTimeInMinutes: shift?.endTimeInMinutes ?? null,
    breakDurationInMinutes: shift?.breakDurationInMinutes ?? null,
    comments: random.chance(0.12) ? anyComment(random) : null,
    activityLevels: random.chance(0.85) ? usualActivities : activityLevels(activities, random),
    isRejected: false,
  });
  if (random.chance(0.03)) return [draft(0, SHIFTS.day, addDays(monday, random.int(1, 4)))];
  if (random.chance(0.02)) return [draft(random.int(0, 2), undefined, addDays(monday, 4))];
  if (random.chance(0.008)) return [draft(random.int(0, 4), random.chance(0.5) ? SHIFTS.early : undefined, null)];
  return Array.from({ length: 7 }, (_, day) => day).flatMap((day) => {
    const shift = shiftOn(team, day, week + person.id, random);
    if (!shift) return [];
    return [draft(day, random.chance(0.03) ? undefined : shift)];
  });
};

export interface PlanOptions {
  readonly seed: number;
  readonly nowMs: number;
  readonly people: readonly DemoPerson[];
  readonly activities: Activities;
}

/** The plan from eight weeks ago to three months ahead; a few assignments of the next days are already rejected. */
export const createPlan = ({ seed, nowMs, people, activities }: PlanOptions): Draft[] => {
  const today = dateAt(nowMs);
  const thisMonday = mondayOf(today);
  const drafts = Array.from({ length: WEEKS_BACK + WEEKS_AHEAD }, (_, at) =>
    addDays(thisMonday, (at - WEEKS_BACK) * 7),
  ).flatMap((monday) =>
    people.flatMap((person, index) => {
      const idBase = 1000 + (weekNumber(monday) * people.length + index) * SLOTS_PER_WEEK;
      return planWeek(seed, monday, person, activities, idBase);
    }),
  );
  const random = createRandom(seedFor(seed, 5, weekNumber(today)));
  const soon = drafts.filter(({ from }) => from > today && from <= addDays(today, 12));
  const rejected = new Set(soon.length > 0 ? Array.from({ length: REJECTED_AT_START }, () => random.pick(soon)) : []);
  return drafts.map((draft) => (rejected.has(draft) ? { ...draft, isRejected: true } : draft));
};
