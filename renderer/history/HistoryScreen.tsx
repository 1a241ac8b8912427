import { useMemo, useRef } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useConnection, useLanguage, useMessages } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useEndReached } from '../ui/use-end-reached.ts';
import { useNow } from '../ui/use-now.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { GapRow } from './GapRow.tsx';
import { HistoryEmpty } from './HistoryEmpty.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import styles from './HistoryScreen.module.css';
import { wantedWords } from './marks.ts';
import { toFilters } from './query.ts';
import { type HistoryRow, rowsByDay } from './rows.ts';
import { SearchBox } from './SearchBox.tsx';
import { useHistory, useLiveResults, useScrollMemory } from './use-history.ts';

/** Every change that was ever seen, found by a word, newest first. */
export const HistoryScreen = () => {
  const { common, history } = useMessages();
  const language = useLanguage();
  const texts = useTexts();
  const nowMs = useNow();
  const gaps = useConnection((s) => s.status?.gaps);
  const { results, answered, asking, failed, opened, toggle, loadOlder, retry, showWaiting } = useHistory((s) => s);
  const list = useRef<HTMLDivElement>(null);
  useScrollMemory(list);
  useLiveResults(list);
  useRowKeys(list);
  const end = useEndReached(() => void loadOlder(), results?.nextBefore ?? undefined);

  const wanted = useMemo(() => wantedWords(answered.text), [answered.text]);
  const days = useMemo(() => {
    if (!results || results.entries.length === 0) return [];
    const { seenFromMs, seenUntilMs } = toFilters(answered, dayOf(nowMs));
    const isComplete = results.nextBefore === null;
    return rowsByDay(results.entries, { gaps: gaps ?? [], isComplete, nowMs, seenFromMs, seenUntilMs });
  }, [results, answered, gaps, nowMs]);

  const row = (r: HistoryRow) =>
    r.kind === 'gap' ? (
      <GapRow key={`gap-${r.gap.fromMs}`} gap={r.gap} texts={texts} />
    ) : (
      <ChangeRow
        key={r.entry.seq}
        entry={r.entry}
        texts={texts}
        wanted={wanted}
        isOpen={opened.has(r.entry.seq)}
        onToggle={toggle}
      />
    );
  const waitingCount = results?.waiting?.count ?? 0;

  return (
    <div className={styles.screen}>
      <div className={styles.top}>
        <SearchBox list={list} />
        <HistoryFilters />
      </div>
      <div className={styles.results}>
        <div role="status" className={styles.waiting}>
          {waitingCount > 0 && (
            <Button
              variant="primary"
              onClick={() => {
                showWaiting();
                if (list.current) list.current.scrollTop = 0;
              }}
            >
              <span aria-hidden="true">↑</span> {history.newChanges(waitingCount)}
            </Button>
          )}
        </div>
        <div ref={list} className={styles.scroll} data-busy={asking === 'first' || undefined}>
          <section className={styles.list} aria-label={history.list}>
            {days.map(({ day, rows }) => (
              <section key={day} aria-label={formatDay(day, language, DAY)}>
                <h2 className={styles.day}>{formatDay(day, language, DAY)}</h2>
                <ul className={styles.rows}>{rows.map(row)}</ul>
              </section>
            ))}
          </section>
          {results?.entries.length === 0 && <HistoryEmpty />}
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
          <div ref={end} />
          {asking === 'older' && (
            <p className={styles.foot}>
              <Spinner /> {history.loadingMore}
            </p>
          )}
          {days.length > 0 && results?.nextBefore === null && <p className={styles.foot}>{history.end}</p>}
        </div>
      </div>
    </div>
  );
};

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
