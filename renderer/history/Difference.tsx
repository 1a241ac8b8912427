import type { FieldChange } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './ChangeRow.module.css';
import { Marked } from './Marked.tsx';
import type { Wanted } from './marks.ts';

/** `End 17:00 → 15:00`. */
export const Difference = ({ change, texts, wanted }: { change: FieldChange; texts: Texts; wanted: Wanted }) => {
  const { field, before, after } = texts.change(change);
  return (
    <span className={styles.difference}>
      <span className={styles.field}>{field}</span>{' '}
      <span className={styles.before} data-empty={before === '–' || undefined}>
        <Marked text={before} wanted={wanted} />
      </span>
      <span aria-hidden="true"> → </span>
      <VisuallyHidden>{texts.messages.history.becomes} </VisuallyHidden>
      <span className={styles.after}>
        <Marked text={after} wanted={wanted} />
      </span>
    </span>
  );
};
