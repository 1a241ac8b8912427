import { useState } from 'react';
import type { SavedSearch } from '../../shared/saved-search.ts';
import { useMessages, useSearches } from '../store/context.ts';
import { IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextInput } from '../ui/Field.tsx';
import { useAfterPress } from '../ui/use-after-press.ts';
import styles from './SavedSearches.module.css';
import { useSearchActions } from './use-searches.ts';

/** Saved searches to be renamed, put in order, made to notify, and deleted. */
export const ManageSearches = ({ onClose }: { onClose: () => void }) => {
  const { common, history } = useMessages();
  const searches = useSearches((s) => s.searches) ?? [];
  return (
    <Dialog title={history.saved.manageTitle} closeLabel={common.close} onClose={onClose}>
      {searches.length === 0 && <p>{history.saved.none}</p>}
      <ul className={styles.manage}>
        {searches.map((search, n) => (
          <Item key={search.id} search={search} isFirst={n === 0} isLast={n === searches.length - 1} />
        ))}
      </ul>
    </Dialog>
  );
};

const Item = ({ search, isFirst, isLast }: { search: SavedSearch; isFirst: boolean; isLast: boolean }) => {
  const { saved } = useMessages().history;
  const { update, move, remove } = useSearchActions();
  /** undefined: nothing was typed that is not saved. */
  const [draft, setDraft] = useState<string>();
  const afterPress = useAfterPress();
  const { id, name, notify } = search;
  const rename = async () => {
    const wanted = draft?.trim();
    if (wanted && wanted !== name) await update(id, { name: wanted });
    setDraft(undefined);
  };
  return (
    <li className={styles.item}>
      <TextInput
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
      <IconButton icon="up" label={saved.up(name)} disabled={isFirst} onClick={() => void move(id, -1)} />
      <IconButton icon="down" label={saved.down(name)} disabled={isLast} onClick={() => void move(id, 1)} />
      <IconButton icon="trash" label={saved.delete(name)} onClick={() => void remove(search)} />
    </li>
  );
};
