import { useEffect, useRef, useState } from 'react';
import { dayOf, formatClock, instantOf, wallClock } from '../../../shared/time.ts';
import { useMessages } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import shared from '../../styles/shared.module.css';
import { useDateField } from '../../ui/use-date-field.ts';
import styles from './MomentBar.module.css';
import { parseTimeOfDay } from './moments.ts';

interface Props {
  atMs: number;
  onChange: (ms: number) => void;
}

/** Date picker and a 24-hour time field. A native datetime field would use the computer's locale. */
export const MomentInput = ({ atMs, onChange }: Props) => {
  const { plan } = useMessages();
  const texts = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const { day, minutes } = wallClock(atMs);
  const field = useDateField(day, (chosen) => chosen && onChange(instantOf(chosen, minutes)), {
    max: dayOf(Date.now()),
  });
  return (
    <fieldset className={styles.moment} aria-label={plan.asOf.moment}>
      <button type="button" className={styles.day} title={plan.goToDate} onClick={() => picker.current?.showPicker()}>
        {texts.day(day)}
      </button>
      <input ref={picker} className={shared.datePicker} tabIndex={-1} aria-label={plan.goToDate} {...field} />
      <TimeInput minutes={minutes} label={plan.asOf.time} onChange={(next) => onChange(instantOf(day, next))} />
    </fieldset>
  );
};

interface TimeProps {
  minutes: number;
  label: string;
  onChange: (minutes: number) => void;
}

/** Keeps incomplete input while typing. */
const TimeInput = ({ minutes, label, onChange }: TimeProps) => {
  const [text, setText] = useState(() => formatClock(minutes));
  useEffect(() => setText((typed) => (parseTimeOfDay(typed) === minutes ? typed : formatClock(minutes))), [minutes]);
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      className={styles.time}
      aria-label={label}
      aria-invalid={parseTimeOfDay(text) === undefined || undefined}
      value={text}
      onBlur={() => setText(formatClock(minutes))}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = parseTimeOfDay(event.currentTarget.value);
        if (next !== undefined && next !== minutes) onChange(next);
      }}
    />
  );
};
