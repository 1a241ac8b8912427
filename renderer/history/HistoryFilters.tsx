import type { ChangeKind } from '../../shared/change-event.ts';
import { useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { TextInput } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './HistoryScreen.module.css';
import { type Chosen, SEEN_PERIODS, SHIFT_PERIODS } from './periods.ts';
import { everything, isNarrowed, KIND_CHOICES, SOURCES } from './query.ts';
import { useHistory } from './use-history.ts';

/** What narrows the search besides its words. */
export const HistoryFilters = () => {
  const { common, history } = useMessages();
  const query = useHistory((s) => s.query);
  const ask = useHistory((s) => s.ask);
  const { kinds, source, shift, seen } = query;
  const toggle = (kind: ChangeKind) =>
    ask({ kinds: kinds.includes(kind) ? kinds.filter((k) => k !== kind) : [...kinds, kind] });

  return (
    <fieldset className={styles.filters} aria-label={history.filters}>
      <fieldset className={styles.chips} aria-label={history.kinds}>
        {KIND_CHOICES.map((kind) => (
          <Chip key={kind} pressed={kinds.includes(kind)} onToggle={() => toggle(kind)}>
            {common.kind[kind]}
          </Chip>
        ))}
      </fieldset>
      <div className={styles.selects}>
        <Select
          aria-label={history.source}
          value={source}
          options={SOURCES.map((value) => ({ value, label: history.sources[value] }))}
          onChange={(value) => ask({ source: value })}
        />
        <Select
          aria-label={history.shift}
          value={shift.period}
          options={SHIFT_PERIODS.map((value) => ({ value, label: history.shiftPeriods[value] }))}
          onChange={(period) => ask({ shift: { ...shift, period } })}
        />
        <CustomDays label={history.shift} chosen={shift} onChange={(days) => ask({ shift: { ...shift, ...days } })} />
        <Select
          aria-label={history.seen}
          value={seen.period}
          options={SEEN_PERIODS.map((value) => ({ value, label: history.seenPeriods[value] }))}
          onChange={(period) => ask({ seen: { ...seen, period } })}
        />
        <CustomDays label={history.seen} chosen={seen} onChange={(days) => ask({ seen: { ...seen, ...days } })} />
        {isNarrowed(query) && (
          <Button variant="quiet" icon="close" onClick={() => ask({ ...everything, text: query.text })}>
            {history.clearFilters}
          </Button>
        )}
      </div>
    </fieldset>
  );
};

interface CustomProps {
  label: string;
  chosen: Chosen<string>;
  onChange: (days: { from: string } | { until: string }) => void;
}

/** Two days to choose freely, where the period asks for them. */
const CustomDays = ({ label, chosen, onChange }: CustomProps) => {
  const { history } = useMessages();
  if (chosen.period !== 'custom') return null;
  return (
    <span className={styles.days}>
      <TextInput
        type="date"
        aria-label={history.from(label)}
        value={chosen.from}
        max={chosen.until || undefined}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <span>{history.to}</span>
      <TextInput
        type="date"
        aria-label={history.until(label)}
        value={chosen.until}
        min={chosen.from || undefined}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
    </span>
  );
};
