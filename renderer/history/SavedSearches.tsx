import { useState } from 'react';
import { useHistory, useMessages, useSearches } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import { Icon } from '../ui/icons.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { ManageSearches } from './ManageSearches.tsx';
import { isSame } from './query.ts';
import styles from './SavedSearches.module.css';

/** Buttons of the saved searches. */
export const SavedSearches = () => {
  const { history } = useMessages();
  const { saved } = history;
  const searches = useSearches();
  const query = useHistory((s) => s.query);
  const show = useHistory((s) => s.show);
  const [isManaging, setIsManaging] = useState(false);
  return (
    <>
      {searches && searches.length > 0 && (
        <nav className={styles.row} aria-label={saved.title}>
          <HeldRows items={searches} idOf={({ id }) => id} gender="f" isInline>
            {(search) => (
              <button
                type="button"
                className={styles.pill}
                aria-current={isSame(search.filters, query) || undefined}
                onClick={() => show(search.filters, search.id)}
              >
                <span className={styles.name}>{search.name}</span>
                {search.notify && (
                  <>
                    <Icon name="bell" size={13} />
                    <VisuallyHidden>({saved.notifying})</VisuallyHidden>
                  </>
                )}
              </button>
            )}
          </HeldRows>
          <Button variant="quiet" onClick={() => setIsManaging(true)}>
            {saved.manage}
          </Button>
        </nav>
      )}
      {isManaging && <ManageSearches onClose={() => setIsManaging(false)} />}
    </>
  );
};
