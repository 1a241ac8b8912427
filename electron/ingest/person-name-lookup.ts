import type { NameStore } from '../database/tables/names.ts';
import type { Writer } from '../database/writer.ts';
import type { Log } from '../log.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Applied } from './apply.ts';

export interface PersonNameLookupOptions {
  client: Pick<ProtimeClient, 'person'>;
  names: NameStore;
  writer: Writer;
  onNamesChanged: () => void;
  log: Log;
}

const GATHER_MS = 1000;
const MAX_PARALLEL_REQUESTS = 20;

/**
 * Reads the names of people who appear in a delivery for the first time. Each id is requested once; a sync reads the rest.
 */
export const createPersonNameLookup = ({ client, names, writer, onNamesChanged, log }: PersonNameLookupOptions) => {
  const abort = new AbortController();
  const pendingIds = new Set<number>();
  const requestedIds = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  const read = async () => {
    timer = undefined;
    const ids = [...pendingIds].slice(0, MAX_PARALLEL_REQUESTS);
    pendingIds.clear();
    try {
      const people = await Promise.all(ids.map((id) => client.person(id, abort.signal)));
      const known = people.filter((person) => person !== undefined);
      if (known.length === 0) return;
      await writer.write(() => names.putPeople(known));
      onNamesChanged();
    } catch (error) {
      if (!abort.signal.aborted) log.warn('a new name could not be read', { error: String(error) });
    }
  };

  return {
    lookUpUnknown(applied: readonly Applied[]): void {
      for (const { assignment } of applied) {
        const id = assignment?.personId;
        if (id == null || requestedIds.has(id)) continue;
        requestedIds.add(id);
        // The database is queried once for each person, not for each change.
        if (names.person(id)) continue;
        pendingIds.add(id);
      }
      if (pendingIds.size === 0 || timer) return;
      timer = setTimeout(read, GATHER_MS).unref();
    },
    close(): void {
      abort.abort();
      clearTimeout(timer);
    },
  };
};
