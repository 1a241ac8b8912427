import { useState } from 'react';
import { createListFilter, filterText } from '../../shared/list-filter.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Field, TextInput } from '../ui/Field.tsx';
import { Icon } from '../ui/icons.tsx';
import { SavedIndicator } from './SavedIndicator.tsx';
import styles from './SettingsScreen.module.css';
import { useSetting } from './use-setting.ts';

interface Props<V extends string | number> {
  name: string;
  hint: string;
  chosen: readonly V[];
  /** All options, sorted by label. */
  all: readonly { value: V; label: string }[];
  toChange: (chosen: V[]) => SettingsChange;
}

/** Maximum number of matches shown. */
const MAX_MATCHES = 6;

/** Multi-select with search; a click removes a chosen value. */
export const MultiSelectSetting = <V extends string | number>({ name, hint, chosen, all, toChange }: Props<V>) => {
  const { only: words } = useMessages().settings;
  const { label, isSaved, error, save } = useSetting(name);
  const [text, setText] = useState('');
  const searchText = text.trim();
  const isMatch = createListFilter(searchText);
  const matches = searchText
    ? all.filter((one) => !chosen.includes(one.value) && isMatch(filterText(one.label))).slice(0, MAX_MATCHES)
    : [];
  const nameOf = (value: V) => all.find((one) => one.value === value)?.label ?? String(value);
  const add = (value: V) => {
    setText('');
    void save(toChange([...chosen, value]));
  };
  return (
    <div className={styles.only}>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <TextInput
            {...control}
            type="search"
            name={name}
            value={text}
            placeholder={words.search}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [first] = matches;
              if (event.key === 'Enter' && first) add(first.value);
              if (event.key === 'Escape') setText('');
            }}
          />
        )}
      </Field>
      {searchText && (
        <div className={styles.matches} role="status">
          {matches.map((one) => (
            <button key={one.value} type="button" className={styles.match} onClick={() => add(one.value)}>
              + {one.label}
            </button>
          ))}
          {matches.length === 0 && <span className={shared.soft}>{words.noMatch}</span>}
        </div>
      )}
      {chosen.length > 0 && (
        <ul className={styles.matches}>
          {chosen.map((value) => (
            <li key={value}>
              <button
                type="button"
                className={styles.match}
                aria-label={words.remove(nameOf(value))}
                onClick={() => void save(toChange(chosen.filter((one) => one !== value)))}
              >
                {nameOf(value)} <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SavedIndicator isSaved={isSaved} />
    </div>
  );
};
