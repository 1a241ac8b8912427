import { useState } from 'react';
import type { SavedSearch } from '../../shared/saved-search.ts';
import { useMessages, useSearches } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextInput } from '../ui/Field.tsx';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import { useAfterPress } from '../ui/use-after-press.ts';
import styles from './SavedSearches.module.css';
import { useSearchActions } from './use-search-actions.ts';

/** Dialog to rename, reorder, delete and (un)mute saved searches. */
export const ManageSearches = ({ onClose }: { onClose: () => void }) => {
  const { history } = useMessages();
  const searches = useSearches() ?? NONE;
  /** Incremented when the planner moves a search, so that the list shows it immediately. */
  const [moves, setMoves] = useState(0);
  return (
    <Dialog title={history.saved.manageTitle} onClose={onClose}>
      {searches.length === 0 && <p>{history.saved.none}</p>}
      <HeldRows
        items={searches}
        idOf={({ id }) => id}
        gender="f"
        question={moves}
        className={shared.stack}
        attributesOf={() => ({ className: styles.item })}
      >
        {(search) => (
          <Item
            search={search}
            isFirst={search.id === searches[0]?.id}
            isLast={search.id === searches.at(-1)?.id}
            onMoved={() => setMoves((n) => n + 1)}
          />
        )}
      </HeldRows>
    </Dialog>
  );
};

const NONE: readonly SavedSearch[] = [];

interface ItemProps {
  search: SavedSearch;
  isFirst: boolean;
  isLast: boolean;
  onMoved: () => void;
}

const Item = ({ search, isFirst, isLast, onMoved }: ItemProps) => {
  const { saved } = useMessages().history;
  const { update, move, remove } = useSearchActions();
  /** undefined: no unsaved input. */
  const [draft, setDraft] = useState<string>();
  const afterPress = useAfterPress();
  const { id, name, notify } = search;
  const rename = async () => {
    const newName = draft?.trim();
    if (newName && newName !== name) await update(id, { name: newName });
    setDraft(undefined);
  };
  return (
    <>
      <TextInput
        data-row={id}
        aria-label={saved.rename(name)}
        maxLength={100}
        value={draft ?? name}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => afterPress(() => void rename())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void rename();
          if (event.key !== 'Escape' || draft === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          setDraft(undefined);
        }}
      />
      <IconButton
        icon="bell"
        className={styles.bell}
        label={saved.notifyOf(name)}
        aria-pressed={notify}
        onClick={() => void update(id, { notify: !notify })}
      />
      <IconButton icon="up" label={saved.up(name)} disabled={isFirst} onClick={() => void move(id, -1).then(onMoved)} />
      <IconButton
        icon="down"
        label={saved.down(name)}
        disabled={isLast}
        onClick={() => void move(id, 1).then(onMoved)}
      />
      <IconButton icon="trash" data-action="delete" label={saved.delete(name)} onClick={() => void remove(search)} />
    </>
  );
};
