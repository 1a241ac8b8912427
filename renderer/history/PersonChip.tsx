import { useId, useMemo, useState } from 'react';
import type { Person, PersonId } from '../../shared/assignment.ts';
import { createListFilter, filterText } from '../../shared/list-filter.ts';
import { useHistory, useMessages, useNames } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { ChipMenu } from '../ui/ChipMenu.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import styles from './PersonChip.module.css';
import { useCounts } from './use-counts.ts';

/** Filter by person. */
export const PersonChip = () => {
  const { history } = useMessages();
  const texts = useTexts();
  const personId = useHistory((s) => s.query.personId);
  const updateQuery = useHistory((s) => s.updateQuery);
  return (
    <ChipMenu label={history.person} value={personId === undefined ? undefined : texts.person(personId)}>
      {(close) => (
        <PersonPicker
          chosen={personId}
          onChoose={(id) => {
            updateQuery({ personId: id });
            close();
          }}
        />
      )}
    </ChipMenu>
  );
};

/** Maximum number of options shown. */
const MAX_OPTIONS = 40;

const matching = (people: readonly Person[], text: string): Person[] => {
  const isMatch = createListFilter(text);
  return people.filter(({ firstName, lastName, employeeNumber }) =>
    isMatch(filterText(firstName, lastName, employeeNumber)),
  );
};

interface PickerProps {
  chosen: PersonId | undefined;
  onChoose: (id: PersonId | undefined) => void;
}

/** Combobox: arrows move, Enter selects. */
const PersonPicker = ({ chosen, onChoose }: PickerProps) => {
  const { history } = useMessages();
  const texts = useTexts();
  const people = useNames((s) => s.people);
  const [text, setText] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const listId = useId();
  const sorted = useMemo(
    () => [...people.values()].sort((a, b) => texts.person(a.id).localeCompare(texts.person(b.id))),
    [people, texts],
  );
  const found = useMemo(() => matching(sorted, text), [sorted, text]);
  const shown = found.slice(0, MAX_OPTIONS);
  const counts = useCounts(
    shown.map(({ id }) => ({ personId: id })),
    shown.map(({ id }) => id).join(),
  );
  /** The options: anyone, then the matching people. */
  const options = text ? shown : [undefined, ...shown];
  const active = Math.min(activeIndex, options.length - 1);
  const optionId = (n: number) => `${listId}-${n}`;
  const move = (next: number) => {
    setActiveIndex(Math.max(0, Math.min(options.length - 1, next)));
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div className={styles.picker}>
      <TextInput
        data-first
        role="combobox"
        aria-label={history.findPerson}
        placeholder={history.findPerson}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? optionId(active) : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActiveIndex(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(active + 1);
          else if (event.key === 'ArrowUp') move(active - 1);
          else if (event.key === 'Enter' && active >= 0) onChoose(options[active]?.id);
          else return;
          event.preventDefault();
        }}
      />
      {/* The input keeps the focus while the list or its scroll bar is pressed. */}
      <div
        id={listId}
        role="listbox"
        aria-label={history.person}
        className={styles.list}
        onMouseDown={(event) => event.preventDefault()}
      >
        {options.map((person, n) => (
          // The input above keeps the focus and handles the keys.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and handles the keys
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={person?.id ?? 'any'}
            id={optionId(n)}
            role="option"
            aria-selected={person?.id === chosen}
            className={styles.option}
            data-active={n === active || undefined}
            onPointerMove={() => setActiveIndex(n)}
            onClick={() => onChoose(person?.id)}
          >
            <span className={styles.tick} aria-hidden="true">
              {person?.id === chosen ? '✓' : ''}
            </span>
            <span className={styles.name}>{person ? texts.person(person.id) : history.anyPerson}</span>
            {person && <span className={shared.soft}>{person.employeeNumber}</span>}
            {person && <span className={classNames(shared.soft, styles.count)}>{counts[text ? n : n - 1]}</span>}
          </div>
        ))}
      </div>
      {text && shown.length === 0 && <p className={classNames(shared.soft, styles.note)}>{history.noPerson}</p>}
      {found.length > MAX_OPTIONS && (
        <p className={classNames(shared.soft, styles.note)}>{history.morePeople(found.length - MAX_OPTIONS)}</p>
      )}
    </div>
  );
};
