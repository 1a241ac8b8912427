import { memo, useId } from 'react';
import type { ChangeEntry, ChangeKind, ShiftWords } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import { Icon } from '../ui/icons.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { ChangeDetails } from './ChangeDetails.tsx';
import styles from './ChangeRow.module.css';
import { headline } from './change-headline.ts';
import { Difference } from './Difference.tsx';
import { Marked } from './Highlighted.tsx';
import type { Wanted } from './search-highlights.ts';

interface Props {
  entry: ChangeEntry;
  /** undefined: not read yet, or nothing is kept of it. */
  shift: ShiftWords | undefined;
  texts: Texts;
  wanted: Wanted;
  /** The heading says the day of the shift, so the row says the day it was seen. */
  isByShift: boolean;
  isOpen: boolean;
  onToggle: (seq: number) => void;
}

/** Differences shown before the row is opened. */
const FEW = 3;

/** One change: when it was seen, whose, what became different, and how it came. Opens to everything known of it. */
export const ChangeRow = memo(({ entry, shift, texts, wanted, isByShift, isOpen, onToggle }: Props) => {
  const detailsId = useId();
  const { common, history } = texts.messages;
  const { titles, fields, isOneDay } = headline(entry);
  const shown = fields.slice(0, FEW);
  // A comment that became another stands there already.
  const saysComment = shown.some(({ field }) => field === 'comments');
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
            <Marked text={texts.person(entry.personId)} wanted={wanted} isName />
          </span>
          <span className={styles.soft}>
            <Marked text={texts.employeeNumber(entry.personId)} wanted={wanted} isName />
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
                wanted={wanted}
              />
            ))}
            {fields.length > FEW && <span className={styles.soft}>{history.more(fields.length - FEW)}</span>}
          </span>
          {entry.from && (
            <span className={styles.soft}>
              {texts.shift({ ...entry, breakMinutes: null })}
              {shift && (
                <Marked text={aboutWords(saysComment ? { ...shift, comments: null } : shift, texts)} wanted={wanted} />
              )}
            </span>
          )}
        </span>
        <span className={styles.came}>{cameWords(entry, texts)}</span>
        <span className={styles.arrow}>
          <Icon name="down" />
        </span>
      </button>
      {isOpen && (
        <div id={detailsId}>
          <PartBoundary>
            <ChangeDetails entry={entry} texts={texts} wanted={wanted} />
          </PartBoundary>
        </div>
      )}
    </li>
  );
});

/** ` · Reception · Bring the keys`. */
const aboutWords = ({ activities, comments }: ShiftWords, texts: Texts): string =>
  [texts.activities(activities), comments]
    .filter(Boolean)
    .map((words) => ` · ${words}`)
    .join('');

const cameWords = ({ outcome, source }: ChangeEntry, { messages: { common, history } }: Texts): string => {
  if (outcome === 'stale') return history.staleShort;
  return outcome === 'duplicate' ? history.copyShort : common.source[source];
};

const SIGNS: Partial<Record<ChangeKind, string>> = { rejected: '✕', withdrawn: '↩', new: '+', deleted: '−' };

const KindTag = ({ kind, label }: { kind: ChangeKind; label: string }) => (
  <span className={styles.kind} data-kind={kind}>
    {SIGNS[kind] && <span aria-hidden="true">{SIGNS[kind]} </span>}
    {label}
  </span>
);
