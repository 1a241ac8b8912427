import { useState } from 'react';
import { formatDayRange } from '../../shared/i18n/format.ts';
import { type Days, SEEN_PERIODS, SHIFT_PERIODS, seenDays, seenInstants, shiftDays } from '../../shared/periods.ts';
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

type Which = 'shift' | 'seen';
type Name = (typeof SHIFT_PERIODS)[number] | (typeof SEEN_PERIODS)[number];
interface Chosen {
  name: Name | undefined;
  days: Days;
}

const NONE = {
  shift: { shiftPeriod: undefined, from: undefined, until: undefined },
  seen: { seenPeriod: undefined, seenFromMs: undefined, seenUntilMs: undefined },
} as const;

const namesOf = { shift: SHIFT_PERIODS, seen: SEEN_PERIODS } as const;

const chosenIn = (which: Which, query: HistoryQuery): Chosen => {
  if (which === 'shift') return { name: query.shiftPeriod, days: { from: query.from, until: query.until } };
  const { seenPeriod, seenFromMs, seenUntilMs } = query;
  return {
    name: seenPeriod,
    days: {
      from: seenFromMs === undefined ? undefined : dayOf(seenFromMs),
      // The instant is the first that no longer belongs to it.
      until: seenUntilMs === undefined ? undefined : dayOf(seenUntilMs - 1),
    },
  };
};

/** A named period as a change of the question. */
const named = (which: Which, name: Name): Partial<HistoryQuery> => ({
  ...NONE[which],
  ...({ [which === 'shift' ? 'shiftPeriod' : 'seenPeriod']: name } as Partial<HistoryQuery>),
});

const ofDays = (which: Which, days: Days): Partial<HistoryQuery> => ({
  ...NONE[which],
  ...(which === 'shift' ? { from: days.from, until: days.until } : seenInstants(days)),
});

/** The days a name means today, to begin with when the planner wants others. */
const daysOf = (which: Which, name: Name | undefined): Days => {
  const today = dayOf(Date.now());
  if (name === undefined) return {};
  return which === 'shift'
    ? shiftDays(name as (typeof SHIFT_PERIODS)[number], today)
    : seenDays(name as (typeof SEEN_PERIODS)[number], today);
};

/** The period of the shift, or the one in which a change was seen. */
export const PeriodChip = ({ which }: { which: Which }) => {
  const { history } = useMessages();
  const language = useLanguage();
  const texts = useTexts();
  const query = useHistory((s) => s.query);
  const { name, days } = chosenIn(which, query);
  const words = which === 'shift' ? history.shiftPeriods : history.seenPeriods;
  const value = (): string | undefined => {
    if (name) return (words as Record<string, string>)[name];
    if (days.from && days.until) return formatDayRange(days.from, days.until, language, { dateStyle: 'medium' });
    if (days.from) return history.fromDay(texts.dayWithYear(days.from));
    return days.until && history.untilDay(texts.dayWithYear(days.until));
  };
  return (
    <ChipMenu label={history[which]} value={value()}>
      {() => <PeriodChoice which={which} />}
    </ChipMenu>
  );
};

const PeriodChoice = ({ which }: { which: Which }) => {
  const { history } = useMessages();
  const query = useHistory((s) => s.query);
  const ask = useHistory((s) => s.ask);
  const { name, days } = chosenIn(which, query);
  const hasDays = days.from !== undefined || days.until !== undefined;
  const [isCustom, setIsCustom] = useState(hasDays);
  const from = useDateField(days.from, (day) => ask(ofDays(which, { ...days, from: day })), { max: days.until });
  const until = useDateField(days.until, (day) => ask(ofDays(which, { ...days, until: day })), { min: days.from });
  const names = namesOf[which];
  const words = (which === 'shift' ? history.shiftPeriods : history.seenPeriods) as Record<string, string>;
  const counts = useCounts([NONE[which], ...names.map((one) => named(which, one))], which);
  const label = history[which];
  const choose = (value: Name | 'any' | 'custom') => {
    setIsCustom(value === 'custom');
    if (value === 'any') ask(NONE[which]);
    else if (value === 'custom') ask(ofDays(which, daysOf(which, name)));
    else ask(named(which, value));
  };
  return (
    <>
      <OptionList
        label={label}
        chosen={isCustom ? 'custom' : (name ?? 'any')}
        onChoose={choose}
        options={[
          { value: 'any' as const, label: words.any ?? '', note: counts[0] },
          ...names.map((one, n) => ({ value: one, label: words[one] ?? '', note: counts[n + 1] })),
          { value: 'custom' as const, label: words.custom ?? '' },
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
