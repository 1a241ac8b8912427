import type { PersonId } from '../../shared/assignment.ts';
import type { Handlers } from '../../shared/contract.ts';
import { resolveFilters } from '../../shared/saved-search.ts';
import { dayOf } from '../../shared/time.ts';
import type { Exporter } from '../database/export/exporter.ts';
import type { Maintenance } from '../database/maintenance/maintenance.ts';
import type { Reader } from '../database/reader.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import type { ForgottenPeople } from '../database/tables/forgotten-people.ts';
import type { StoredDelivery } from '../database/tables/inspector.ts';
import type { SavedSearches } from '../database/tables/saved-searches.ts';
import type { Writer } from '../database/writer.ts';
import type { createReprocessDelivery } from '../ingest/reprocess-delivery.ts';
import { describeDelivery, maskHeaders } from '../ingest/reprocess-delivery.ts';

export interface HistoryHandlerParts {
  reader: Reader;
  writer: Writer;
  changes: ChangeLog;
  searches: SavedSearches;
  exporter: Exporter;
  maintenance: Maintenance;
  forgotten: ForgottenPeople;
  reprocessDelivery: ReturnType<typeof createReprocessDelivery>;
  /** Checks a backup and schedules its restore for the next start; false when it is damaged or missing. */
  restoreAtStart: (name: string) => Promise<boolean>;
  onSearchesChanged: () => void;
  /** Removes a person from what is not part of the plan: settings, and an export that is running. */
  beforeForgetting: (personId: PersonId) => Promise<void>;
  /** A person was erased: screens reload everything. */
  onForgotten: () => void;
  now: () => number;
}

/** Handlers implemented in this file. */
export type HistoryHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    | `history.${string}`
    | `searches.${string}`
    | `export.${string}`
    | `deliveries.${string}`
    | `backups.${string}`
    | `person.${string}`
  >
>;

/** Handlers for the history, exports, raw deliveries, backups and erasing a person. */
export const createHistoryHandlers = (parts: HistoryHandlerParts): HistoryHandlers => {
  const { reader, writer, changes, searches, exporter, maintenance, forgotten, reprocessDelivery } = parts;

  const changeSearches = async <T>(task: () => T): Promise<T> => {
    const result = await writer.write(task);
    parts.onSearchesChanged();
    return result;
  };
  const toSummary = ({ id, receivedAtMs, trust, outcome, headers }: StoredDelivery) => ({
    id,
    receivedAtMs,
    trust,
    outcome,
    headers: maskHeaders(headers),
  });

  return {
    'history.search': (request) => reader.search(request),
    'history.counts': (filters) => reader.counts(filters),
    'history.countEach': (searches) => reader.countEach(searches),
    'history.shifts': ({ seqs }) => reader.shifts(seqs),
    'history.details': async ({ seq }) => {
      const line = await reader.line(seq);
      return line ? { ...line, delivery: line.delivery && toSummary(line.delivery) } : null;
    },
    'history.gaps': ({ fromMs, untilMs }) => reader.gaps(fromMs, untilMs),

    'searches.list': () => searches.list(),
    'searches.save': (search) => changeSearches(() => ({ id: searches.insert(search, changes.lastSeq()), ...search })),
    'searches.update': ({ id, name, filters, notify }) =>
      changeSearches(() => {
        const known = searches.get(id);
        if (!known) return null;
        const search = {
          id,
          name: name ?? known.name,
          filters: filters ?? known.filters,
          notify: notify ?? known.notify,
        };
        searches.update(search, changes.lastSeq());
        return search;
      }),
    'searches.delete': ({ id }) => changeSearches(() => void searches.delete(id)),
    'searches.reorder': ({ ids }) => changeSearches(() => searches.reorder(ids)),

    'export.start': ({ filters, ...request }) =>
      exporter.start({ ...request, filters: filters && resolveFilters(filters, dayOf(parts.now())) }),
    'export.cancel': ({ id }) => exporter.cancel(id),
    'export.state': () => exporter.state(),
    'export.files': () => exporter.files(),
    'export.deleteFile': ({ id }) => exporter.deleteFile(id),

    'deliveries.list': (request) => reader.deliveries(request),
    'deliveries.get': async ({ id }) => {
      const delivery = await reader.delivery(id);
      return delivery ? describeDelivery(delivery) : null;
    },
    'deliveries.processAgain': async ({ id }) => {
      const delivery = await reader.delivery(id);
      return delivery ? reprocessDelivery(delivery) : null;
    },

    'backups.list': () => maintenance.listBackups(),
    'backups.make': () => maintenance.makeBackup(),
    'backups.restoreAtStart': ({ name }) => parts.restoreAtStart(name),
    'person.traces': async ({ personId }) => {
      const { seqs, assignmentIds, deliveryIds } = await reader.findPersonRecords(personId);
      return {
        changes: seqs.length,
        assignments: assignmentIds.length,
        deliveries: deliveryIds.length,
        exports: exporter.files(),
        // Backups are cleaned as well, so none is listed.
        backups: [],
      };
    },
    'person.forget': async ({ personId }) => {
      await parts.beforeForgetting(personId);
      const removed = await maintenance.forget(personId);
      parts.onForgotten();
      return { ...removed, exports: exporter.files() };
    },
    'person.forgotten': () => forgotten.list(),
    'person.allowAgain': ({ id }) => forgotten.remove(id),
  };
};
