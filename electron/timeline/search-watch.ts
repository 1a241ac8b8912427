import type { Notice } from '../../shared/notice.ts';
import { filtersOn } from '../../shared/saved-search.ts';
import { COUNT_CAP } from '../../shared/search.ts';
import { dayOf } from '../../shared/time.ts';
import type { Reader } from '../database/reader.ts';
import type { SavedSearches } from '../database/saved-searches.ts';
import type { Writer } from '../database/writer.ts';
import type { Log } from '../log.ts';

export interface SearchWatchOptions {
  searches: SavedSearches;
  reader: Pick<Reader, 'news'>;
  writer: Writer;
  raise: (notice: Notice & { kind: 'saved-search' }) => void;
  /** Whether it is a time to tell nothing: then what was found is counted, and told, afterwards. */
  isHushed: () => boolean;
  log: Log;
  now: () => number;
  /** Changes are gathered so long, in ms: the index has to hold them first. */
  gatherMs?: number;
  /** Each search tells at most once in this time, in ms. */
  everyMs?: number;
}

/** Tells of new changes that match a saved search: how many there are, at most once a minute each. */
export const createSearchWatch = (options: SearchWatchOptions) => {
  const { searches, reader, writer, raise, isHushed, log, now, gatherMs = 2000, everyMs = 60_000 } = options;
  const toldAtMs = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let isBehind = false;
  let closed = false;

  const look = async (): Promise<void> => {
    isBehind = false;
    const telling = searches.telling();
    if (isHushed()) {
      isBehind = telling.length > 0;
      return;
    }
    const due = telling.filter(({ id }) => (toldAtMs.get(id) ?? 0) + everyMs <= now());
    isBehind = due.length < telling.length;
    if (due.length === 0) return;
    const today = dayOf(now());
    const { until, found } = await reader.news(
      due.map(({ filters, toldSeq }) => ({ filters: filtersOn(filters, today), afterSeq: toldSeq })),
      COUNT_CAP,
    );
    // Remembered before it is said: a crash in between tells once too little rather than the same again.
    await writer.write(() => {
      for (const { id } of due) searches.told(id, until);
    });
    for (const [n, { id, name }] of due.entries()) {
      const changes = found[n] ?? 0;
      if (changes === 0) continue;
      toldAtMs.set(id, now());
      raise({ kind: 'saved-search', searchId: id, name, changes });
    }
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    try {
      await look();
    } catch (error) {
      if (!closed) log.warn('saved searches could not be looked at', { error: String(error) });
    }
    if (isBehind) schedule(everyMs / 12);
  };

  const schedule = (ms: number): void => {
    if (closed || timer) return;
    timer = setTimeout(run, ms);
    timer.unref();
  };

  return {
    /** The log grew. */
    poke: () => schedule(gatherMs),
    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
};

export type SearchWatch = ReturnType<typeof createSearchWatch>;
