import type { Messages } from '../../shared/i18n/index.ts';
import { isNotified } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import { useLocale } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { useInstants } from '../store/use-instants.ts';
import { useNoticeText } from '../store/use-notice-text.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useNow } from '../ui/use-now.ts';
import styles from './RejectionRow.module.css';
import { SnoozeChoice } from './SnoozeChoice.tsx';
import { segmentOf } from './segments.ts';
import { timeUntilStart } from './time-until-start.ts';
import type { ShownRejection } from './use-held-rejections.ts';
import type { RejectionActions } from './use-rejection-actions.ts';

interface Props {
  row: ShownRejection;
  texts: Texts;
  actions: RejectionActions;
  /** The snooze choice is open in this row. */
  isChoosing: boolean;
  onChoose: (on: boolean) => void;
}

/**
 * One rejection with its actions. Once its state has changed, the new state replaces the time that is left and its buttons are
 * disabled, so that nothing moves.
 */
export const RejectionRow = ({ row, texts, actions, isChoosing, onChoose }: Props) => {
  const { placed: r, now, hasChanged } = row;
  const { common, rejections: words } = texts.messages;
  const person = texts.person(r.personId);
  const segment = segmentOf(r);
  const current = now ? segmentOf(now) : 'gone';
  const canAct = segment === 'open' || segment === 'muted';
  const name = (action: string) => words.labelOfRow(action, person);
  const undo =
    segment === 'snoozed'
      ? { action: 'wake', label: words.wake, run: () => actions.unsnooze(r) }
      : segment === 'acknowledged'
        ? { action: 'reopen', label: words.reopen, run: () => actions.reopen(r) }
        : undefined;
  return (
    <li className={styles.row} data-row-item data-state={current}>
      <span className={styles.sign} aria-hidden="true">
        {SEGMENT_SYMBOLS[current]}
      </span>
      <div className={styles.who}>
        <button type="button" className={styles.person} data-row={r.id} onClick={() => actions.open(r)}>
          {person}
        </button>
        <span className={styles.number}>{texts.employeeNumber(r.personId)}</span>
      </div>
      <div className={styles.shift}>
        <span className={styles.times}>{texts.timesText(r)}</span>
        {r.from && r.until !== r.from && <span className={styles.soft}>{texts.daysText(r)}</span>}
        <span className={styles.soft}>
          {[...r.activityIds.map(texts.activity), r.comments].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className={styles.when}>
        {hasChanged ? <StateNow now={now} texts={texts} /> : <StartsIn rejection={r} texts={texts} />}
        <Seen rejection={r} texts={texts} />
      </div>
      {isChoosing && canAct && !hasChanged ? (
        <SnoozeChoice rejection={r} texts={texts} actions={actions} onClose={() => onChoose(false)} />
      ) : (
        <div className={styles.actions}>
          <IconButton icon="copy" label={name(words.copy)} onClick={() => actions.copy([now ?? r])} />
          <IconButton icon="plan" label={name(words.openInPlan)} onClick={() => actions.open(r)} />
          {canAct && (
            <IconButton
              icon="clock"
              data-action="snooze"
              disabled={hasChanged}
              label={name(words.snooze)}
              onClick={() => onChoose(true)}
            />
          )}
          {(canAct || segment === 'others') && (
            <Button
              icon="check"
              data-action="acknowledge"
              disabled={hasChanged}
              aria-label={name(words.acknowledge)}
              onClick={() => actions.acknowledge([r])}
            >
              {words.acknowledge}
            </Button>
          )}
          {undo && (
            <Button
              variant="quiet"
              icon="undo"
              data-action={undo.action}
              disabled={hasChanged}
              aria-label={name(undo.label)}
              onClick={undo.run}
            >
              {undo.label}
            </Button>
          )}
          {segment === 'withdrawn' && <span className={styles.ended}>{common.kind.withdrawn}</span>}
        </div>
      )}
    </li>
  );
};

const SEGMENT_SYMBOLS = {
  open: '✕',
  muted: '✕',
  snoozed: '◷',
  others: '○',
  acknowledged: '✓',
  withdrawn: '↩',
  gone: '–',
} as const;

const StartsIn = ({ rejection: r, texts }: { rejection: Rejection; texts: Texts }) => {
  const now = useNow();
  const locale = useLocale();
  const { rejections: words } = texts.messages;
  if (!r.from) return null;
  const { text, hasStarted, isShort } = timeUntilStart(r, now, locale);
  return (
    <span className={styles.notice} data-short={isShort && r.state === 'open' ? true : undefined}>
      <Icon name="clock" size={14} />
      {hasStarted ? words.started(text) : words.starts(text)}
    </span>
  );
};

const snoozeText = (
  { untilMs }: NonNullable<Rejection['snoozed']>,
  words: Messages['rejections'],
  time: (ms: number) => string,
): string => (untilMs === null ? words.snoozedUntilChange : words.snoozedUntil(time(untilMs)));

/** The current state of a rejection that has changed since it was listed. */
const StateNow = ({ now, texts }: { now: Rejection | undefined; texts: Texts }) => {
  const { timeOrDay } = useInstants();
  const { plan, rejections: words } = texts.messages;
  const text = (): string => {
    if (!now) return words.gone;
    if (now.withdrawnAtMs !== null) return plan.panel.withdrawnAt(timeOrDay(now.withdrawnAtMs));
    if (now.acknowledgedAtMs !== null) return plan.panel.acknowledgedAt(timeOrDay(now.acknowledgedAtMs));
    return now.snoozed ? snoozeText(now.snoozed, words, timeOrDay) : words.segments[segmentOf(now)];
  };
  return <span className={styles.stateNow}>{text()}</span>;
};

/** When it was seen and its later states. */
const Seen = ({ rejection: r, texts }: { rejection: Rejection; texts: Texts }) => {
  const { timeOrDay } = useInstants();
  const noticeText = useNoticeText();
  const { common, notices, plan, rejections: words } = texts.messages;
  const isOpen = r.state === 'open';
  return (
    <>
      <details className={styles.why}>
        <summary
          className={styles.soft}
          title={r.why === null || isNotified(r.why) ? notices.whyTitle : notices.whyNotTitle}
        >
          {words.seenAt(timeOrDay(r.seenAtMs))}
          {isOpen && r.caughtUp && `, ${common.source.sync}`}
        </summary>
        <p className={styles.soft}>
          {words.origin(texts.instant(r.seenAtMs), r.caughtUp)} {noticeText(r)}
        </p>
      </details>
      {isOpen && r.snoozed && <span className={styles.soft}>{snoozeText(r.snoozed, words, timeOrDay)}</span>}
      {r.state === 'acknowledged' && r.acknowledgedAtMs !== null && (
        <span className={styles.soft}>{plan.panel.acknowledgedAt(texts.instant(r.acknowledgedAtMs))}</span>
      )}
      {r.state === 'withdrawn' && r.withdrawnAtMs !== null && (
        <span className={styles.soft}>{plan.panel.withdrawnAt(texts.instant(r.withdrawnAtMs))}</span>
      )}
    </>
  );
};
