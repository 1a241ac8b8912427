import type { ChangeKind } from '../../shared/change-event.ts';
import { useHistory, useLocale, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ChipMenu } from '../ui/ChipMenu.tsx';
import { OptionList } from '../ui/OptionList.tsx';
import { countText, sumOf } from './count-text.ts';
import styles from './HistoryFilters.module.css';
import { PeriodChip } from './PeriodChip.tsx';
import { PersonChip } from './PersonChip.tsx';
import {
  isNarrowed,
  isSame,
  KIND_CHOICES,
  OUTCOME_CHOICES,
  SOURCE_CHOICES,
  type SourceChoice,
  sourceChoiceOf,
  withoutChips,
} from './query.ts';

const SOURCES = Object.keys(SOURCE_CHOICES) as SourceChoice[];

/** The filters, with the number of results per value. */
export const HistoryFilters = () => {
  const { history } = useMessages();
  const query = useHistory((s) => s.query);
  const show = useHistory((s) => s.show);
  return (
    <fieldset className={shared.stack} aria-label={history.filters}>
      <div className={styles.menus}>
        <PersonChip />
        <PeriodChip target="shift" />
        <PeriodChip target="seen" />
        <SourceChip />
        <OutcomeChip />
        {isNarrowed(query) && (
          <Button variant="quiet" icon="close" onClick={() => show(withoutChips(query))}>
            {history.clearFilters}
          </Button>
        )}
      </div>
      <KindChips />
    </fieldset>
  );
};

const KindChips = () => {
  const { common, history } = useMessages();
  const locale = useLocale();
  const kinds = useHistory((s) => s.query.kinds) ?? [];
  const counts = useHistory((s) => s.counts?.kinds);
  const isStale = useHistory((s) => s.countsQuery === null || !isSame(s.countsQuery, s.query));
  const updateQuery = useHistory((s) => s.updateQuery);
  const toggle = (kind: ChangeKind) =>
    updateQuery({ kinds: kinds.includes(kind) ? kinds.filter((k) => k !== kind) : [...kinds, kind] });
  return (
    <fieldset className={styles.kinds} aria-label={history.kinds} data-stale={isStale || undefined}>
      {KIND_CHOICES.map((kind) => (
        <Chip
          key={kind}
          pressed={kinds.includes(kind)}
          // An unknown count takes up space, so that nothing moves when it is loaded.
          count={countText(counts?.[kind], locale) ?? ''}
          onToggle={() => toggle(kind)}
        >
          {common.kind[kind]}
        </Chip>
      ))}
    </fieldset>
  );
};

const SourceChip = () => {
  const { history } = useMessages();
  const locale = useLocale();
  const chosen = useHistory((s) => sourceChoiceOf(s.query));
  const counts = useHistory((s) => s.counts?.sources);
  const updateQuery = useHistory((s) => s.updateQuery);
  return (
    <ChipMenu label={history.source} value={chosen && history.sources[chosen]}>
      {() => (
        <OptionList<SourceChoice | 'any'>
          label={history.source}
          chosen={chosen ?? 'any'}
          onChoose={(value) => updateQuery({ sources: value === 'any' ? [] : [...SOURCE_CHOICES[value]] })}
          options={[
            { value: 'any', label: history.sources.any },
            ...SOURCES.map((value) => ({
              value,
              label: history.sources[value],
              note: countText(sumOf(SOURCE_CHOICES[value].map((source) => counts?.[source])), locale),
            })),
          ]}
        />
      )}
    </ChipMenu>
  );
};

const OutcomeChip = () => {
  const { history } = useMessages();
  const locale = useLocale();
  const chosen = useHistory((s) => s.query.outcomes?.[0]);
  const counts = useHistory((s) => s.counts?.outcomes);
  const updateQuery = useHistory((s) => s.updateQuery);
  return (
    <ChipMenu label={history.outcome} value={chosen && history.outcomes[chosen]}>
      {() => (
        <OptionList<(typeof OUTCOME_CHOICES)[number] | 'any'>
          label={history.outcome}
          chosen={chosen ?? 'any'}
          onChoose={(value) => updateQuery({ outcomes: value === 'any' ? [] : [value] })}
          options={[
            { value: 'any', label: history.outcomes.any },
            ...OUTCOME_CHOICES.map((value) => ({
              value,
              label: history.outcomes[value],
              note: countText(counts?.[value], locale),
            })),
          ]}
        />
      )}
    </ChipMenu>
  );
};
