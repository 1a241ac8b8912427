import { useConnection, useMessages, useNavigation, usePlanView } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './PlanScreen.module.css';

interface Props {
  /** There are rows, but the filter hides all of them. */
  isFiltered: boolean;
  onShowAll: () => void;
}

/** Why there is no row, and what can be done. */
export const PlanEmpty = ({ isFiltered, onShowAll }: Props) => {
  const { plan } = useMessages();
  const state = useConnection((s) => s.status?.state);
  const go = useNavigation((s) => s.go);
  const planVersion = usePlanView((s) => s.planVersion);
  const words =
    planVersion.asOfMs !== undefined ? plan.asOf : planVersion.changedSinceMs !== undefined ? plan.since : plan.empty;
  const isOff = state === 'not-set-up' || state === 'unsubscribed';
  return (
    <div className={styles.empty}>
      {isFiltered ? (
        <EmptyState
          icon="filter"
          title={plan.empty.noMatch}
          action={<Button onClick={onShowAll}>{plan.empty.showAll}</Button>}
        />
      ) : isOff ? (
        <EmptyState
          icon="connection"
          title={state === 'unsubscribed' ? plan.empty.unsubscribed : plan.empty.notSetUp}
          action={
            <Button variant="primary" onClick={() => go('connection')}>
              {plan.empty.setUp}
            </Button>
          }
        >
          {plan.empty.notSetUpText}
        </EmptyState>
      ) : (
        <EmptyState icon="plan" title={words.nothing}>
          {words.nothingText}
        </EmptyState>
      )}
    </div>
  );
};
