import { createPortal } from 'react-dom';
import type { Assignment } from '../../../shared/assignment.ts';
import { formatDay, formatDayRange } from '../../../shared/i18n/format.ts';
import { addDays, isoWeek, weekday } from '../../../shared/time.ts';
import { useLanguage, useMessages, usePlanView } from '../../store/context.ts';
import { type Texts, useTexts } from '../../store/texts.ts';
import { assignmentTitle } from '../rows/bar-text.ts';
import styles from './PrintSheet.module.css';
import type { PrintedWeek } from './print-week.ts';

/** Print layout of a week (A4 landscape); hidden on screen. */
export const PrintSheet = ({ week: { range, rows, total } }: { week: PrintedWeek }) => {
  const { plan } = useMessages();
  const language = useLanguage();
  const asOfMs = usePlanView((s) => s.planVersion.asOfMs);
  const texts = useTexts();
  const days = Array.from({ length: 7 }, (_, n) => addDays(range.from, n));
  return createPortal(
    <div className={styles.sheet}>
      <header className={styles.title}>
        <h1>
          {plan.weekLong(isoWeek(range.from))} ·{' '}
          {formatDayRange(range.from, range.until, language, { day: 'numeric', month: 'long', year: 'numeric' })}
        </h1>
        <span>
          {asOfMs === undefined ? plan.printed(texts.instant(Date.now())) : plan.asOf.title(texts.instant(asOfMs))}
        </span>
      </header>
      {rows.length < total && <p>{plan.printNote(texts.number(rows.length), texts.number(total))}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{plan.person}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {formatDay(day, language, { weekday: 'short', day: 'numeric', month: 'short' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, days: cells }) => (
            <tr key={key}>
              <th scope="row">
                {texts.person(key)} <small>{texts.employeeNumber(key)}</small>
              </th>
              {days.map((day, n) => (
                <td key={day} data-weekend={weekday(day) >= 5 || undefined}>
                  {cells[n]?.map((a) => (
                    <Line key={a.id} assignment={a} texts={texts} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
};

const Line = ({ assignment, texts }: { assignment: Assignment; texts: Texts }) => (
  <div className={styles.line} data-rejected={assignment.isRejected === true || undefined}>
    {assignment.isRejected && '✕ '}
    <strong>{texts.timesText(assignment)}</strong> {assignmentTitle(assignment, texts)}
    {assignment.isRejected && ` (${texts.messages.plan.rejected.toLowerCase()})`}
  </div>
);
