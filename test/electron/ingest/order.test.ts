import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { ChangeEvent } from '../../../shared/change-event.ts';
import { SEED } from '../../seed.ts';
import { type Core, listed, pushed, remove, startCore, upsert } from './core.ts';

/*
 * Promise 2: the same events in any order, with any duplicates, give the same plan and the same rejections.
 * A history is what the provider did, in its order; what reaches us is shuffled, repeated, and mixed with readings of the list.
 */

const step = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  isDelete: fc.boolean(),
  rare: fc.integer({ min: 0, max: 9 }),
  isRejected: fc.constantFrom(true, false, undefined),
  start: fc.constantFrom(480, 540, 1320),
  person: fc.constantFrom(7, 8),
});

/** Ids are never used again: nothing follows a delete. */
const toHistory = (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): ChangeEvent[] => {
  const deleted = new Set<number>();
  return steps.flatMap(({ id, isDelete, rare, isRejected, start, person }, n) => {
    const version = `0000${String(n + 1).padStart(6, '0')}`;
    if (deleted.has(id)) return [];
    if (isDelete && rare < 3) {
      deleted.add(id);
      return [remove(id, version)];
    }
    return [upsert(id, version, { isRejected, startTimeInMinutes: start, person: { id: person } })];
  });
};

/** What the provider's list holds after some of the history: the last version of each, deleted ones left out. */
const listAfter = (history: readonly ChangeEvent[]) => {
  const last = new Map<number, ChangeEvent>();
  for (const event of history) last.set(event.id, event);
  const ids = [...last.keys()];
  return {
    events: [...last.values()].filter((event) => event.kind === 'upsert'),
    gone: ids.filter((id) => last.get(id)?.kind === 'delete'),
  };
};

const stateOf = (core: Core) => ({
  plan: [1, 2, 3, 4].map((id) => {
    const current = core.assignments.current(id);
    if (!current) return undefined;
    return current.deleted
      ? { changeVersion: current.changeVersion, deleted: true }
      : { changeVersion: current.changeVersion, fields: current.fields };
  }),
  rejections: [1, 2, 3, 4].flatMap((id) =>
    core.rejections.ofAssignment(id).map(({ changeVersion, state }) => ({ id, changeVersion, state })),
  ),
});

const RUNS = Number(process.env.HISTORIES ?? 2000);

it(`ends in the same plan and the same rejections whatever the order (${RUNS} histories)`, () => {
  // Two databases for all of them: each history is taken back at its end, which is quicker than making them anew.
  const [ordered, shuffled] = [startCore(), startCore()];
  onTestFinished(() => {
    ordered.db.close();
    shuffled.db.close();
  });
  const afresh = (run: () => void) => {
    for (const { db } of [ordered, shuffled]) db.exec('BEGIN');
    try {
      run();
    } finally {
      for (const { db } of [ordered, shuffled]) db.exec('ROLLBACK');
    }
  };
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 14 }),
      fc.infiniteStream(fc.nat()),
      fc.array(fc.nat({ max: 100 }), { maxLength: 5 }),
      fc.option(fc.nat({ max: 100 }), { nil: undefined }),
      (steps, noise, copies, syncAt) =>
        afresh(() => {
          const history = toHistory(steps);
          for (const event of history) ordered.apply(event, pushed());

          const random = noise[Symbol.iterator]();
          const mixed = [...history, ...copies.flatMap((n) => history[n % history.length] ?? [])]
            .map((event) => ({ event, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event);
          const notified: number[] = [];
          const note = (rejectionId: number | undefined) => rejectionId !== undefined && notified.push(rejectionId);
          const cut = syncAt === undefined ? -1 : syncAt % mixed.length;
          for (const [n, event] of mixed.entries()) {
            if (n === cut) {
              // The list is at least as new as what was pushed before it was read.
              const newest = Math.max(-1, ...mixed.slice(0, n).map((pushed) => history.indexOf(pushed)));
              const list = listAfter(history.slice(0, newest + 1 + (random.next().value % (history.length - newest))));
              for (const each of list.events) note(shuffled.apply(each, listed()).rejectionId);
              for (const id of list.gone) shuffled.applyRemovedFromList(id, listed());
            }
            note(shuffled.apply(event, pushed()).rejectionId);
          }

          expect(stateOf(shuffled)).toEqual(stateOf(ordered));
          // Each rejection is notified at most once, and each open one was notified.
          expect(new Set(notified).size).toBe(notified.length);
          const open = shuffled.rejections.list(['open']).map(({ id }) => id);
          expect(open.filter((id) => !notified.includes(id))).toEqual([]);
        }),
    ),
    { numRuns: RUNS, seed: SEED },
  );
});
