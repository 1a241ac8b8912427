import { type RefObject, useDeferredValue, useMemo, useRef } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useHistory, useLanguage, useMessages } from '../store/context.ts';
import { type Texts, useTexts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { NewRows } from '../ui/held/NewRows.tsx';
import { useHeldList } from '../ui/held/use-held-list.ts';
import { useIsInUse } from '../ui/held/use-is-in-use.ts';
import { RowBoundary } from '../ui/PartBoundary.tsx';
import { Loading, Spinner } from '../ui/Spinner.tsx';
import { useEndReached } from '../ui/use-end-reached.ts';
import { useKeepFocus } from '../ui/use-keep-focus.ts';
import { useNow } from '../ui/use-now.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { GapRow } from './GapRow.tsx';
import { HistoryEmpty } from './HistoryEmpty.tsx';
import styles from './HistoryScreen.module.css';
import type { HistoryState } from './history-store.ts';
import { isPeriodOnly, toFilters } from './query.ts';
import { ResultsBar } from './ResultsBar.tsx';
import { type DayOfRows, groupByDay, idOf, type PlacedRow, placedRows, rowsByDay, rowsByShift } from './rows.ts';
import { highlightTerms, type SearchTerms } from './search-highlights.ts';
import { useGaps, useLiveResults, useScrolled, useScrollMemory } from './use-result-list.ts';

/** Results grouped by day; loads more near the end. */
export const ResultList = ({ list }: { list: RefObject<HTMLDivElement | null> }) => {
  const { common, history } = useMessages();
  const texts = useTexts();
  const newRows = useRef<HTMLDivElement>(null);
  const isInUse = useIsInUse(list, newRows);
  const isScrolled = useScrolled(list);
  const loading = useHistory((s) => s.loading);
  const failed = useHistory((s) => s.failed);
  const opened = useHistory((s) => s.opened);
  const loadMore = useHistory((s) => s.loadMore);
  const searchAgain = useHistory((s) => s.searchAgain);
  const toggle = useHistory((s) => s.toggle);
  const contents = useHistory((s) => s.contents);
  const isHeld = isInUse || isScrolled || opened.size > 0;
  const { results, resultsQuery, days, searchTerms, newCount, isLowerLimit, release } = useDeferredResults(isHeld);
  useScrollMemory(list);
  useLiveResults();
  useKeepFocus(list, newRows);
  useRowKeys(list, (key, id) => {
    const isOpen = opened.has(Number(id));
    if ((key === 'ArrowRight' && !isOpen) || (key === 'ArrowLeft' && isOpen)) toggle(Number(id));
    else if (key === 'Escape') document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
    else return false;
    return true;
  });
  const end = useEndReached(() => void loadMore(), failed ? undefined : results);

  const showNew = () => {
    release();
    list.current?.scrollTo({ top: 0 });
  };

  return (
    <>
      <NewRows zone={newRows} count={newCount} atLeast={isLowerLimit} gender="f" onShow={showNew} />
      <div ref={list} className={classNames(shared.fill, styles.scroll)}>
        <div className={styles.list} aria-busy={loading === 'first'} data-answers={resultsQuery.text ?? ''}>
          <ResultsBar />
          <section aria-label={history.list}>
            {days.map((day) => (
              <Day
                key={day.day ?? ''}
                day={day}
                contents={contents}
                texts={texts}
                searchTerms={searchTerms}
                opened={opened}
                onToggle={toggle}
              />
            ))}
          </section>
        </div>
        {results?.entries.length === 0 && results.next === null && <HistoryEmpty />}
        {!results && !failed && <Loading />}
        {failed && (
          <p className={styles.foot} role="alert">
            {history.failed} <Button onClick={searchAgain}>{common.retry}</Button>
          </p>
        )}
        {results?.isIncomplete && (
          <p className={styles.foot} role="status">
            {history.incomplete} <Button onClick={searchAgain}>{common.retry}</Button>
          </p>
        )}
        <div ref={end} />
        {loading === 'more' && (
          <p className={styles.foot}>
            <Spinner /> {history.loadingMore}
          </p>
        )}
        {days.length > 0 && results?.next === null && <p className={styles.foot}>{history.end}</p>}
      </div>
    </>
  );
};

/** The results on screen: deferred, so that typing stays responsive, and held while the list is looked at. */
const useDeferredResults = (isHeld: boolean) => {
  const results = useDeferredValue(useHistory((s) => s.results));
  const resultsQuery = useDeferredValue(useHistory((s) => s.resultsQuery));
  const resultsVersion = useDeferredValue(useHistory((s) => s.resultsVersion));
  const gaps = useGaps();
  const nowMs = useNow();
  const searchTerms = useMemo(() => highlightTerms(resultsQuery.text ?? ''), [resultsQuery.text]);
  const current = useMemo(() => {
    if (!results || results.entries.length === 0) return [];
    if (resultsQuery.order === 'shift') return placedRows(rowsByShift(results.entries));
    const { seenFromMs, seenUntilMs } = toFilters(resultsQuery, dayOf(nowMs));
    const days = rowsByDay(results.entries, {
      // Gaps are shown only without search conditions, except an open gap, because results may be missing.
      gaps: isPeriodOnly(resultsQuery) ? gaps : gaps.filter(({ untilMs }) => untilMs === null),
      isComplete: results.next === null,
      nowMs,
      seenFromMs,
      seenUntilMs,
    });
    return placedRows(days);
  }, [results, resultsQuery, gaps, nowMs]);
  const { rows, newCount, release } = useHeldList({
    current,
    idOf,
    isHeld,
    listId: resultsVersion,
    mayAppend: isOlder,
    extra: results?.newestSeq,
  });
  const days = useMemo(
    () => groupByDay(rows.map(({ item, now }) => ({ day: item.day, row: (now ?? item).row }))),
    [rows],
  );
  // No shown row is among the results any more, and there are further pages: the number of new rows is a lower limit.
  const isLowerLimit = newCount > 0 && newCount === current.length && results?.next !== null;
  return { results, resultsQuery, days, searchTerms, newCount, isLowerLimit, release };
};

/** Whether a row belongs to a further page, and is not a newer change. */
const isOlder = ({ row }: PlacedRow, newestSeq = 0): boolean => row.kind === 'gap' || row.entry.seq <= newestSeq;

interface DayProps {
  day: DayOfRows;
  contents: HistoryState['contents'];
  texts: Texts;
  searchTerms: SearchTerms;
  opened: ReadonlySet<number>;
  onToggle: (seq: number) => void;
}

const Day = ({ day: { day, rows }, contents, texts, searchTerms, opened, onToggle }: DayProps) => {
  const language = useLanguage();
  const title = day === null ? texts.messages.history.withoutDay : formatDay(day, language, DAY);
  const isByShift = useHistory((s) => s.resultsQuery.order === 'shift');
  return (
    <section aria-label={title}>
      <h2 className={classNames(shared.day, styles.day)}>{title}</h2>
      <ul className={classNames(shared.card, styles.rows)}>
        {rows.map((row) =>
          row.kind === 'gap' ? (
            <RowBoundary key={`gap-${row.gap.fromMs}`}>
              <GapRow gap={row.gap} texts={texts} />
            </RowBoundary>
          ) : (
            <RowBoundary key={row.entry.seq}>
              <ChangeRow
                entry={row.entry}
                shift={contents.get(row.entry.seq) ?? undefined}
                texts={texts}
                searchTerms={searchTerms}
                isByShift={isByShift}
                isOpen={opened.has(row.entry.seq)}
                onToggle={onToggle}
              />
            </RowBoundary>
          ),
        )}
      </ul>
    </section>
  );
};

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
