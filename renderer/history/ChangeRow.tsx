import { memo, useId } from 'react';
import type { ChangeEntry, ChangeKind, ShiftContent } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Icon } from '../ui/icons.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { ChangeDetails } from './ChangeDetails.tsx';
import styles from './ChangeRow.module.css';
import { headline } from './change-headline.ts';
import { Difference } from './Difference.tsx';
import { Highlighted } from './Highlighted.tsx';
import type { SearchTerms } from './search-highlights.ts';

interface Props {
  entry: ChangeEntry;
  /** undefined: not loaded or not stored. */
  shift: ShiftContent | undefined;
  texts: Texts;
  searchTerms: SearchTerms;
  /** Sorted by shift: the heading shows the shift's day, the row shows when the change was seen. */
  isByShift: boolean;
  isOpen: boolean;
  onToggle: (seq: number) => void;
}

/** Number of differences shown in a closed row. */
const MAX_DIFFERENCES = 3;

/** One history entry; expands to its details. */
export const ChangeRow = memo(({ entry, shift, texts, searchTerms, isByShift, isOpen, onToggle }: Props) => {
  const detailsId = useId();
  const { common, history } = texts.messages;
  const { titles, fields, isOneDay } = headline(entry);
  const shown = fields.slice(0, MAX_DIFFERENCES);
  // Do not repeat the comment when it is shown as a difference.
  const showsComment = shown.some(({ field }) => field === 'comments');
  return (
    <li className={styles.row} data-row-item data-outcome={entry.outcome}>
      <button
        type="button"
        className={styles.line}
        data-by-shift={isByShift || undefined}
        data-row={entry.seq}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        onClick={() => onToggle(entry.seq)}
      >
        <span className={styles.time}>
          {isByShift ? texts.shortInstant(entry.seenAtMs) : texts.time(entry.seenAtMs)}
        </span>
        <span className={styles.who}>
          <span className={styles.person}>
            <Highlighted text={texts.person(entry.personId)} searchTerms={searchTerms} isName />
          </span>
          <span className={shared.soft}>
            <Highlighted text={texts.employeeNumber(entry.personId)} searchTerms={searchTerms} isName />
          </span>
        </span>
        <span className={styles.what}>
          <span className={styles.words}>
            {titles.map((kind) => (
              <KindTag key={kind} kind={kind} label={common.kind[kind]} />
            ))}
            {shown.map((change) => (
              <Difference
                key={change.field}
                label={isOneDay && change.field === 'from' ? history.day : undefined}
                change={change}
                texts={texts}
                searchTerms={searchTerms}
              />
            ))}
            {fields.length > MAX_DIFFERENCES && (
              <span className={shared.soft}>{history.more(fields.length - MAX_DIFFERENCES)}</span>
            )}
          </span>
          {entry.from && (
            <span className={shared.soft}>
              {texts.shiftText({ ...entry, breakMinutes: null })}
              {shift && (
                <Highlighted
                  text={contentText(showsComment ? { ...shift, comments: null } : shift, texts)}
                  searchTerms={searchTerms}
                />
              )}
            </span>
          )}
        </span>
        <span className={styles.source}>{sourceText(entry, texts)}</span>
        <span className={styles.arrow}>
          <Icon name="down" />
        </span>
      </button>
      {isOpen && (
        <div id={detailsId}>
          <PartBoundary>
            <ChangeDetails entry={entry} texts={texts} searchTerms={searchTerms} />
          </PartBoundary>
        </div>
      )}
    </li>
  );
});

/** ` · Reception · Bring the keys`. */
const contentText = ({ activities, comments }: ShiftContent, texts: Texts): string =>
  [texts.activities(activities), comments]
    .filter(Boolean)
    .map((words) => ` · ${words}`)
    .join('');

const sourceText = ({ outcome, source }: ChangeEntry, { messages: { common, history } }: Texts): string => {
  if (outcome === 'stale') return history.staleShort;
  return outcome === 'duplicate' ? history.copyShort : common.source[source];
};

const KIND_SYMBOLS: Partial<Record<ChangeKind, string>> = { rejected: '✕', withdrawn: '↩', new: '+', deleted: '−' };

const KIND_TONES: Partial<Record<ChangeKind, 'good' | 'bad'>> = { rejected: 'bad', new: 'good' };

const KindTag = ({ kind, label }: { kind: ChangeKind; label: string }) => (
  <span className={styles.kind} data-kind={kind} data-tone={KIND_TONES[kind]}>
    {KIND_SYMBOLS[kind] && <span aria-hidden="true">{KIND_SYMBOLS[kind]} </span>}
    {label}
  </span>
);
