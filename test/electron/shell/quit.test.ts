import { describe, expect, it } from 'vitest';
import { closeBeforeQuit } from '../../../electron/shell/quit.ts';
import { eventually } from '../../eventually.ts';
import { createElectronDouble } from '../../fakes/electron/index.ts';
import { createFakeMonitor } from './fake-monitor.ts';

describe('the end of the session', () => {
  const start = (platform: NodeJS.Platform) => {
    const double = createElectronDouble();
    const core = createFakeMonitor({ unsubscribeOnQuit: true });
    const { app, BaseWindow, powerMonitor } = double.electron;
    const quit = closeBeforeQuit({
      ...{ app, BaseWindow, powerMonitor, platform },
      monitor: core.monitor,
      release: () => {},
      onError: () => {},
    });
    return { ...double, core, quit };
  };

  it.each(['darwin', 'linux'] as const)(
    'delays a shutdown of %s until the core is closed, as quitting does',
    async (platform) => {
      const { powerMonitor, appState, core } = start(platform);
      expect(powerMonitor.emitPreventable('shutdown')).toBe(true);
      expect(appState.ended).toBe(false);
      await eventually(() => expect(appState.ended).toBe(true));
      expect([core.state.calls, core.state.closed]).toEqual([['unsubscribe'], true]);
    },
  );

  it('closes the core at once when Windows ends the session, without a window of the app', async () => {
    const { baseWindows, windows, appState, core } = start('win32');
    baseWindows[0]?.emit('session-end');
    await eventually(() => expect(appState.ended).toBe(true));
    expect([windows, core.state.calls, core.state.closed]).toEqual([[], [], true]);
  });

  it('goes on when another program keeps the session of Windows', () => {
    const { baseWindows, quit } = start('win32');
    baseWindows[0]?.emit('query-session-end');
    expect(quit.isQuitting()).toBe(false);
  });
});
