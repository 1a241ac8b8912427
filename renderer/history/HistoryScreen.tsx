import { useId, useRef, useState } from 'react';
import { useHistory, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icons.tsx';
import { ExportButton } from './ExportDialog.tsx';
import { HistoryFilters } from './HistoryFilters.tsx';
import styles from './HistoryScreen.module.css';
import { isNarrowed } from './query.ts';
import { ResultList } from './ResultList.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { SaveSearch } from './SaveSearch.tsx';
import { SearchBox } from './SearchBox.tsx';

/** The History screen. */
export const HistoryScreen = () => {
  const list = useRef<HTMLDivElement>(null);
  return (
    <div className={classNames(shared.fill, styles.screen)}>
      <div className={classNames(shared.toolbar, styles.top)}>
        <SearchBox list={list} />
        <FilterPanel />
      </div>
      <div className={shared.fill}>
        <ResultList list={list} />
      </div>
    </div>
  );
};

/** Saved searches, filters and export. Collapsed behind a button in a low window. */
const FilterPanel = () => {
  const { history } = useMessages();
  const narrowed = useHistory((s) => isNarrowed(s.query));
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      <div className={styles.toggle}>
        <Button
          ref={button}
          icon="filter"
          title={history.filters}
          aria-expanded={isOpen}
          aria-controls={id}
          data-narrowed={narrowed || undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className={styles.label}>{history.filters}</span>
          {narrowed && <Icon name="check" size={14} />}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles a key of the controls inside */}
      <div
        id={id}
        className={styles.narrowing}
        data-open={isOpen || undefined}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || !isOpen) return;
          setIsOpen(false);
          button.current?.focus();
        }}
      >
        <SaveSearch />
        <ExportButton />
        <div className={styles.rest}>
          <SavedSearches />
          <HistoryFilters />
        </div>
      </div>
    </>
  );
};
