import type { Notice } from '../../shared/notice.ts';
import { resolveFilters, type SavedSearch } from '../../shared/saved-search.ts';
import { COUNT_CAP } from '../../shared/search.ts';
import { dayOf } from '../../shared/time.ts';
import type { Reader } from '../database/reader.ts';
import type { SavedSearches } from '../database/tables/saved-searches.ts';
import type { Writer } from '../database/writer.ts';
import type { Logger } from '../log.ts';

export interface SavedSearchNotifierOptions {
  searches: SavedSearches;
  reader: Pick<Reader, 'countNewMatches'>;
  writer: Writer;
  /** Resolves to null when it was not shown. */
  showNotice: (notice: Notice & { kind: 'saved-search' }) => Promise<unknown>;
  /** True while notices are withheld: matches are counted and notified afterwards. */
  isWithholding: () => boolean;
  log: Logger;
  now: () => number;
  /** Delay after a change, in ms: changes must be indexed before they can be counted. */
  gatherMs?: number;
  /** Minimum time between two notifications of one search, in ms. */
  everyMs?: number;
}

/** Notifies how many new changes match each saved search, at most once a minute each. */
export const createSavedSearchNotifier = (options: SavedSearchNotifierOptions) => {
  const { searches, reader, writer, showNotice, isWithholding, log, now, gatherMs = 2000, everyMs = 60_000 } = options;
  const notifiedAtMs = new Map<number, number>();
  /** Log position up to which each search was checked, until it is stored. */
  const checkedSeq = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let isBehind = false;
  let closed = false;

  const check = async (): Promise<void> => {
    isBehind = false;
    const notifying = searches.withNotifications();
    if (isWithholding()) {
      isBehind = notifying.length > 0;
      return;
    }
    const due = notifying.filter(({ id }) => (notifiedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) + everyMs <= now());
    isBehind = due.length < notifying.length;
    if (due.length === 0) return;
    const today = dayOf(now());
    const { until, isComplete, found } = await reader.countNewMatches(
      due.map(({ id, filters, notifiedSeq }) => ({
        filters: resolveFilters(filters, today),
        afterSeq: Math.max(notifiedSeq, checkedSeq.get(id) ?? 0),
      })),
      COUNT_CAP,
    );
    if (!isComplete) isBehind = true;
    const results = await Promise.all(due.map((search, n) => notify(search, found[n] ?? 0)));
    const done = due.filter((_, n) => results[n]);
    if (done.length < due.length) isBehind = true;
    for (const { id } of done) checkedSeq.set(id, until);
    // Notified before it is stored: a crash in between repeats it rather than losing it.
    await writer.write(() => {
      for (const { id } of done) searches.setNotifiedSeq(id, until);
    });
    checkedSeq.clear();
  };

  /** False when the notice could not be shown: it is tried again later, with the changes until then. */
  const notify = async ({ id, name }: SavedSearch, changes: number): Promise<boolean> => {
    if (changes === 0) return true;
    const lastMs = notifiedAtMs.get(id) ?? Number.NEGATIVE_INFINITY;
    notifiedAtMs.set(id, now());
    const isShown = (await showNotice({ kind: 'saved-search', searchId: id, name, changes })) !== null;
    if (!isShown) notifiedAtMs.set(id, lastMs);
    return isShown;
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    try {
      await check();
      if (isBehind) schedule(everyMs / 12);
    } catch (error) {
      if (!closed) log.warn('saved searches could not be checked', { error: String(error) });
      schedule(everyMs);
    }
  };

  const schedule = (ms: number): void => {
    if (closed || timer) return;
    timer = setTimeout(run, ms).unref();
  };

  // Changes at the end of an earlier run may not be notified yet.
  schedule(gatherMs);
  return {
    /** Call when changes were added to the log. */
    checkSoon: () => schedule(gatherMs),
    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
};
