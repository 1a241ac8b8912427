import { personName } from '../../shared/assignment.ts';
import { REJECTION_STATES, type RejectionState } from '../../shared/rejection.ts';
import { shiftTimes } from '../../shared/time.ts';
import type { ReadableDb } from '../database/database.ts';
import { createNameReader } from '../database/tables/names.ts';
import { createRejectionReader } from '../database/tables/rejections.ts';
import { EXIT } from '../exit-status.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { type Flags, oneOf, readFlags } from './flags.ts';
import { withDatabase } from './with-database.ts';

export const flags = {
  state: oneOf([...REJECTION_STATES, 'all'] as const, 'which ones (default: open)'),
  ...COMMON_FLAGS,
} satisfies Flags;

/** Rejections, newest first, one per line. */
export const run: Command = async (args, terminal) => {
  const { values } = readFlags(flags, args, terminal.env);
  const state = values.state ?? 'open';
  return withDatabase(values.data, terminal, async (db) => {
    for (const { r, person } of db.transaction(readRejections)(db, state === 'all' ? REJECTION_STATES : [state])) {
      const seenAt = new Date(r.seenAtMs).toISOString();
      if (values.json)
        await terminal.print(
          JSON.stringify({
            id: r.id,
            assignmentId: r.assignmentId,
            personId: r.personId,
            personName: person ? personName(person, r.personId) : null,
            from: r.from,
            until: r.until,
            startTimeInMinutes: r.startMinutes,
            endTimeInMinutes: r.endMinutes,
            state: r.state,
            seenAt,
            foundWhileCatchingUp: r.caughtUp,
          }),
        );
      else
        await terminal.print(
          `${r.from}  ${(shiftTimes(r.startMinutes, r.endMinutes) ?? 'all day').padEnd(16)}  ${personName(person, r.personId).padEnd(24)}  #${r.assignmentId}  ${r.state}  seen ${seenAt}`,
        );
    }
    return EXIT.ok;
  });
};

const readRejections = (db: ReadableDb, states: readonly RejectionState[]) => {
  const names = createNameReader(db);
  return createRejectionReader(db)
    .list(states)
    .map((r) => ({ r, person: r.personId === null ? undefined : names.person(r.personId) }));
};
