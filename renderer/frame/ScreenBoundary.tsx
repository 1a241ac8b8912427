import { type ReactNode, useCallback } from 'react';
import { useMessages, useNavigation, useStores } from '../store/context.ts';
import { readAll } from '../store/read-all.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

/** A screen: when it cannot be drawn it says so, and the navigation still leads to all others. */
export const ScreenBoundary = ({ children }: { children: ReactNode }) => {
  const stores = useStores();
  // The plan stays mounted behind other screens: coming back to it draws it again.
  const screen = useNavigation((s) => s.screen);
  const read = useCallback(
    () => Promise.all([readAll(stores), stores.history.getState().results && stores.history.getState().retry()]),
    [stores],
  );
  return (
    <ErrorBoundary subject={screen} read={read} fallback={(again) => <Failure again={again} />}>
      {children}
    </ErrorBoundary>
  );
};

const Failure = ({ again }: { again: () => void }) => {
  const { common } = useMessages();
  const { broken } = common;
  return (
    <div role="alert">
      <EmptyState icon="info" title={broken.screen} action={<Button onClick={again}>{common.retry}</Button>}>
        {broken.screenText}
      </EmptyState>
    </div>
  );
};
