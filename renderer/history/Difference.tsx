import type { FieldChange } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './ChangeRow.module.css';
import { Highlighted } from './Highlighted.tsx';
import { type SearchTerms, termsForField } from './search-highlights.ts';

interface Props {
  change: FieldChange;
  /** Replaces the name of the field. */
  label: string | undefined;
  texts: Texts;
  searchTerms: SearchTerms;
}

/** `End 17:00 → 15:00`. */
export const Difference = ({ change, label, texts, searchTerms }: Props) => {
  const { field, before, after } = texts.changeTexts(change);
  const fieldTerms = termsForField(change.field, searchTerms);
  const isName = change.field === 'personId';
  return (
    <span className={styles.difference}>
      <span className={styles.field}>{label ?? field}</span>{' '}
      <span className={styles.before} data-empty={before === '–' || undefined}>
        <Highlighted text={before} searchTerms={fieldTerms} isName={isName} />
      </span>
      <span aria-hidden="true"> → </span>
      <VisuallyHidden>{texts.messages.history.becomes} </VisuallyHidden>
      <span className={styles.after}>
        <Highlighted text={after} searchTerms={fieldTerms} isName={isName} />
      </span>
    </span>
  );
};
