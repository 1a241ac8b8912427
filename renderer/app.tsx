import { type ComponentType, useState } from 'react';
import { ACCESS_REFUSALS } from '../shared/access.ts';
import { ConnectionScreen } from './connection/ConnectionScreen.tsx';
import { FirstRun } from './first-run/FirstRun.tsx';
import { Frame } from './frame/Frame.tsx';
import { KeepMounted } from './frame/KeepMounted.tsx';
import { Main } from './frame/Main.tsx';
import { NoAccess } from './frame/NoAccess.tsx';
import { FrameBoundary, ScreenBoundary } from './frame/ScreenBoundary.tsx';
import { HistoryScreen } from './history/HistoryScreen.tsx';
import { RejectionsScreen } from './rejections/RejectionsScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { StoresContext, useConnection, useNavigation, useSettings } from './store/context.ts';
import type { Screen } from './store/navigation-store.ts';
import { readAll } from './store/read-all.ts';
import type { Stores } from './store/stores.ts';
import { PlanScreen } from './timeline/PlanScreen.tsx';

const OTHER_SCREENS: Record<Exclude<Screen, 'plan'>, ComponentType> = {
  rejections: RejectionsScreen,
  history: HistoryScreen,
  connection: ConnectionScreen,
  settings: SettingsScreen,
};

/** Shows first run until it is finished or dismissed, then the five screens; in web mode only where the page has access. */
export const App = ({ stores }: { stores: Stores }) => (
  <FrameBoundary read={() => readAll(stores)}>
    <StoresContext value={stores}>
      <Content />
    </StoresContext>
  </FrameBoundary>
);

const Content = () => {
  const firstRun = useFirstRunState();
  const refusal = useConnection(({ link }) => ACCESS_REFUSALS.find((reason) => reason === link));
  if (refusal) return <NoAccess reason={refusal} />;
  return firstRun.isOn ? (
    <ScreenBoundary>
      <FirstRun onDemo={firstRun.keepOpen} onEnd={firstRun.end} />
    </ScreenBoundary>
  ) : (
    <Frame>
      <CurrentScreen />
    </Frame>
  );
};

/** The plan stays mounted behind other screens, so that returning to it is instant. */
const CurrentScreen = () => {
  const screen = useNavigation((s) => s.screen);
  const OtherScreen = screen === 'plan' ? undefined : OTHER_SCREENS[screen];
  return (
    <>
      <KeepMounted isShown={!OtherScreen}>
        <Main screen="plan">
          <PlanScreen />
        </Main>
      </KeepMounted>
      {OtherScreen && (
        <Main key={screen} screen={screen}>
          <OtherScreen />
        </Main>
      )}
    </>
  );
};

/**
 * Starts when no tenant is set by a flag and first run is not done. Continues after a reload or restart until `firstRunDone`
 * is stored. With the demo, which counts as done, it stays open for its last step.
 */
const useFirstRunState = () => {
  const done = useSettings((s) => s.view?.settings.firstRunDone);
  const isTenantPreset = useSettings((s) => s.view?.locked.includes('protime.tenant'));
  // The connection state decides which step to resume at.
  const isConnectionKnown = useConnection(({ status }) => status !== null);
  const [hasStarted, setHasStarted] = useState(false);
  const [isKeptOpen, setIsKeptOpen] = useState(false);
  if (!hasStarted && done === false && isTenantPreset === false && isConnectionKnown) setHasStarted(true);
  return {
    isOn: hasStarted && (done === false || isKeptOpen),
    keepOpen: () => setIsKeptOpen(true),
    end: () => {
      setIsKeptOpen(false);
      setHasStarted(false);
    },
  };
};
