import type { FieldChange } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './ChangeRow.module.css';
import { Marked } from './Highlighted.tsx';
import { type Wanted, wantedIn } from './search-highlights.ts';

interface Props {
  change: FieldChange;
  /** Instead of the field's own name. */
  label: string | undefined;
  texts: Texts;
  wanted: Wanted;
}

/** `End 17:00 → 15:00`. */
export const Difference = ({ change, label, texts, wanted }: Props) => {
  const { field, before, after } = texts.change(change);
  const marked = wantedIn(change.field, wanted);
  const isName = change.field === 'personId';
  return (
    <span className={styles.difference}>
      <span className={styles.field}>{label ?? field}</span>{' '}
      <span className={styles.before} data-empty={before === '–' || undefined}>
        <Marked text={before} wanted={marked} isName={isName} />
      </span>
      <span aria-hidden="true"> → </span>
      <VisuallyHidden>{texts.messages.history.becomes} </VisuallyHidden>
      <span className={styles.after}>
        <Marked text={after} wanted={marked} isName={isName} />
      </span>
    </span>
  );
};
