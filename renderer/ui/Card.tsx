import { type ReactNode, useId } from 'react';
import shared from '../styles/shared.module.css';
import styles from './Card.module.css';
import { classNames } from './class-names.ts';
import { PartBoundary } from './PartBoundary.tsx';

interface Props {
  title: string;
  /** A line below the title. */
  hint?: ReactNode;
  /** Id for links to this part of the page. */
  id?: string;
  /** Shown to the right of the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export const Card = ({ title, hint, id, tools, children }: Props) => {
  const titleId = useId();
  return (
    <section
      id={id}
      className={classNames(shared.card, styles.card)}
      aria-labelledby={titleId}
      tabIndex={id ? -1 : undefined}
    >
      <header className={styles.header}>
        <div>
          <h2 id={titleId}>{title}</h2>
          {hint && <p className={styles.hint}>{hint}</p>}
        </div>
        {tools}
      </header>
      <PartBoundary>{children}</PartBoundary>
    </section>
  );
};
