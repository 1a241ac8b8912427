import type { ReactNode } from 'react';
import { useMessages } from '../store/context.ts';
import { Button } from './Button.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './PartBoundary.module.css';

interface Props {
  /** What it shows: when it changes the part is drawn again. */
  subject?: unknown;
  children: ReactNode;
}

/** A part of a screen or of the frame: when it cannot be drawn, a line says so in its place, and all the rest works. */
export const PartBoundary = ({ subject, children }: Props) => (
  <ErrorBoundary subject={subject} fallback={(again) => <PartFailure again={again} />}>
    {children}
  </ErrorBoundary>
);

/** One row of a list: when it cannot be drawn it says so, and all others are there. */
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

/** Says that a part cannot be shown, and offers to draw it again. */
export const PartFailure = ({ again }: { again: () => void }) => {
  const { common } = useMessages();
  return (
    <div className={styles.failure} role="alert">
      {common.broken.part} <Button onClick={again}>{common.retry}</Button>
    </div>
  );
};
