import { memo, type RefObject, useDeferredValue, useMemo, useRef } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useHistory, useLanguage, useMessages } from '../store/context.ts';
import { type Texts, useTexts } from '../store/texts.ts';
import { Button } from '../ui/Button.tsx';
import { RowBoundary } from '../ui/RowBoundary.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useEndReached } from '../ui/use-end-reached.ts';
import { useNow } from '../ui/use-now.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { GapRow } from './GapRow.tsx';
import { HistoryEmpty } from './HistoryEmpty.tsx';
import styles from './HistoryScreen.module.css';
import type { HistoryState } from './history-store.ts';
import { type Wanted, wantedWords } from './marks.ts';
import { toFilters, wantsAll } from './query.ts';
import { ResultsBar } from './ResultsBar.tsx';
import { type DayOfRows, keepSame, rowsByDay, rowsByShift } from './rows.ts';
import { useGaps, useLiveResults, useScrollMemory } from './use-history.ts';

/** What was found, under the days; more of it as the end comes near. */
export const ResultList = ({ list }: { list: RefObject<HTMLDivElement | null> }) => {
  const { common, history } = useMessages();
  const texts = useTexts();
  const shown = useShownResults();
  const asking = useHistory((s) => s.asking);
  const failed = useHistory((s) => s.failed);
  const opened = useHistory((s) => s.opened);
  const loadMore = useHistory((s) => s.loadMore);
  const retry = useHistory((s) => s.retry);
  const toggle = useHistory((s) => s.toggle);
  const shifts = useHistory((s) => s.shifts);
  useScrollMemory(list);
  useLiveResults(list);
  useRowKeys(list, (key, id) => {
    const isOpen = opened.has(Number(id));
    if ((key === 'ArrowRight' && !isOpen) || (key === 'ArrowLeft' && isOpen)) toggle(Number(id));
    else if (key === 'Escape') document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
    else return false;
    return true;
  });
  const { results, answered, days, wanted } = shown;
  const end = useEndReached(() => void loadMore(), failed ? undefined : results);

  return (
    <div ref={list} className={styles.scroll}>
      <div className={styles.list} aria-busy={asking === 'first'} data-answers={answered.text ?? ''}>
        <ResultsBar />
        <section aria-label={history.list}>
          {days.map((day) => (
            <Day
              key={day.day ?? ''}
              day={day}
              shifts={shifts}
              texts={texts}
              wanted={wanted}
              opened={day.rows.some((row) => row.kind === 'change' && opened.has(row.entry.seq)) ? opened : NONE}
              onToggle={toggle}
            />
          ))}
        </section>
      </div>
      {results?.entries.length === 0 && results.next === null && <HistoryEmpty />}
      {!results && !failed && (
        <div className={styles.first}>
          <Spinner label={common.loading} />
        </div>
      )}
      {failed && (
        <p className={styles.foot} role="alert">
          {history.failed} <Button onClick={retry}>{common.retry}</Button>
        </p>
      )}
      {results?.isIncomplete && (
        <p className={styles.foot} role="status">
          {history.incomplete} <Button onClick={retry}>{common.retry}</Button>
        </p>
      )}
      <div ref={end} />
      {asking === 'more' && (
        <p className={styles.foot}>
          <Spinner /> {history.loadingMore}
        </p>
      )}
      {days.length > 0 && results?.next === null && <p className={styles.foot}>{history.end}</p>}
    </div>
  );
};

const NONE: ReadonlySet<number> = new Set();

/** What is on screen: behind the store by as much as typing needs to stay ahead of drawing. */
const useShownResults = () => {
  const results = useDeferredValue(useHistory((s) => s.results));
  const answered = useDeferredValue(useHistory((s) => s.answered));
  const gaps = useGaps();
  const nowMs = useNow();
  const wanted = useMemo(() => wantedWords(answered.text ?? ''), [answered.text]);
  const before = useRef<readonly DayOfRows[]>([]);
  const days = useMemo(() => {
    const made = () => {
      if (!results || results.entries.length === 0) return [];
      if (answered.order === 'shift') return rowsByShift(results.entries);
      const { seenFromMs, seenUntilMs } = toFilters(answered, dayOf(nowMs));
      return rowsByDay(results.entries, {
        // A search for something is not about them, but for one that lasts: what it looks for may be missing.
        gaps: wantsAll(answered) ? gaps : gaps.filter(({ untilMs }) => untilMs === null),
        isComplete: results.next === null,
        nowMs,
        seenFromMs,
        seenUntilMs,
      });
    };
    return keepSame(before.current, made());
  }, [results, answered, gaps, nowMs]);
  before.current = days;
  return { results, answered, days, wanted };
};

interface DayProps {
  day: DayOfRows;
  shifts: HistoryState['shifts'];
  texts: Texts;
  wanted: Wanted;
  opened: ReadonlySet<number>;
  onToggle: (seq: number) => void;
}

const Day = memo(({ day: { day, rows }, shifts, texts, wanted, opened, onToggle }: DayProps) => {
  const language = useLanguage();
  const title = day === null ? texts.messages.history.withoutDay : formatDay(day, language, DAY);
  const isByShift = useHistory((s) => s.answered.order === 'shift');
  return (
    <section aria-label={title}>
      <h2 className={styles.day}>{title}</h2>
      <ul className={styles.rows}>
        {rows.map((row) =>
          row.kind === 'gap' ? (
            <RowBoundary key={`gap-${row.gap.fromMs}`}>
              <GapRow gap={row.gap} texts={texts} />
            </RowBoundary>
          ) : (
            <RowBoundary key={row.entry.seq}>
              <ChangeRow
                entry={row.entry}
                shift={shifts.get(row.entry.seq) ?? undefined}
                texts={texts}
                wanted={wanted}
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
});

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
