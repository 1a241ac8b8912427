import { type InputHTMLAttributes, useState } from 'react';
import { TextInput } from '../ui/Field.tsx';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value'> {
  /** `18:00`. */
  value: string;
  /** Minutes since midnight. */
  onSave: (minutes: number) => void;
}

/** A time of day, saved when it is left; half a time is no time and is taken back. */
export const TimeInput = ({ value, onSave, ...rest }: Props) => {
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(draft ?? '') ?? [];
    if (hours !== undefined && minutes !== undefined && draft !== value) onSave(Number(hours) * 60 + Number(minutes));
    setDraft(undefined);
  };
  return (
    <TextInput
      {...rest}
      type="time"
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
};
