import { useState } from 'react';
import { formatDayRange } from '../../shared/i18n/format.ts';
import { type Days, SEEN_PERIODS, SHIFT_PERIODS, seenDays, seenRangeMs, shiftDays } from '../../shared/periods.ts';
import { dayOf } from '../../shared/time.ts';
import { useHistory, useLanguage, useMessages } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import { ChipMenu } from '../ui/ChipMenu.tsx';
import { TextInput } from '../ui/Field.tsx';
import { OptionList } from '../ui/OptionList.tsx';
import { useDateField } from '../ui/use-date-field.ts';
import styles from './HistoryFilters.module.css';
import type { HistoryQuery } from './query.ts';
import { useCounts } from './use-counts.ts';

type PeriodTarget = 'shift' | 'seen';
type PeriodName = (typeof SHIFT_PERIODS)[number] | (typeof SEEN_PERIODS)[number];
interface ChosenPeriod {
  name: PeriodName | undefined;
  days: Days;
}

const NO_PERIOD = {
  shift: { shiftPeriod: undefined, from: undefined, until: undefined },
  seen: { seenPeriod: undefined, seenFromMs: undefined, seenUntilMs: undefined },
} as const;

const PERIOD_NAMES = { shift: SHIFT_PERIODS, seen: SEEN_PERIODS } as const;

const chosenPeriod = (target: PeriodTarget, query: HistoryQuery): ChosenPeriod => {
  if (target === 'shift') return { name: query.shiftPeriod, days: { from: query.from, until: query.until } };
  const { seenPeriod, seenFromMs, seenUntilMs } = query;
  return {
    name: seenPeriod,
    days: {
      from: seenFromMs === undefined ? undefined : dayOf(seenFromMs),
      // seenUntilMs is exclusive.
      until: seenUntilMs === undefined ? undefined : dayOf(seenUntilMs - 1),
    },
  };
};

/** The query change that selects a named period. */
const queryForName = (target: PeriodTarget, name: PeriodName): Partial<HistoryQuery> => ({
  ...NO_PERIOD[target],
  ...({ [target === 'shift' ? 'shiftPeriod' : 'seenPeriod']: name } as Partial<HistoryQuery>),
});

const queryForDays = (target: PeriodTarget, days: Days): Partial<HistoryQuery> => ({
  ...NO_PERIOD[target],
  ...(target === 'shift' ? { from: days.from, until: days.until } : seenRangeMs(days)),
});

/** The days of a named period; start values for a custom period. */
const daysOfName = (target: PeriodTarget, name: PeriodName | undefined): Days => {
  const today = dayOf(Date.now());
  if (name === undefined) return {};
  return target === 'shift'
    ? shiftDays(name as (typeof SHIFT_PERIODS)[number], today)
    : seenDays(name as (typeof SEEN_PERIODS)[number], today);
};

/** Filter by day of the shift or by when the change was seen. */
export const PeriodChip = ({ target }: { target: PeriodTarget }) => {
  const { history } = useMessages();
  const language = useLanguage();
  const texts = useTexts();
  const query = useHistory((s) => s.query);
  const { name, days } = chosenPeriod(target, query);
  const labels = target === 'shift' ? history.shiftPeriods : history.seenPeriods;
  const value = (): string | undefined => {
    if (name) return (labels as Record<string, string>)[name];
    if (days.from && days.until) return formatDayRange(days.from, days.until, language, { dateStyle: 'medium' });
    if (days.from) return history.fromDay(texts.dayWithYear(days.from));
    return days.until && history.untilDay(texts.dayWithYear(days.until));
  };
  return (
    <ChipMenu label={history[target]} value={value()}>
      {() => <PeriodChoice target={target} />}
    </ChipMenu>
  );
};

const PeriodChoice = ({ target }: { target: PeriodTarget }) => {
  const { history } = useMessages();
  const query = useHistory((s) => s.query);
  const updateQuery = useHistory((s) => s.updateQuery);
  const { name, days } = chosenPeriod(target, query);
  const hasDays = days.from !== undefined || days.until !== undefined;
  const [isCustom, setIsCustom] = useState(hasDays);
  const from = useDateField(days.from, (day) => updateQuery(queryForDays(target, { ...days, from: day })), {
    max: days.until,
  });
  const until = useDateField(days.until, (day) => updateQuery(queryForDays(target, { ...days, until: day })), {
    min: days.from,
  });
  const names = PERIOD_NAMES[target];
  const labels = (target === 'shift' ? history.shiftPeriods : history.seenPeriods) as Record<string, string>;
  const counts = useCounts([NO_PERIOD[target], ...names.map((one) => queryForName(target, one))], target);
  const label = history[target];
  const choose = (value: PeriodName | 'any' | 'custom') => {
    setIsCustom(value === 'custom');
    if (value === 'any') updateQuery(NO_PERIOD[target]);
    else if (value === 'custom') updateQuery(queryForDays(target, daysOfName(target, name)));
    else updateQuery(queryForName(target, value));
  };
  return (
    <>
      <OptionList
        label={label}
        chosen={isCustom ? 'custom' : (name ?? 'any')}
        onChoose={choose}
        options={[
          { value: 'any' as const, label: labels.any ?? '', note: counts[0] },
          ...names.map((one, n) => ({ value: one, label: labels[one] ?? '', note: counts[n + 1] })),
          { value: 'custom' as const, label: labels.custom ?? '' },
        ]}
      />
      {isCustom && (
        <div className={styles.days}>
          <TextInput aria-label={history.from(label)} {...from} />
          <span>{history.to}</span>
          <TextInput aria-label={history.until(label)} {...until} />
        </div>
      )}
    </>
  );
};
