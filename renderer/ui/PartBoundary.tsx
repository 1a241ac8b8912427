import type { ReactNode } from 'react';
import { useMessages } from '../store/context.ts';
import { Button } from './Button.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './PartBoundary.module.css';

interface Props {
  /** The part is drawn again when it changes. */
  subject?: unknown;
  children: ReactNode;
}

/** A part of a screen or of the frame: when it cannot be drawn, a message is shown in its place and all other parts work. */
export const PartBoundary = ({ subject, children }: Props) => (
  <ErrorBoundary subject={subject} fallback={(again) => <PartFailure again={again} />}>
    {children}
  </ErrorBoundary>
);

/** One row of a list: when it cannot be drawn, a message is shown in its place. */
export const RowBoundary = ({ children }: { children: ReactNode }) => (
  <ErrorBoundary
    fallback={(again) => (
      <li>
        <PartFailure again={again} />
      </li>
    )}
  >
    {children}
  </ErrorBoundary>
);

/** Message in place of a part, with a retry button. */
export const PartFailure = ({ again }: { again: () => void }) => {
  const { common } = useMessages();
  return (
    <div className={styles.failure} role="alert">
      {common.broken.part} <Button onClick={again}>{common.retry}</Button>
    </div>
  );
};
