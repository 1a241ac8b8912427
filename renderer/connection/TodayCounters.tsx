import { COUNTER_NAMES, type CounterName, type Counters } from '../../shared/connection.ts';
import { useLocale, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Card } from '../ui/Card.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './ConnectionScreen.module.css';

/** Highlighted when not zero. */
const WARN_WHEN_NONZERO: readonly CounterName[] = ['refused', 'unrecognised'];

/** Today's counters. */
export const TodayCounters = ({ today }: { today: Counters }) => {
  const { connection } = useMessages();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <Card title={connection.today}>
      <dl className={styles.counters}>
        {COUNTER_NAMES.map((name) => (
          <div key={name} data-warning={(WARN_WHEN_NONZERO.includes(name) && today[name] > 0) || undefined}>
            <dt>{connection.counters[name]}</dt>
            <dd className={styles.count}>{number.format(today[name])}</dd>
            <dd className={classNames(shared.soft, styles.hint)}>{connection.counterHints[name]}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};
