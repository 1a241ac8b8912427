import { formatDay } from '../../shared/i18n/format.ts';
import type { Day } from '../../shared/time.ts';
import { useLanguage } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { classNames } from '../ui/class-names.ts';
import { RowBoundary } from '../ui/PartBoundary.tsx';
import { RejectionRow } from './RejectionRow.tsx';
import styles from './RejectionsScreen.module.css';
import type { ShownRejection } from './use-held-rejections.ts';
import type { RejectionActions } from './use-rejection-actions.ts';

interface Props {
  /** Rejections of one day of shifts are next to each other. */
  shown: readonly ShownRejection[];
  texts: Texts;
  actions: RejectionActions;
  /** Id of the row with the open snooze choice. */
  choosing: number | undefined;
  onChoose: (id: number | undefined) => void;
}

/** Rejections under the days of their shifts. */
export const RejectionList = ({ shown, texts, actions, choosing, onChoose }: Props) => {
  const language = useLanguage();
  const title = (day: Day) =>
    day ? formatDay(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) : '–';
  return inDays(shown).map(({ day, rows }) => (
    <section key={day} aria-label={title(day)}>
      <h2 className={shared.day}>{title(day)}</h2>
      <ul className={classNames(shared.card, styles.rows)}>
        {rows.map((row) => (
          <RowBoundary key={row.placed.id}>
            <RejectionRow
              row={row}
              texts={texts}
              actions={actions}
              isChoosing={choosing === row.placed.id}
              onChoose={(on) => onChoose(on ? row.placed.id : undefined)}
            />
          </RowBoundary>
        ))}
      </ul>
    </section>
  ));
};

const inDays = (shown: readonly ShownRejection[]): { day: Day; rows: ShownRejection[] }[] => {
  const days: { day: Day; rows: ShownRejection[] }[] = [];
  for (const row of shown) {
    const last = days.at(-1);
    if (last?.day === row.placed.from) last.rows.push(row);
    else days.push({ day: row.placed.from, rows: [row] });
  }
  return days;
};
