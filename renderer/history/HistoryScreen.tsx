import { useRef } from 'react';
import { useHistory, useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { ExportButton } from './ExportDialog.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import styles from './HistoryScreen.module.css';
import { ResultList } from './ResultList.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { SaveSearch } from './SaveSearch.tsx';
import { SearchBox } from './SearchBox.tsx';

/** Every change that was ever seen, found as fast as it is typed. */
export const HistoryScreen = () => {
  const list = useRef<HTMLDivElement>(null);
  return (
    <div className={styles.screen}>
      <div className={styles.top}>
        <div className={styles.line}>
          <SearchBox list={list} />
          <SaveSearch />
          <ExportButton />
        </div>
        <SavedSearches />
        <HistoryFilters />
      </div>
      <div className={styles.results}>
        <NewChanges onShow={() => list.current?.scrollTo({ top: 0 })} />
        <ResultList list={list} />
      </div>
    </div>
  );
};

/** What arrived while the planner reads, held back until it is wanted. */
const NewChanges = ({ onShow }: { onShow: () => void }) => {
  const { history } = useMessages();
  const count = useHistory((s) => s.results?.waiting?.count ?? 0);
  const showWaiting = useHistory((s) => s.showWaiting);
  return (
    <div role="status" className={styles.waiting}>
      {count > 0 && (
        <Button
          variant="primary"
          onClick={() => {
            showWaiting();
            onShow();
          }}
        >
          <span aria-hidden="true">↑</span> {history.newChanges(count)}
        </Button>
      )}
    </div>
  );
};
