import type { ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { PartFailure } from './PartBoundary.tsx';

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
