import { type RefObject, useRef, useState } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { MutedNote } from '../settings/MutedNote.tsx';
import { useLanguage, useMessages } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { NewRows } from '../ui/held/NewRows.tsx';
import { useIsInUse } from '../ui/held/use-is-in-use.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { useEndReached } from '../ui/use-end-reached.ts';
import { useKeepFocus } from '../ui/use-keep-focus.ts';
import { useRowKeys } from '../ui/use-row-keys.ts';
import { RejectionList } from './RejectionList.tsx';
import { RejectionsEmpty } from './RejectionsEmpty.tsx';
import styles from './RejectionsScreen.module.css';
import { countSegments, SEGMENTS, type Segment, segmentOf } from './segments.ts';
import { type ShownRejection, useHeldRejections } from './use-held-rejections.ts';
import { type RejectionActions, useRejectionActions } from './use-rejection-actions.ts';
import { useRejectionList } from './use-rejection-list.ts';

/** Rows rendered per page; more when the end is reached. */
const PAGE_SIZE = 100;

/** The Rejections screen. */
export const RejectionsScreen = () => {
  const { common, rejections: words, settings } = useMessages();
  const texts = useTexts();
  const [segment, setSegment] = useState<Segment>('open');
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [choosing, setChoosing] = useState<number>();
  const bar = useRef<HTMLDivElement>(null);
  const newRows = useRef<HTMLDivElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const isHeld = useIsInUse(bar, newRows, listRef);
  const { data: list, failed, refetch } = useRejectionList();
  const { shown, newCount, release, segments } = useHeldRejections(list, segment, isHeld);
  const actions = useRejectionActions(texts);
  const counts = countSegments(list ?? []);
  useRejectionKeys(listRef, shown, actions, setChoosing);
  useKeepFocus(listRef, bar, newRows);
  const end = useEndReached(() => setLimit((n) => n + PAGE_SIZE), limit < shown.length ? limit : undefined);
  const choose = (next: Segment) => {
    setSegment(next);
    setLimit(PAGE_SIZE);
  };

  return (
    <div className={shared.fill}>
      <div ref={bar} className={classNames(shared.toolbar, styles.bar)}>
        <Segments
          value={segment}
          shown={SEGMENTS.filter((one) => one === segment || segments.includes(one))}
          counts={counts}
          onChange={choose}
        />
        {shown.length > 0 && <Tools segment={segment} shown={shown} actions={actions} />}
      </div>
      <div className={shared.fill}>
        <NewRows zone={newRows} count={newCount} gender="m" onShow={release} />
        <div className={classNames(shared.fill, styles.scroll)}>
          <MutedNote isHeld={isHeld}>{counts.muted > 0 ? words.mutedNote(counts.muted) : settings.mutedHint}</MutedNote>
          {!list && !failed && <Loading />}
          {!list && failed && (
            <EmptyState
              icon="rejections"
              title={words.failed}
              action={<Button onClick={refetch}>{common.retry}</Button>}
            />
          )}
          {list && shown.length === 0 && <RejectionsEmpty segment={segment} list={list} />}
          {/* Always rendered, because useRowKeys attaches to it. */}
          <div ref={listRef} className={styles.list}>
            <RejectionList
              shown={shown.slice(0, limit)}
              texts={texts}
              actions={actions}
              choosing={choosing}
              onChoose={setChoosing}
            />
          </div>
          <div ref={end} />
          {shown.length > 0 && <KeyHints />}
        </div>
      </div>
    </div>
  );
};

interface SegmentsProps {
  value: Segment;
  shown: readonly Segment[];
  counts: Record<Segment, number>;
  onChange: (segment: Segment) => void;
}

/** Space with the width of a digit (U+2007). */
const FIGURE_SPACE = '\u2007';

/** The segments with their counts; the width does not change with the count, so that nothing moves under the pointer. */
const Segments = ({ value, shown, counts, onChange }: SegmentsProps) => {
  const { rejections: words } = useMessages();
  const number = new Intl.NumberFormat(useLanguage());
  const label = (segment: Segment) => {
    const count = number.format(counts[segment]);
    return words.segment(words.segments[segment], count) + FIGURE_SPACE.repeat(Math.max(0, 2 - count.length));
  };
  return (
    <Segmented
      label={words.shown}
      value={value}
      options={shown.map((segment) => ({ value: segment, label: label(segment) }))}
      onChange={onChange}
    />
  );
};

/** Segments whose rejections can be acknowledged together. */
const isOpenSegment = (segment: Segment) => segment !== 'acknowledged' && segment !== 'withdrawn';

interface ToolsProps {
  segment: Segment;
  shown: readonly ShownRejection[];
  actions: RejectionActions;
}

/** Actions on all rejections that are shown; not on those that arrived meanwhile. */
const Tools = ({ segment, shown, actions }: ToolsProps) => {
  const { rejections: words } = useMessages();
  const canAcknowledge = (r: Rejection) =>
    segmentOf(r) === 'open' || ((segment === 'others' || segment === 'muted') && r.state === 'open');
  const open = shown.flatMap(({ now, hasChanged }) => (now && !hasChanged && canAcknowledge(now) ? now : []));
  return (
    <div className={styles.tools}>
      <Button variant="quiet" icon="copy" onClick={() => actions.copy(shown.map(({ placed, now }) => now ?? placed))}>
        {words.copyShown}
      </Button>
      {isOpenSegment(segment) && (
        <Button icon="check" disabled={open.length === 0} onClick={() => actions.acknowledge(open)}>
          {words.acknowledgeShown(open.length)}
        </Button>
      )}
    </div>
  );
};

/** Keys of a row: each runs the action of a button of the row, or undoes that action. */
const useRejectionKeys = (
  list: RefObject<HTMLElement | null>,
  shown: readonly ShownRejection[],
  actions: RejectionActions,
  onChoose: (id: number) => void,
): void => {
  /** Rows changed by a key; only these can be restored by a key while they are still listed. */
  const own = useRef(new Set<number>());
  useRowKeys(list, (key, rowId) => {
    const row = shown.find(({ placed }) => String(placed.id) === rowId);
    const now = row?.now;
    if (!row || !now) return false;
    const isOwn = !row.hasChanged || own.current.has(now.id);
    const isOpen = ['open', 'muted'].includes(segmentOf(now));
    if (key === 'c') actions.copy([now]);
    else if (!isOwn) return key === 'a' || key === 's';
    else if (key === 'a' && now.state === 'open') actions.acknowledge([now]);
    else if (key === 'a' && now.state === 'acknowledged') actions.reopen(now);
    else if (key === 's' && isOpen) onChoose(now.id);
    else if (key === 's' && now.snoozed) actions.unsnooze(now);
    else return false;
    own.current.add(now.id);
    return true;
  });
};

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
