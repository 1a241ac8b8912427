import { useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { everything, isNarrowed } from './query.ts';
import { useHistory } from './use-history.ts';

/** Nothing was found: because nothing happened yet, or because the question excludes it. */
export const HistoryEmpty = () => {
  const { history } = useMessages();
  const answered = useHistory((s) => s.answered);
  const ask = useHistory((s) => s.ask);
  const { empty } = history;
  if (!answered.text.trim() && !isNarrowed(answered))
    return (
      <EmptyState icon="history" title={empty.nothing}>
        {empty.nothingText}
      </EmptyState>
    );
  return (
    <EmptyState
      icon="search"
      title={empty.noMatch}
      action={
        isNarrowed(answered) && (
          <Button onClick={() => ask({ ...everything, text: answered.text })}>{history.clearFilters}</Button>
        )
      }
    >
      {answered.text.trim() && empty.noMatchText}
    </EmptyState>
  );
};
