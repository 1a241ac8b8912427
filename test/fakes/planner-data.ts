import type { Activity, Assignment, Person } from '../../shared/assignment.ts';
import { addDays, type Day, daysBetween, weekday } from '../../shared/time.ts';

/** A seeded random generator in [0, 1). */
export const createRandom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
type Random = ReturnType<typeof createRandom>;

const FIRST = ['Jan', 'Els', 'Fatima', 'Noé', 'Lotte', 'Bram', 'Amélie', 'Yusuf', 'Sofie', 'Pieter', 'Inès', 'Karel'];
const LAST = ['Peeters', 'Janssens', 'El Amrani', 'Dubois', 'Maes', 'Van den Broeck', 'Lambert', 'Yılmaz', 'Claes'];
const ACTIVITY_NAMES: [string, string, string][] = [
  ['Reception', 'Onthaal', 'Accueil'],
  ['Warehouse', 'Magazijn', 'Entrepôt'],
  ['Order picking', 'Orderpicking', 'Préparation de commandes'],
  ['Forklift', 'Heftruck', 'Chariot élévateur'],
  ['Ward 3B', 'Afdeling 3B', 'Unité 3B'],
  ['Night guard', 'Nachtwacht', 'Garde de nuit'],
  ['Training', 'Opleiding', 'Formation'],
];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

export const activityId = (index: number): string => `0a00000${index}-5d2c-4b7e-9a31-70c1d2e3f4a5`;

export const makeActivities = (): Activity[] =>
  ACTIVITY_NAMES.map(([en, nl, fr], i) => ({
    id: activityId(i),
    level: 1,
    name: en,
    translations: { 'en-GB': en, 'nl-BE': nl, 'fr-BE': fr },
  }));

export const makePeople = (count: number, random: Random): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    id: 1000 + i,
    firstName: pick(random, FIRST),
    lastName: `${pick(random, LAST)}${count > 200 ? ` ${String(i).padStart(4, '0')}` : ''}`,
    employeeNumber: String(4100 + i * 7),
    ...(i % 9 === 0 ? { references: { '@payroll': `P-${i}` } } : {}),
  }));

/** Start, end, break, index of the activity it goes with. */
const SHIFTS: [number, number, number | null, number][] = [
  [360, 840, 30, 1],
  [480, 1020, 30, 0],
  [480, 1020, 30, 2],
  [840, 1320, 30, 3],
  [1320, 1800, 45, 5],
  [420, 945, 30, 4],
];

interface AssignmentBase extends Pick<Assignment, 'id' | 'personId' | 'from' | 'seenAtMs'> {}

const assignmentOf = (base: AssignmentBase, rest: Partial<Assignment>): Assignment => ({
  until: base.from,
  startMinutes: null,
  endMinutes: null,
  breakMinutes: null,
  comments: null,
  activities: [],
  isRejected: false,
  changeVersion: '0000000001',
  deleted: false,
  seq: 1,
  changedAtMs: null,
  ...base,
  ...rest,
});

interface PlanOptions {
  people: readonly Person[];
  from: Day;
  until: Day;
  random: Random;
  seenAtMs: number;
}

/** Five working days per person, plus special cases (several days, open-ended, no times, overlaps). */
export const makeAssignments = ({ people, from, until, random, seenAtMs }: PlanOptions): Assignment[] => {
  const made: Assignment[] = [];
  const days = daysBetween(from, until);
  const base = (personId: number | null, day: Day): AssignmentBase => ({
    id: 50_001 + made.length,
    personId,
    from: day,
    seenAtMs,
  });
  const activity = (index: number) => [{ level: 1, activityId: activityId(index) }];
  for (const [index, { id }] of people.entries()) {
    let shift = pick(random, SHIFTS);
    for (let d = 0; d <= days; d++) {
      const day = addDays(from, d);
      const isWeekend = weekday(day) >= 5;
      if (weekday(day) === 0) shift = random() < 0.5 ? pick(random, SHIFTS) : shift;
      if (isWeekend ? random() > 0.12 : random() < 0.1) continue;
      const [startMinutes, endMinutes, breakMinutes, activityIndex] = shift;
      const roll = random();
      if (roll < 0.01) made.push(assignmentOf(base(id, day), { until: addDays(day, 2), activities: activity(6) }));
      else if (roll < 0.02) made.push(assignmentOf(base(id, day), { comments: 'Stand-by' }));
      else
        made.push(
          assignmentOf(base(id, day), {
            startMinutes,
            endMinutes,
            breakMinutes,
            activities: activity(activityIndex),
            comments: roll > 0.96 ? 'Bring the keys' : null,
            isRejected: roll > 0.985,
          }),
        );
      if (roll > 0.95 && roll < 0.97)
        made.push(
          assignmentOf(base(id, day), { startMinutes: 720, endMinutes: 900, comments: 'Meeting with the team' }),
        );
    }
    if (index % 17 === 3)
      made.push(assignmentOf(base(id, addDays(from, 9)), { until: null, startMinutes: 540, activities: activity(6) }));
  }
  if (people.length === 0) return made;
  for (let d = 0; d <= days; d += 3)
    made.push(
      assignmentOf(base(null, addDays(from, d)), { startMinutes: 600, endMinutes: 1080, activities: activity(0) }),
    );
  return made;
};
