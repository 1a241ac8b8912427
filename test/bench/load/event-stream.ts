import { addDays, type Day } from '../../../shared/time.ts';
import { createRandom, pick } from '../measure/random.ts';

type Wire = ReturnType<typeof firstVersion>;

export const PEOPLE = 200;
const WORDS = (
  'bring the keys of the north gate ask for forklift training swap with evening shift confirmed by phone parking ' +
  'behind hall two cover for a colleague late arrival agreed start at the loading dock call before leaving'
).split(' ') as [string, ...string[]];

export interface EventStreamOptions {
  seed?: number;
  assignments?: number;
  /** Events that came before: changeVersions go on rising from there. */
  after?: number;
}

/**
 * What a busy provider sends, about 400 bytes each: a few thousand assignments that change again and again.
 * Times most often, then comments and people; days and rejections seldom; now and then a save without a change.
 */
export const createEventStream = ({ seed = 1, assignments = 2000, after = 0 }: EventStreamOptions = {}) => {
  const random = createRandom(seed);
  const plan = new Map<number, Wire>();
  let made = after;

  const change = (wire: Wire): void => {
    const roll = random();
    if (roll < 0.45) moveTimes(wire, random);
    else if (roll < 0.75) wire.comments = comment(random);
    else if (roll < 0.85) wire.person = { id: 1 + Math.floor(random() * PEOPLE) };
    else if (roll < 0.95) wire.from = wire.until = someDay(random);
    else if (roll < 0.96) wire.isRejected = !wire.isRejected;
  };

  const nextVersion = (): Wire => {
    const id = FIRST_ID + Math.floor(random() * assignments);
    const known = plan.get(id);
    const wire = known ?? firstVersion(id, random);
    if (known) change(known);
    else plan.set(id, wire);
    wire.changeVersion = versionText(++made);
    return wire;
  };

  return {
    /** The next body. */
    next: (): string => JSON.stringify({ changeType: 'InsertOrUpdate', data: nextVersion() }),
    /** The same without its wrapper; the next one may be the same object, changed. */
    nextVersion,
  };
};

export type EventStream = ReturnType<typeof createEventStream>;

/** A whole plan of four months from a day on, as a list would hold it. */
export const createPlan = (count: number, firstDay: Day): Wire[] => {
  const random = createRandom(1);
  return Array.from({ length: count }, (_, n) => ({
    ...firstVersion(FIRST_ID + n, random, firstDay),
    changeVersion: versionText(n + 1),
  }));
};

const FIRST_ID = 50_000;
const versionText = (n: number): string => `0000${n.toString(16).toUpperCase().padStart(16, '0')}`;

const firstVersion = (id: number, random: () => number, firstDay = FIRST_DAY) => {
  const day = someDay(random, firstDay);
  return moveTimes(
    {
      changeVersion: '',
      id,
      person: { id: 1 + Math.floor(random() * PEOPLE) },
      from: day,
      until: day,
      startTimeInMinutes: 480,
      endTimeInMinutes: 960,
      breakDurationInMinutes: 30,
      comments: comment(random),
      activityLevels: [
        { level: 1, activityDefinition: { id: `38fc2206-b51f-434a-9c36-9e0e5fc5e7${10 + Math.floor(random() * 40)}` } },
      ],
      isRejected: false,
    },
    random,
  );
};

const FIRST_DAY = '2026-03-01';
const someDay = (random: () => number, firstDay = FIRST_DAY): Day => addDays(firstDay, Math.floor(random() * 120));

const moveTimes = <T extends { startTimeInMinutes: number; endTimeInMinutes: number }>(
  wire: T,
  random: () => number,
): T => {
  wire.startTimeInMinutes = 300 + 15 * Math.floor(random() * 60);
  wire.endTimeInMinutes = wire.startTimeInMinutes + 480;
  return wire;
};

const comment = (random: () => number): string => Array.from({ length: 12 }, () => pick(random, WORDS)).join(' ');
