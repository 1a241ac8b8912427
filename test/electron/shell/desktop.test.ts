import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fromRoot } from '../../../build/project.ts';
import type { ChooseFile } from '../../../electron/database/export/exporter.ts';
import { CHANNELS } from '../../../electron/ipc/channels.ts';
import { silentLog } from '../../../electron/log.ts';
import { startDesktop } from '../../../electron/shell/desktop.ts';
import type { DesktopServices } from '../../../electron/shell/desktop-services.ts';
import { collectOpenRequests } from '../../../electron/shell/open-requests.ts';
import type { PlannerNotification } from '../../../shared/notice.ts';
import type { SettingsChange } from '../../../shared/settings.ts';
import { eventually } from '../../eventually.ts';
import { createElectronDouble, type ElectronDouble, type FakeTray } from '../../fakes/electron/index.ts';
import { createFakeMonitor, liveConnection, rejectionOf } from './fake-monitor.ts';

const rejected: PlannerNotification = {
  tag: 'rejection-1',
  title: 'Rejected',
  body: 'Jan Peeters · Tue 10 March 08:00–17:00',
  target: { screen: 'plan', assignmentId: 51234 },
  quiet: false,
};

describe('the desktop app', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'desktop-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  const start = async ({
    args = [] as string[],
    settings = {} as SettingsChange,
    hasTray = true,
    hasNotifications = true,
    duringStart = (_appEvents: ElectronDouble['appEvents']) => {},
  } = {}) => {
    const double = createElectronDouble();
    const openRequests = collectOpenRequests(double.electron.app);
    const core = createFakeMonitor(settings);
    let chooseExportFile: ChooseFile | undefined;
    const services: DesktopServices = {
      hasTray: async () => hasTray,
      hasNotifications: async () => hasNotifications,
    };
    await startDesktop({
      electron: double.electron,
      platform: 'linux',
      args,
      paths: {
        data,
        keyFile: join(data, 'secrets.key'),
        pages: data,
        preload: join(data, 'preload.cjs'),
        icons: fromRoot('build/icons/tray'),
        config: data,
      },
      command: ['/usr/bin/assignment-monitor'],
      log: silentLog,
      openRequests,
      startMonitor: async (parts) => {
        chooseExportFile = parts.chooseExportFile;
        duringStart(double.appEvents);
        return core.monitor;
      },
      services,
    });
    await eventually(() => expect(double.trays).toHaveLength(1));
    const window = () => {
      const last = double.windows.at(-1);
      if (!last) throw new Error('no window');
      return last;
    };
    /** The page is loaded and listens to these pushes. */
    const listen = (...names: string[]) => {
      for (const name of names) double.send(window().webContents.mainFrame, CHANNELS.listening, name);
    };
    const navigations = () => window().webContents.sent.filter(([, name]) => name === 'navigation.open');
    return { ...double, core, window, listen, navigations, chooseExportFile };
  };

  it('opens its window and tray icon, and starts the core', async () => {
    const { window, trays, core } = await start();
    expect(core.state.begun).toBe(true);
    expect([window().state, window().webContents.mainFrame.url]).toEqual(['shown', 'app://planner/index.html']);
    expect([trays[0]?.image, trays[0]?.toolTip]).toEqual([
      'tray-live.png',
      'Assignment Monitor\nLive · last change 14:02',
    ]);
  });

  it('starts in the tray when asked to, unless the desktop has none', async () => {
    expect((await start({ args: ['--hidden'] })).windows).toHaveLength(0);
    expect((await start({ args: ['--hidden'], hasTray: false })).windows).toHaveLength(1);
  });

  it('answers its page, and no other frame', async () => {
    const { invoke, window } = await start();
    const ask = (frame: { url: string } | null) => invoke(frame, CHANNELS.request, 'rejections.openCount', undefined);
    expect(await ask(window().webContents.mainFrame)).toEqual({ ok: true, value: 0 });
    await expect(ask({ url: 'app://planner/index.html' })).rejects.toThrow('not from the app');
    await expect(ask(null)).rejects.toThrow('not from the app');
  });

  it('stays in the tray when its window is closed, and notifies of that once', async () => {
    const { window, windows, bubbles, trays, core } = await start();
    window().clickClose();
    await eventually(() => expect(bubbles).toHaveLength(1));
    expect(window().state).toBe('hidden');
    expect(bubbles[0]?.options.body).toContain('keeps running here');
    await eventually(() => expect(core.state.settings.trayHintShown).toBe(true));

    trays[0]?.emit('click');
    expect([window().state, windows.length]).toEqual(['shown', 1]);
    window().clickClose();
    await eventually(() => expect(window().state).toBe('hidden'));
    expect(bubbles).toHaveLength(1);
  });

  it('repeats that notification when the system could not show it', async () => {
    const { window, notifications, trays, bubbles, core } = await start();
    notifications.say = 'failed';
    window().clickClose();
    await eventually(() => expect(bubbles).toHaveLength(1));
    trays[0]?.emit('click');
    notifications.say = 'show';
    window().clickClose();
    await eventually(() => expect(core.state.settings.trayHintShown).toBe(true));
    expect(bubbles).toHaveLength(2);
  });

  it('minimises instead where the desktop has no tray', async () => {
    const { window, bubbles } = await start({ hasTray: false });
    window().clickClose();
    expect([window().state, bubbles]).toEqual(['minimised', []]);
  });

  it('ends with its window when it may not stay in the tray', async () => {
    const { window, appState, core } = await start({ settings: { closeToTray: false } });
    window().clickClose();
    await eventually(() => expect(appState.ended).toBe(true));
    expect([window().state, core.state.closed]).toEqual(['destroyed', true]);
  });

  it('closes the core before it quits, and keeps the subscription', async () => {
    const { electron, appState, trays, core } = await start();
    electron.app.quit();
    expect(appState.ended).toBe(false);
    await eventually(() => expect(appState.ended).toBe(true));
    expect([core.state.closed, trays[0]?.destroyed, core.state.calls]).toEqual([true, true, []]);
    expect(core.listeners.size).toBe(0);
  });

  it('unsubscribes before it quits when that is set', async () => {
    const { electron, appState, core } = await start({ settings: { unsubscribeOnQuit: true } });
    electron.app.quit();
    await eventually(() => expect(appState.ended).toBe(true));
    expect([core.state.calls, core.state.closed]).toEqual([['unsubscribe'], true]);
  });

  it('opens exactly the assignment whose notification was clicked', async () => {
    const { core, bubbles, window, listen, navigations } = await start();
    listen('navigation.open');
    window().clickClose();
    expect(await core.show(rejected)).toMatchObject({ where: 'system' });
    const bubble = () => bubbles.find(({ options }) => options.title === 'Rejected');
    await eventually(() => expect(bubble()).toBeDefined());
    bubble()?.click();
    expect(window().state).toBe('shown');
    expect(navigations()).toEqual([[CHANNELS.push, 'navigation.open', { screen: 'plan', assignmentId: 51234 }]]);
  });

  it('opens the assignment of a link that started it, once its page listens', async () => {
    const { listen, navigations } = await start({ args: ['assignment-monitor://assignment/77'] });
    expect(navigations()).toEqual([]);
    listen('timeline.changed', 'navigation.open');
    expect(navigations()).toEqual([[CHANNELS.push, 'navigation.open', { screen: 'plan', assignmentId: 77 }]]);
  });

  it('shows its first window when it is started a second time', async () => {
    const { appEvents, window, windows } = await start();
    window().clickClose();
    appEvents.emitPreventable('second-instance', ['/usr/bin/assignment-monitor']);
    expect([window().state, windows.length]).toEqual(['shown', 1]);
  });

  it('shows its window at the last target that was asked for while it started', async () => {
    const { windows, window, listen, navigations } = await start({
      args: ['--hidden'],
      duringStart: (appEvents) => {
        appEvents.emitPreventable('second-instance', ['assignment-monitor', 'assignment-monitor://rejections']);
        expect(appEvents.emitPreventable('open-url', 'assignment-monitor://assignment/77')).toBe(true);
      },
    });
    expect([windows.length, window().state]).toEqual([1, 'shown']);
    listen('navigation.open');
    expect(navigations().map(([, , target]) => target)).toEqual([{ screen: 'plan', assignmentId: 77 }]);
  });

  it.each(['activate', 'second-instance'])('shows its window after an early %s without a target', async (name) => {
    const duringStart = (appEvents: ElectronDouble['appEvents']) => void appEvents.emitPreventable(name, []);
    const { windows, navigations } = await start({ args: ['--hidden'], duringStart });
    expect([windows.length, navigations()]).toEqual([1, []]);
  });

  it('asks where to save a file in the words of its language, not with the address of the file', async () => {
    const { saveFromPage, saveDialogs, chooseExportFile, core } = await start();
    expect(saveFromPage('settings.json')).toEqual({
      title: 'Save file',
      defaultPath: join('/home/planner/downloads', 'settings.json'),
    });
    core.monitor.handlers['settings.update']({ language: 'nl' });
    expect(saveFromPage('settings.json')).toMatchObject({ title: 'Bestand opslaan' });
    expect(await chooseExportFile?.('history.csv', 'csv')).toBe(join('/home/planner/downloads', 'history.csv'));
    expect(saveDialogs).toMatchObject([{ title: 'De geschiedenis exporteren' }]);
  });

  it('reloads its page after a crash, and pushes to it again', async () => {
    const { core, window, listen, navigations, bubbles } = await start();
    listen('navigation.open');
    window().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window().webContents.reloads).toBe(1);
    await core.show(rejected);
    expect(bubbles).toHaveLength(1);
    bubbles[0]?.click();
    expect(navigations()).toEqual([]);
    listen('navigation.open');
    expect(navigations()).toHaveLength(1);
  });

  it('flashes its window when notifications are not available', async () => {
    const { core, bubbles, window, invoke } = await start({ hasNotifications: false, args: ['--hidden'] });
    expect([await core.show(rejected), bubbles]).toEqual([null, []]);
    expect([window().flashing, window().state, core.canShow()]).toEqual([true, 'shown', false]);
    // Its page is loaded and visible.
    const ask = (name: string, input: unknown) => invoke(window().webContents.mainFrame, CHANNELS.request, name, input);
    const before = core.state.ready;
    await ask('notices.ready', { ready: 'visible' });
    expect([core.state.ready, core.canShow()]).toEqual([before + 1, true]);
    const shown = core.show(rejected);
    expect(window().webContents.sent.at(-1)).toEqual([CHANNELS.push, 'notices.raised', { id: 1 }]);
    expect(await ask('notices.take', { id: 1 })).toEqual({ ok: true, value: rejected });
    await ask('notices.shown', { id: 1, shown: true });
    expect(await shown).toMatchObject({ where: 'window' });
  });

  it('shows a notice also in its visible window, without waiting for a receipt of the window', async () => {
    const { core, bubbles, window, invoke, notifications } = await start();
    const { mainFrame } = window().webContents;
    await invoke(mainFrame, CHANNELS.request, 'notices.ready', { ready: 'visible' });
    expect(await core.show(rejected)).toMatchObject({ where: 'system' });
    const offers = () => window().webContents.sent.filter(([, name]) => name === 'notices.raised');
    expect([bubbles.length, offers().length]).toEqual([1, 1]);
    // While it is hidden or being reloaded, it is not offered the notice.
    await invoke(mainFrame, CHANNELS.request, 'notices.ready', { ready: 'no' });
    await core.show(rejected);
    await invoke(mainFrame, CHANNELS.request, 'notices.ready', { ready: 'visible' });
    window().webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await core.show(rejected);
    expect([bubbles.length, offers().length]).toEqual([3, 1]);
    notifications.say = 'failed';
    expect(await core.show(rejected)).toBeNull();
  });

  it('after its hidden window was closed: notifies through the system, and opens the window at what is clicked', async () => {
    const { core, bubbles, windows, window, invoke, listen, navigations } = await start();
    const ask = (name: string, input: unknown) => invoke(window().webContents.mainFrame, CHANNELS.request, name, input);
    listen('navigation.open');
    await ask('notices.ready', { ready: 'visible' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    window().clickClose();
    await ask('page.hidden', { address: '?place=' });
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    expect(window().state).toBe('destroyed');
    expect(await core.show(rejected)).toMatchObject({ where: 'system' });
    bubbles.at(-1)?.emit('click');
    await eventually(() => expect([windows.length, window().state]).toEqual([2, 'shown']));
    expect(navigations()).toEqual([]);
    listen('navigation.open');
    expect(navigations()).toEqual([[CHANNELS.push, 'navigation.open', rejected.target]]);
  });

  it('keeps icon, badge and menu up to date', async () => {
    const { core, trays, appState } = await start();
    core.state.connection = { ...liveConnection, state: 'problem', problem: { code: 'subscription-lost' } };
    core.state.rejections = [
      rejectionOf(1),
      rejectionOf(2),
      // Rejections that do not count now.
      rejectionOf(3, { snoozed: { untilMs: null } }),
      rejectionOf(4, { muted: true }),
      rejectionOf(5, { outsideSelection: true }),
    ];
    core.push('rejections.changed', { openCount: 2 });
    core.push('connection.changed', core.state.connection);
    await eventually(() => expect(trays[0]?.image).toBe('tray-problem-alert.png'));
    expect([appState.badge, trays[0]?.toolTip]).toEqual([2, expect.stringContaining('2 open rejections')]);
    core.state.rejections = core.state.rejections.slice(2);
    core.push('rejections.changed', { openCount: 0 });
    await eventually(() => expect(trays[0]?.image).toBe('tray-problem.png'));
    expect([appState.badge, trays[0]?.toolTip]).toEqual([0, expect.not.stringContaining('open')]);
    trays[0]?.choose('Renew now');
    expect(core.state.calls).toEqual(['renew']);
  });

  it('keeps the menu, which may be open, while nothing in it changes', async () => {
    const { core, trays } = await start();
    await eventually(() => expect(trays).toHaveLength(1));
    const updates = vi.spyOn(trays[0] as FakeTray, 'setToolTip');
    const shown = async (rejections: typeof core.state.rejections) => {
      updates.mockClear();
      core.state.rejections = rejections;
      core.push('rejections.changed', { openCount: rejections.length });
      await eventually(() => expect(updates).toHaveBeenCalled());
      return trays[0]?.menu;
    };
    const first = await shown([]);
    expect(await shown([])).toBe(first);
    // Two rejections of one person at the same time read alike, and open different assignments.
    const alike = (assignmentId: number) => [{ ...rejectionOf(1), assignmentId }];
    const one = await shown(alike(7));
    expect(await shown(alike(7))).toBe(one);
    expect(await shown(alike(8))).not.toBe(one);
  });

  it('uses the language of the settings', async () => {
    const { core, trays, applicationMenu } = await start();
    core.monitor.handlers['settings.update']({ language: 'nl' });
    await eventually(() => expect(trays[0]?.toolTip).not.toContain('last event'));
    expect(applicationMenu()?.items.map(({ label }) => label)).not.toContain('File');
  });

  it('takes the theme of the settings for its window, from before the first paint', async () => {
    const { electron, window, core } = await start({ settings: { theme: 'dark' } });
    expect([electron.nativeTheme.themeSource, window().options.backgroundColor]).toEqual(['dark', '#111418']);
    core.monitor.handlers['settings.update']({ theme: 'light' });
    await eventually(() =>
      expect([electron.nativeTheme.themeSource, window().background]).toEqual(['light', '#f4f5f7']),
    );
  });

  it('checks everything after the computer wakes up', async () => {
    const { powerMonitor, core } = await start();
    powerMonitor.emit('resume');
    expect(core.state.wakeReasons).toEqual(['resume']);
  });
});
