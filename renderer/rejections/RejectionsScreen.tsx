import { useRef, useState } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import type { Rejection } from '../../shared/rejection.ts';
import { MutedNote } from '../settings/MutedNote.tsx';
import { useLanguage, useMessages } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { RowBoundary } from '../ui/RowBoundary.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useEndReached } from '../ui/use-end-reached.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { RejectionRow } from './RejectionRow.tsx';
import { RejectionsEmpty } from './RejectionsEmpty.tsx';
import styles from './RejectionsScreen.module.css';
import { countSegments, groupByShiftDay, SEGMENTS, type Segment, standingOf } from './segments.ts';
import { useRejectionActions } from './use-rejection-actions.ts';
import { useRejectionList, useShown } from './use-rejection-list.ts';

/** Rows drawn at first, and more with each time the end comes into sight. */
const STEP = 100;

/** What was rejected, newest first by day of the shift, and what the planner does about it. */
export const RejectionsScreen = () => {
  const { common, rejections: words, settings } = useMessages();
  const language = useLanguage();
  const texts = useTexts();
  const [segment, setSegment] = useState<Segment>('open');
  const [limit, setLimit] = useState(STEP);
  /** For which one a time to put it aside is being chosen. */
  const [choosing, setChoosing] = useState<number>();
  const { list, failed, retry } = useRejectionList();
  const shown = useShown(list, segment);
  const actions = useRejectionActions(texts);
  const counts = countSegments(list ?? []);
  const isMeant = (r: Rejection) =>
    standingOf(r) === 'open' || ((segment === 'others' || segment === 'muted') && r.state === 'open');
  const openShown = shown.filter(isMeant);
  const groups = groupByShiftDay(shown);
  const number = new Intl.NumberFormat(language);

  const listRef = useRef<HTMLDivElement>(null);
  useRowKeys(listRef, (key, rowId) => {
    const rejection = shown.find((r) => String(r.id) === rowId);
    if (!rejection) return false;
    if (key === 'a' && rejection.state === 'open') actions.acknowledge([rejection]);
    else if (key === 'a' && rejection.state === 'acknowledged') actions.reopen(rejection);
    else if (key === 's' && ['open', 'muted'].includes(standingOf(rejection))) setChoosing(rejection.id);
    else if (key === 's' && rejection.snoozed) actions.wake(rejection);
    else if (key === 'c') actions.copy([rejection]);
    else return false;
    return true;
  });
  const end = useEndReached(() => setLimit((n) => n + STEP), limit < shown.length ? limit : undefined);

  const dayTitle = (day: string) =>
    day ? formatDay(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) : '–';
  const choose = (next: Segment) => {
    setSegment(next);
    setLimit(STEP);
  };

  let left = limit;
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Segmented
          label={words.shown}
          value={segment}
          options={SEGMENTS.filter((value) => !isRare(value) || value === segment || counts[value] > 0).map(
            (value) => ({
              value,
              label: words.segment(words.segments[value], number.format(counts[value])),
            }),
          )}
          onChange={choose}
        />
        <div className={styles.tools}>
          {shown.length > 0 && (
            <Button variant="quiet" icon="copy" onClick={() => actions.copy(groups.flatMap((g) => g.rejections))}>
              {words.copyShown}
            </Button>
          )}
          {openShown.length > 0 && (
            <Button icon="check" onClick={() => actions.acknowledge(openShown)}>
              {words.acknowledgeShown(openShown.length)}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.scroll}>
        <MutedNote>{counts.muted > 0 ? words.mutedNote(counts.muted) : settings.mutedHint}</MutedNote>
        {!list && !failed && (
          <div className={styles.waiting}>
            <Spinner label={common.loading} />
          </div>
        )}
        {!list && failed && (
          <EmptyState icon="rejections" title={words.failed} action={<Button onClick={retry}>{common.retry}</Button>} />
        )}
        {list && shown.length === 0 && <RejectionsEmpty segment={segment} list={list} />}
        {/* Always there, so that the keys find it. */}
        <div ref={listRef} className={styles.list}>
          {groups.map(({ day, rejections }) => {
            const drawn = rejections.slice(0, Math.max(0, left));
            left -= drawn.length;
            if (drawn.length === 0) return null;
            return (
              <section key={day} className={styles.group} aria-label={dayTitle(day)}>
                <h2 className={styles.day}>{dayTitle(day)}</h2>
                <ul className={styles.rows}>
                  {drawn.map((r) => (
                    <RowBoundary key={r.id}>
                      <RejectionRow
                        rejection={r}
                        texts={texts}
                        actions={actions}
                        isChoosing={choosing === r.id}
                        onChoose={(on) => setChoosing(on ? r.id : undefined)}
                      />
                    </RowBoundary>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
        <div ref={end} />
        {shown.length > 0 && <KeyHints />}
      </div>
    </div>
  );
};

/** Most planners never have any of these. */
const isRare = (segment: Segment) => segment === 'others' || segment === 'muted';

const KeyHints = () => {
  const { keys } = useMessages().rejections;
  return (
    <p className={styles.keys}>
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {keys.move}
      </span>
      <span>
        <kbd>A</kbd> {keys.acknowledge}
      </span>
      <span>
        <kbd>S</kbd> {keys.snooze}
      </span>
      <span>
        <kbd>C</kbd> {keys.copy}
      </span>
      <span>
        <kbd>Enter</kbd> {keys.open}
      </span>
    </p>
  );
};
