import type { ReactNode } from 'react';
import { useMessages } from '../store/context.ts';
import type { Screen } from '../store/navigation-store.ts';
import shared from '../styles/shared.module.css';
import { classNames } from '../ui/class-names.ts';
import styles from './Frame.module.css';
import { ScreenBoundary } from './ScreenBoundary.tsx';

/** The main landmark with one screen. */
export const Main = ({ screen, children }: { screen: Screen; children: ReactNode }) => {
  const messages = useMessages();
  return (
    <main className={classNames(shared.fill, styles.main)} tabIndex={-1} aria-label={messages[screen].title}>
      <ScreenBoundary>{children}</ScreenBoundary>
    </main>
  );
};
