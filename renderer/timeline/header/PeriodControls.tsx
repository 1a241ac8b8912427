import { useMemo, useRef } from 'react';
import { formatDay, formatDayRange } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/index.ts';
import { type DayRange, isoWeek } from '../../../shared/time.ts';
import { useLanguage, useMessages, useNavigation } from '../../store/context.ts';
import { PLAN_VIEWS, type PlanView, periodOf } from '../../store/period.ts';
import shared from '../../styles/shared.module.css';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useDateField } from '../../ui/use-date-field.ts';
import styles from './PeriodControls.module.css';

/** `9–22 March 2026`, `March 2026`, `Mon 9 March 2026`. */
export const periodText = (view: PlanView, { from, until }: DayRange, language: Language): string => {
  if (view === 'month') return formatDay(from, language, { month: 'long', year: 'numeric' });
  if (view === 'day')
    return formatDay(from, language, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  const month = from.slice(0, 7) === until.slice(0, 7) ? 'long' : 'short';
  return formatDayRange(from, until, language, { day: 'numeric', month, year: 'numeric' });
};

/** Memoised: formatting a range takes milliseconds. */
export const usePeriodText = (view: PlanView, { from, until }: DayRange): string => {
  const language = useLanguage();
  return useMemo(() => periodText(view, { from, until }, language), [view, from, until, language]);
};

/** Controls for the shown period. */
export const PeriodControls = () => {
  const { plan } = useMessages();
  const view = useNavigation((s) => s.view);
  const day = useNavigation((s) => s.day);
  const { step, goToday, setView, setDay } = useNavigation((s) => s);
  const picker = useRef<HTMLInputElement>(null);
  const field = useDateField(day, (chosen) => chosen && setDay(chosen));
  const range = periodOf(view, day);
  const text = usePeriodText(view, range);

  return (
    <div className={styles.controls}>
      <div className={styles.steps}>
        <IconButton icon="previous" label={`${plan.previous} ([)`} onClick={() => step(-1)} />
        <Button onClick={goToday}>{plan.today}</Button>
        <IconButton icon="next" label={`${plan.next} (])`} onClick={() => step(1)} />
      </div>
      <div className={styles.period}>
        <button
          type="button"
          className={styles.date}
          title={plan.goToDate}
          onClick={() => picker.current?.showPicker()}
          aria-live="polite"
        >
          <strong>{text}</strong>
          <span className={styles.weeks}>{plan.weeks(isoWeek(range.from), isoWeek(range.until))}</span>
        </button>
        <input ref={picker} className={shared.datePicker} tabIndex={-1} aria-label={plan.goToDate} {...field} />
      </div>
      <Segmented
        label={plan.viewLabel}
        value={view}
        options={PLAN_VIEWS.map((value) => ({ value, label: plan.view[value] }))}
        onChange={setView}
      />
    </div>
  );
};
