import { type ComponentType, useState } from 'react';
import { ConnectionScreen } from './connection/ConnectionScreen.tsx';
import { FirstRun } from './first-run/FirstRun.tsx';
import { Frame } from './frame/Frame.tsx';
import { FrameBoundary } from './frame/FrameBoundary.tsx';
import { Kept } from './frame/KeepMounted.tsx';
import { Main } from './frame/Main.tsx';
import { ScreenBoundary } from './frame/ScreenBoundary.tsx';
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

/** First run until it is done or left, then the five screens. */
export const App = ({ stores }: { stores: Stores }) => (
  <FrameBoundary read={() => readAll(stores)}>
    <StoresContext value={stores}>
      <Content />
    </StoresContext>
  </FrameBoundary>
);

const Content = () => {
  const firstRun = useFirstRun();
  return firstRun.isOn ? (
    <ScreenBoundary>
      <FirstRun onDemo={firstRun.stay} onEnd={firstRun.end} />
    </ScreenBoundary>
  ) : (
    <Frame>
      <CurrentScreen />
    </Frame>
  );
};

/** The plan is what planners come back to: behind another screen it stays as it was, at rest, and is there again at once. */
const CurrentScreen = () => {
  const screen = useNavigation((s) => s.screen);
  const Other = screen === 'plan' ? undefined : OTHER_SCREENS[screen];
  return (
    <>
      <Kept isShown={!Other}>
        <Main screen="plan">
          <PlanScreen />
        </Main>
      </Kept>
      {Other && (
        <Main key={screen} screen={screen}>
          <Other />
        </Main>
      )}
    </>
  );
};

/**
 * Begins when nobody said at start-up how to connect, and lasts until it says that it is done: a reload or a restart in the
 * middle, even after subscribing, finds it again. The demo, which counts as done, is stayed in for its last step.
 */
const useFirstRun = () => {
  const done = useSettings((s) => s.view?.settings.firstRunDone);
  const isGiven = useSettings((s) => s.view?.locked.includes('protime.tenant'));
  // The connection tells at which step to go on.
  const isConnectionKnown = useConnection(({ status }) => status !== null);
  const [begun, setBegun] = useState(false);
  const [stays, setStays] = useState(false);
  if (!begun && done === false && isGiven === false && isConnectionKnown) setBegun(true);
  return {
    isOn: begun && (done === false || stays),
    stay: () => setStays(true),
    end: () => {
      setStays(false);
      setBegun(false);
    },
  };
};
