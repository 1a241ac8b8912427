import { useHistory, useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { isNarrowed, withoutChips } from './query.ts';
import { highlightTerms } from './search-highlights.ts';

/** Empty state: no history yet, or no match. */
export const HistoryEmpty = () => {
  const { history } = useMessages();
  const resultsQuery = useHistory((s) => s.resultsQuery);
  const show = useHistory((s) => s.show);
  const { empty } = history;
  const text = resultsQuery.text?.trim();
  if (!text && !isNarrowed(resultsQuery))
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
        isNarrowed(resultsQuery) && (
          <Button onClick={() => show(withoutChips(resultsQuery))}>{history.clearFilters}</Button>
        )
      }
    >
      {text && (highlightTerms(text).length > 0 ? empty.noMatchText : empty.noMatchSigns)}{' '}
      {text?.includes('"') && empty.noMatchPhrase}
    </EmptyState>
  );
};
