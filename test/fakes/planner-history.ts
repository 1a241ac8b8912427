import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../shared/change-event.ts';
import type { Handlers, PayloadOf, PushName } from '../../shared/contract.ts';
import type { ExportState } from '../../shared/export.ts';
import type { SavedSearch } from '../../shared/saved-search.ts';

interface Options {
  push: <N extends PushName>(name: N, payload: PayloadOf<N>) => void;
}

const none = <T extends string>(values: readonly T[]) =>
  Object.fromEntries(values.map((value) => [value, 0])) as Record<T, number | null>;

/** Fake handlers for searches, exports, deliveries, backups and forgetting people. */
export const historyAnswers = ({ push }: Options) => {
  let searches: SavedSearch[] = [];
  let exported: ExportState | null = null;
  const change = <T>(next: SavedSearch[], answer: T): T => {
    searches = next;
    push('searches.changed', searches);
    return answer;
  };
  return {
    'history.counts': () => ({
      total: 0,
      kinds: none(CHANGE_KINDS),
      sources: none(CHANGE_SOURCES),
      outcomes: none(CHANGE_OUTCOMES),
    }),
    'history.countEach': (searches) => searches.map(() => 0),
    'history.shifts': () => [],
    'history.details': () => null,
    'history.gaps': () => [],
    'searches.list': () => searches,
    'searches.save': (search) => {
      const saved = { id: 1 + Math.max(0, ...searches.map(({ id }) => id)), ...search };
      return change([...searches, saved], saved);
    },
    'searches.update': ({ id, name, filters, notify }) => {
      const known = searches.find((one) => one.id === id);
      if (!known) return null;
      const next = {
        id,
        name: name ?? known.name,
        filters: filters ?? known.filters,
        notify: notify ?? known.notify,
      };
      return change(
        searches.map((one) => (one.id === id ? next : one)),
        next,
      );
    },
    'searches.delete': ({ id }) =>
      change(
        searches.filter((one) => one.id !== id),
        undefined,
      ),
    'searches.reorder': ({ ids }) =>
      change(
        searches.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
        undefined,
      ),
    'export.start': ({ format }) => {
      exported = {
        id: (exported?.id ?? 0) + 1,
        state: 'running',
        format,
        fileName: `assignment-history.${format}`,
        written: 0,
        progress: 0,
        download: null,
        problem: null,
      };
      return exported;
    },
    'export.cancel': ({ id }) => {
      if (exported?.id !== id) return;
      exported = { ...exported, state: 'cancelled' };
      push('export.changed', exported);
    },
    'export.state': () => exported,
    'export.files': () => [],
    'export.deleteFile': () => {},
    'deliveries.list': () => ({ deliveries: [], nextBefore: null }),
    'deliveries.get': () => null,
    'deliveries.processAgain': () => null,
    'backups.list': () => [],
    'backups.make': () => ({ name: 'planner-2026-03-10T12-00-00.db', sizeBytes: 4096, madeAtMs: 0 }),
    'backups.restoreAtStart': () => true,
    'person.traces': () => ({ changes: 12, assignments: 3, deliveries: 5, exports: [], backups: [] }),
    'person.forgotten': () => [],
    'person.allowAgain': () => {},
    'person.forget': () => ({ changes: 0, assignments: 0, deliveries: 0, exports: [], backups: [] }),
  } satisfies Partial<Handlers>;
};
