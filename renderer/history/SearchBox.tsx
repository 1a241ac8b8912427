import type { RefObject } from 'react';
import { useHistory, useMessages } from '../store/context.ts';
import { IconButton } from '../ui/Button.tsx';
import { TextInput } from '../ui/Field.tsx';
import { Icon } from '../ui/icons.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './SearchBox.module.css';

/** Search input. Arrow down moves to the results, Escape clears it. */
export const SearchBox = ({ list }: { list: RefObject<HTMLElement | null> }) => {
  const { history } = useMessages();
  const text = useHistory((s) => s.query.text) ?? '';
  const isLoading = useHistory((s) => s.loading === 'first');
  const updateQuery = useHistory((s) => s.updateQuery);
  return (
    <div className={styles.search}>
      <Icon name="search" size={18} />
      <TextInput
        type="search"
        className={styles.box}
        aria-label={history.search}
        placeholder={history.placeholder}
        maxLength={500}
        value={text}
        onChange={(event) => updateQuery({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text) {
            event.preventDefault();
            updateQuery({ text: '' });
          } else if (event.key === 'ArrowDown') {
            event.preventDefault();
            list.current?.querySelector<HTMLElement>('[data-row]')?.focus();
          }
        }}
      />
      <span className={styles.end}>
        <span className={styles.busy} data-busy={isLoading || undefined}>
          <Spinner />
        </span>
        {text && <IconButton icon="close" label={history.clear} onClick={() => updateQuery({ text: '' })} />}
      </span>
    </div>
  );
};
