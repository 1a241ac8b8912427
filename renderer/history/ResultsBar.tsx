import { useHistory, useLocale, useMessages } from '../store/context.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { countText } from './count-text.ts';
import styles from './HistoryScreen.module.css';
import { isSame } from './query.ts';

const ORDERS = ['seen', 'shift'] as const;

/** Number of results and their order. */
export const ResultsBar = () => {
  const { history } = useMessages();
  const order = useHistory((s) => s.query.order) ?? 'seen';
  const updateQuery = useHistory((s) => s.updateQuery);
  const words = useResultCountText();
  return (
    <div className={styles.bar}>
      <p role="status" className={styles.found}>
        {words}
      </p>
      <Segmented
        label={history.order}
        value={order}
        options={ORDERS.map((value) => ({ value, label: history.orders[value] }))}
        onChange={(value) => updateQuery({ order: value })}
      />
    </div>
  );
};

/** `3 changes` or `500+ changes`: the length of the list when it is complete, else the counted number. */
export const useResultCountText = (): string | undefined => {
  const { history } = useMessages();
  const locale = useLocale();
  const listed = useHistory(({ results }) => (results && !results.next ? results.entries.length : undefined));
  // Ignore counts of another query.
  const total = useHistory(({ counts, countsQuery, resultsQuery }) =>
    countsQuery && isSame(countsQuery, resultsQuery) ? counts?.total : undefined,
  );
  const count = listed ?? total;
  const text = countText(count, locale);
  return count === undefined || count === null || text === undefined ? undefined : history.found(count, text);
};
