import { type ComponentType, useState } from 'react';
import { ConnectionScreen } from './connection/ConnectionScreen.tsx';
import { FirstRun } from './first-run/FirstRun.tsx';
import { Frame } from './frame/Frame.tsx';
import { HistoryScreen } from './history/HistoryScreen.tsx';
import { RejectionsScreen } from './rejections/RejectionsScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { StoresContext, useConnection, useNavigation, useSettings } from './store/context.ts';
import type { Screen } from './store/navigation-store.ts';
import type { Stores } from './store/stores.ts';
import { PlanScreen } from './timeline/PlanScreen.tsx';

const SCREENS: Record<Screen, ComponentType> = {
  plan: PlanScreen,
  rejections: RejectionsScreen,
  history: HistoryScreen,
  connection: ConnectionScreen,
  settings: SettingsScreen,
};

/** First run until it is done or left, then the five screens. */
export const App = ({ stores }: { stores: Stores }) => (
  <StoresContext value={stores}>
    <Content />
  </StoresContext>
);

const Content = () => {
  const screen = useNavigation((s) => s.screen);
  const Screen = SCREENS[screen];
  return useIsFirstRun() ? (
    <FirstRun />
  ) : (
    <Frame>
      <Screen />
    </Frame>
  );
};

/** Begins when the app was never set up, and from then on lasts until it says that it is done. */
const useIsFirstRun = (): boolean => {
  const done = useSettings((s) => s.view?.settings.firstRunDone);
  const state = useConnection((s) => s.status?.state);
  const [begun, setBegun] = useState(false);
  if (!begun && done === false && state === 'not-set-up') setBegun(true);
  return begun && done === false;
};
