import type { Unapplied } from '../ingest/unapplied.ts';
import type { UpsertEvent } from '../protime/assignment-wire.ts';
import type { ProtimeClient } from '../protime/client.ts';
import { isProtimeError } from '../protime/errors.ts';
import { putAsideUnreadable } from './unreadable-rows.ts';

export interface ReadSingleOptions {
  client: Pick<ProtimeClient, 'assignment'>;
  unapplied: Pick<Unapplied, 'putAsideRecords'>;
}

/** Reads one assignment. An unreadable answer must not end a longer reading: the assignment stays as it is in the plan. */
export const createReadSingle =
  ({ client, unapplied }: ReadSingleOptions) =>
  async (id: number, signal: AbortSignal): Promise<UpsertEvent | 'gone' | 'unreadable'> => {
    try {
      const event = await client.assignment(id, signal);
      if (event) putAsideUnreadable(unapplied, { assignments: [event], unreadable: [] });
      return event ?? 'gone';
    } catch (error) {
      if (!isProtimeError(error, 'unexpected-answer')) throw error;
      unapplied.putAsideRecords('unreadable-row', [{ id, reason: error.message }]);
      return 'unreadable';
    }
  };

export type ReadSingle = ReturnType<typeof createReadSingle>;
