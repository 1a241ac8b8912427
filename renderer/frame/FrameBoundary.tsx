import type { ReactNode } from 'react';
import { languageFrom, messagesFor } from '../../shared/i18n/index.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

interface Props {
  /** Reads everything again. */
  read: () => Promise<unknown>;
  children: ReactNode;
}

/** All of the page. What it says instead comes from no store: one of them may be what cannot be drawn. */
export const FrameBoundary = ({ read, children }: Props) => (
  <ErrorBoundary read={read} fallback={(again) => <Failure again={again} />}>
    {children}
  </ErrorBoundary>
);

const Failure = ({ again }: { again: () => void }) => {
  const { common } = messagesFor(languageFrom([document.documentElement.lang]));
  const { broken } = common;
  return (
    <main role="alert">
      <EmptyState icon="info" title={broken.frame} action={<Button onClick={again}>{common.retry}</Button>}>
        {broken.frameText}
      </EmptyState>
    </main>
  );
};
