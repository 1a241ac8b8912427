import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRotation, paceOf, pieceFrom, type RotationFacts } from '../../../electron/sync/rotation.ts';
import { addDays, type Day, dayOf, daysBetween } from '../../../shared/time.ts';
import { SEED } from '../../seed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TICK_MS = 15_000;
const START_MS = Date.parse('2026-03-10T11:00:00Z');

interface World {
  back: number;
  ahead: number;
  people: number;
  pageSize: number;
  everyThirdIsEmpty: boolean;
  requestsPerHour: number;
}

/** How many assignments start on a day: none at the weekend, some days are busy. */
const rowsOn = (day: Day, { people }: World): number => {
  const n = daysBetween('2026-01-05', day);
  if (((n % 7) + 7) % 7 >= 5) return 0;
  return n % 11 === 0 ? people * 2 : people;
};

/** A sliding hour. */
const createHour = () => {
  const atMs: number[] = [];
  let oldest = 0;
  let most = 0;
  const used = (nowMs: number): number => {
    while (nowMs - (atMs[oldest] ?? nowMs) >= HOUR) oldest += 1;
    return atMs.length - oldest;
  };
  return {
    used,
    send(nowMs: number, count: number): void {
      for (let n = 0; n < count; n += 1) atMs.push(nowMs);
      most = Math.max(most, used(nowMs));
    },
    most: () => most,
  };
};

/** Runs the rotation for some hours; returns when each day was compared, the requests, and the stated bounds. */
const run = (world: World, hours: number) => {
  const rotation = createRotation();
  const today = dayOf(START_MS);
  const days = { from: addDays(today, -world.back), until: addDays(today, world.ahead) };
  const all = Array.from({ length: world.back + world.ahead + 1 }, (_, n) => addDays(days.from, n));
  const rowsOfDay = new Map(all.map((day) => [day, rowsOn(day, world)]));
  const sum = (some: readonly Day[]) => some.reduce((rows, day) => rows + (rowsOfDay.get(day) ?? 0), 0);
  const rows = sum(all);
  const hour = createHour();
  const lastMs = new Map<Day, number>(all.map((day) => [day, START_MS]));
  const longestMs = new Map<Day, number>();
  const compared = (day: Day, nowMs: number) => {
    longestMs.set(day, Math.max(longestMs.get(day) ?? 0, nowMs - (lastMs.get(day) ?? 0)));
    lastMs.set(day, nowMs);
  };
  const stated = { near: 0, far: 0 };
  const endMs = START_MS + hours * HOUR;
  for (let nowMs = START_MS; nowMs < endMs; nowMs += TICK_MS) {
    // The status of the webhook.
    if ((nowMs - START_MS) % MINUTE === 0) hour.send(nowMs, 1);
    const day = dayOf(nowMs);
    const { requestsPerHour } = world;
    const requestsLeft = Math.max(0, requestsPerHour - hour.used(nowMs));
    const nearRows = sum([day, addDays(day, 1)]);
    const facts: RotationFacts = { nowMs, today: day, days, rows, nearRows, requestsPerHour, requestsLeft };
    const { nearMinutes, farMinutes } = rotation.bounds(facts);
    stated.near = Math.max(stated.near, nearMinutes);
    stated.far = Math.max(stated.far, farMinutes);
    const next = rotation.next(facts);
    if (!next) continue;
    const some = Array.from({ length: daysBetween(next.from, next.until) + 1 }, (_, n) => addDays(next.from, n));
    const full = Math.max(1, Math.ceil(sum(some) / world.pageSize));
    const pages = world.everyThirdIsEmpty && full > 1 ? full + Math.floor(full / 2) : full;
    hour.send(nowMs, pages);
    for (const each of some) compared(each, nowMs);
    rotation.done(facts, next, sum(some), pages);
  }
  for (const day of all) compared(day, endMs);
  return { all, longestMs: (day: Day) => longestMs.get(day) ?? 0, stated, busiest: hour.most(), today };
};

describe('the rotation of the compared days', () => {
  it('compares every day within the stated time, and stays within the budget', () => {
    const world = fc.record({
      back: fc.integer({ min: 0, max: 60 }),
      ahead: fc.integer({ min: 28, max: 120 }),
      people: fc.integer({ min: 0, max: 300 }),
      pageSize: fc.constantFrom(50, 200, 1000),
      everyThirdIsEmpty: fc.boolean(),
      requestsPerHour: fc.integer({ min: 180, max: 1000 }),
    });
    fc.assert(
      fc.property(world, (given) => {
        const first = run(given, 1);
        const { all, longestMs, stated, busiest } = run(given, Math.ceil((2 * first.stated.far) / 60) + 26);
        for (const day of all) {
          // Which days are near changes at midnight.
          const limit = Math.max(stated.far, stated.near);
          if (longestMs(day) > limit * MINUTE)
            throw new Error(`${day}: ${longestMs(day) / MINUTE} of ${limit} minutes`);
        }
        if (busiest > given.requestsPerHour) throw new Error(`${busiest} requests of ${given.requestsPerHour}`);
      }),
      { numRuns: 40, seed: SEED },
    );
  });

  it('compares today and tomorrow every five minutes, and a small plan within the hour', () => {
    const small = { back: 31, ahead: 92, people: 40, pageSize: 200, everyThirdIsEmpty: true, requestsPerHour: 240 };
    const { longestMs, stated, busiest, today } = run(small, 8);
    expect(longestMs(today)).toBe(5 * MINUTE);
    expect(longestMs(addDays(today, 1))).toBe(5 * MINUTE);
    expect(stated.near).toBe(8);
    expect(stated.far).toBeLessThanOrEqual(60);
    expect(busiest).toBeLessThanOrEqual(240);
  });

  it('waits while nothing is left of the budget, but not with today and tomorrow', () => {
    const rotation = createRotation();
    const facts: RotationFacts = {
      nowMs: START_MS,
      today: '2026-03-10',
      days: { from: '2026-02-10', until: '2026-06-10' },
      rows: 1000,
      nearRows: 20,
      requestsPerHour: 240,
      requestsLeft: 0,
    };
    expect(rotation.next(facts)).toBeUndefined();
    expect(rotation.next({ ...facts, requestsLeft: 100 })).toMatchObject({ from: '2026-03-12', isNear: false });
    expect(rotation.next({ ...facts, nowMs: START_MS + 5 * MINUTE })).toEqual({
      from: '2026-03-10',
      until: '2026-03-11',
      isNear: true,
    });
  });

  it('goes on after the clock was set back', () => {
    const rotation = createRotation();
    const facts: RotationFacts = {
      nowMs: START_MS,
      today: '2026-03-10',
      days: { from: '2026-02-10', until: '2026-06-10' },
      rows: 1000,
      nearRows: 20,
      requestsPerHour: 240,
      requestsLeft: 200,
    };
    const piece = rotation.next(facts);
    if (piece) rotation.done(facts, piece, 10, 1);
    const back = { ...facts, nowMs: START_MS - 24 * HOUR, today: '2026-03-09' };
    expect(rotation.next(back)?.isNear).toBe(false);
    expect(rotation.next({ ...back, nowMs: back.nowMs + 5 * MINUTE })?.isNear).toBe(true);
  });

  it('states a longer time for a larger plan and a smaller budget', () => {
    const days = { from: '2026-02-10', until: '2026-06-10' };
    const small = paceOf({ days, rows: 1000, nearRows: 20, requestsPerHour: 240 }, 100);
    const large = paceOf({ days, rows: 100_000, nearRows: 2000, requestsPerHour: 240 }, 100);
    const halved = paceOf({ days, rows: 100_000, nearRows: 2000, requestsPerHour: 120 }, 100);
    expect(large.nearMinutes).toBeGreaterThan(small.nearMinutes);
    expect(large.farMinutes).toBeGreaterThan(small.farMinutes);
    expect(halved.farMinutes).toBeGreaterThan(large.farMinutes);
    expect(halved.nearMinutes).toBeGreaterThan(large.nearMinutes);
  });

  it('skips today and tomorrow, and begins again after the last day', () => {
    const at = { days: { from: '2026-03-01', until: '2026-03-20' }, today: '2026-03-10' };
    const next = (from: Day) => Object.values(pieceFrom(from, at, 7) ?? {});
    expect(next('2026-03-01')).toEqual(['2026-03-01', '2026-03-07']);
    expect(next('2026-03-08')).toEqual(['2026-03-08', '2026-03-09']);
    expect(next('2026-03-10')).toEqual(['2026-03-12', '2026-03-18']);
    expect(next('2026-03-19')).toEqual(['2026-03-19', '2026-03-20']);
    expect(next('2026-03-21')).toEqual(['2026-03-01', '2026-03-07']);
    const onlyNear = { days: { from: '2026-03-10', until: '2026-03-11' }, today: '2026-03-10' };
    expect(pieceFrom('2026-03-10', onlyNear, 7)).toBeUndefined();
  });
});
