import { useMessages, usePlanView } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { Select } from '../../ui/Select.tsx';
import styles from '../header/PlanToolbar.module.css';
import { yesterdayAt17 } from './moments.ts';

type Choice = 'off' | 'yesterday' | 'looked' | 'custom';

/** Selects the whole plan or a comparison with a moment. */
export const SinceSelect = () => {
  const { plan } = useMessages();
  const { planVersion, lastViewedMs, setPlanVersion } = usePlanView((s) => s);
  const texts = useTexts();
  const yesterday = yesterdayAt17(Date.now());
  const sinceMs = planVersion.changedSinceMs;
  const value: Choice =
    sinceMs === undefined
      ? 'off'
      : sinceMs === yesterday
        ? 'yesterday'
        : sinceMs === lastViewedMs
          ? 'looked'
          : 'custom';
  const choose = (choice: Choice) => {
    if (choice === 'off') setPlanVersion({});
    else if (choice === 'looked' && lastViewedMs !== null) setPlanVersion({ changedSinceMs: lastViewedMs });
    // A custom moment starts one hour ago, which differs from the other choices.
    else setPlanVersion({ changedSinceMs: choice === 'yesterday' ? yesterday : Date.now() - 3_600_000 });
  };
  return (
    <Select<Choice>
      className={styles.since ?? ''}
      aria-label={plan.since.label}
      value={value}
      options={[
        { value: 'off', label: plan.since.off },
        { value: 'yesterday', label: plan.since.yesterday },
        ...(lastViewedMs === null
          ? []
          : [{ value: 'looked' as const, label: plan.since.looked(texts.instant(lastViewedMs)) }]),
        { value: 'custom', label: plan.since.custom },
      ]}
      onChange={choose}
    />
  );
};
