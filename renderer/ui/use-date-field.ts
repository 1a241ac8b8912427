import { type ChangeEvent, type FocusEvent, useState } from 'react';
import { type Day, EARLIEST_DAY, isUsualDay, LATEST_DAY } from '../../shared/time.ts';

interface Bounds {
  min?: Day | undefined;
  max?: Day | undefined;
}

/**
 * The attributes of an `<input type="date">` that can be typed in. While typing, the browser reports intermediate dates, e.g.
 * `0002-03-10` before `2026-03-10`, or none. Only a usual day is passed on; on blur an unfinished input is reset to `day`.
 * @param onChange gets undefined when the field was emptied.
 */
export const useDateField = (
  day: Day | undefined,
  onChange: (day: Day | undefined) => void,
  { min = EARLIEST_DAY, max = LATEST_DAY }: Bounds = {},
) => {
  const known = day ?? '';
  const [typed, setTyped] = useState({ text: known, known });
  // The day was changed outside of this field.
  if (typed.known !== known) setTyped({ text: known, known });

  const pass = ({ value, validity }: HTMLInputElement): boolean => {
    const isEmptied = value === '' && !validity.badInput;
    if (!isEmptied && !isUsualDay(value)) return false;
    if (value !== known) onChange(value || undefined);
    return true;
  };
  return {
    type: 'date',
    value: typed.text,
    min,
    max,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      setTyped({ text: currentTarget.value, known });
      pass(currentTarget);
    },
    onBlur: ({ currentTarget }: FocusEvent<HTMLInputElement>) => {
      if (pass(currentTarget)) return;
      // React does not reset an incomplete date, because its value is empty.
      currentTarget.value = known;
      setTyped({ text: known, known });
    },
  };
};
