import { type ReactNode, useCallback } from 'react';
import { languageFrom, messagesFor } from '../../shared/i18n/index.ts';
import { useNavigation, useStores } from '../store/context.ts';
import { readAll } from '../store/read-all.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';

/** Boundary of a screen: when it cannot be rendered, an error is shown in its place and the navigation still works. */
export const ScreenBoundary = ({ children }: { children: ReactNode }) => {
  const stores = useStores();
  // The plan stays mounted behind other screens, so returning to it must render it again.
  const screen = useNavigation((s) => s.screen);
  const read = useCallback(
    () => Promise.all([readAll(stores), stores.history.getState().results && stores.history.getState().searchAgain()]),
    [stores],
  );
  return (
    <ErrorBoundary subject={screen} read={read} fallback={(again) => <Failure part="screen" again={again} />}>
      {children}
    </ErrorBoundary>
  );
};

interface FrameProps {
  /** Reads everything again. */
  read: () => Promise<unknown>;
  children: ReactNode;
}

/** Boundary of the whole page. */
export const FrameBoundary = ({ read, children }: FrameProps) => (
  <ErrorBoundary
    read={read}
    fallback={(again) => (
      <main>
        <Failure part="frame" again={again} />
      </main>
    )}
  >
    {children}
  </ErrorBoundary>
);

/** Uses no store for its texts, because the stores may be the cause of the failure. */
const Failure = ({ part, again }: { part: 'frame' | 'screen'; again: () => void }) => {
  const { common } = messagesFor(languageFrom([document.documentElement.lang]));
  const { broken } = common;
  return (
    <div role="alert">
      <EmptyState icon="info" title={broken[part]} action={<Button onClick={again}>{common.retry}</Button>}>
        {broken[`${part}Text`]}
      </EmptyState>
    </div>
  );
};
