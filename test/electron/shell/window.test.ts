import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromRoot } from '../../../build/project.ts';
import { createMainWindow } from '../../../electron/shell/window.ts';
import { windowBackground } from '../../../electron/shell/window-background.ts';
import { placeOnScreen } from '../../../electron/shell/window-bounds.ts';
import { eventually } from '../../eventually.ts';
import { createElectronDouble, type PageFate } from '../../fakes/electron/index.ts';

describe('the window', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  interface Options {
    onPageGone?: () => void;
    onClose?: () => 'hide' | 'minimise' | 'close';
    page?: PageFate;
    showUnpaintedAfterMs?: number;
  }
  const prepare = (options: Options = {}) => {
    const { onClose = () => 'hide', onPageGone = () => {}, page = 'painted', showUnpaintedAfterMs = 600_000 } = options;
    const double = createElectronDouble();
    double.pages.become = page;
    const main = createMainWindow({
      BrowserWindow: double.electron.BrowserWindow,
      nativeTheme: double.electron.nativeTheme,
      screen: double.electron.screen,
      preload: '/preload.cjs',
      icon: '/app.png',
      title: 'Assignment Monitor',
      boundsPath: join(folder, 'window.json'),
      onClose,
      onHidden: () => {},
      onPageGone,
      openExternal: () => {},
      showUnpaintedAfterMs,
    });
    return { ...double, main };
  };
  /** Opened by the planner. */
  const create = (options?: Options) => {
    const prepared = prepare(options);
    prepared.main.show();
    const [window] = prepared.windows;
    if (!window) throw new Error('no window');
    return { ...prepared, window };
  };

  it('is shown when its page is painted, not before', async () => {
    const { window, main } = create();
    main.show();
    expect(window.state).toBe('hidden');
    await eventually(() => expect(window.state).toBe('shown'));
  });

  it.each([
    ['cannot be loaded', 'failed', 600_000],
    ['is never painted', 'never painted', 1],
  ] as const)('is shown also when its page %s', async (_, page, showUnpaintedAfterMs) => {
    const { window } = create({ page, showUnpaintedAfterMs });
    await eventually(() => expect(window.state).toBe('shown'));
  });

  it('comes to the front when the planner opened it while it waited to flash', async () => {
    const { main, windows } = prepare({ page: 'never painted' });
    main.showWithoutFocus();
    main.show();
    windows[0]?.emit('ready-to-show');
    expect([windows.length, windows[0]?.state, windows[0]?.flashing]).toEqual([1, 'shown', false]);
  });

  it('has the background of the page, as the planner or the system wants it', async () => {
    const { window, setSystemDark } = create();
    expect(window.options.backgroundColor).toBe(windowBackground({ shouldUseDarkColors: false }));
    setSystemDark(true);
    expect(window.background).toBe(windowBackground({ shouldUseDarkColors: true }));
    const css = (name: string) => readFileSync(fromRoot('renderer/styles', name), 'utf8');
    const [, light, dark] = /--surface-back: light-dark\((#\w+), (#\w+)\);/.exec(css('tokens.css')) ?? [];
    expect([light, dark]).toEqual([false, true].map((isDark) => windowBackground({ shouldUseDarkColors: isDark })));
    expect(css('base.css')).toMatch(/body \{\n {2}background: var\(--surface-back\);/);
  });

  it('runs its page isolated, sandboxed and without Node', () => {
    expect(create().window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: '/preload.cjs',
    });
  });

  it('opens at its last position and size', async () => {
    const first = create({ onClose: () => 'close' }).window;
    await eventually(() => expect(first.state).toBe('shown'));
    first.bounds = { x: 300, y: 200, width: 900, height: 640 };
    first.maximized = true;
    first.clickClose();
    const second = create().window;
    expect(second.options).toMatchObject({ x: 300, y: 200, width: 900, height: 640 });
    expect([second.maximized, second.state]).toEqual([false, 'hidden']);
    await eventually(() => expect([second.maximized, second.state]).toEqual([true, 'shown']));
  });

  it('uses the default position when the stored one is invalid', () => {
    writeFileSync(join(folder, 'window.json'), '{"bounds":');
    expect(create().window.options).toMatchObject({ width: 1280, height: 840 });
  });

  it('is created again after it was closed', () => {
    const { main, window, windows } = create({ onClose: () => 'close' });
    window.clickClose();
    expect(main.contents()).toBeUndefined();
    main.show();
    expect([windows.length, main.contents()]).toEqual([2, windows[1]?.webContents]);
  });

  describe('closed to the tray', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const MINUTE_MS = 60_000;
    const painted = () => vi.advanceTimersByTimeAsync(0);
    const ADDRESS = '?place=here#plan?day=2026-03-10';

    it('is really closed after a minute, and opens again as it was', async () => {
      const onPageGone = vi.fn();
      const { main, window, windows } = create({ onPageGone });
      await painted();
      window.bounds = { x: 300, y: 200, width: 900, height: 640 };
      window.clickClose();
      main.pageHidden({ address: ADDRESS });
      await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
      expect([window.state, onPageGone.mock.calls.length]).toEqual(['hidden', 0]);
      await vi.advanceTimersByTimeAsync(1);
      expect([window.state, main.contents(), onPageGone.mock.calls.length]).toEqual(['destroyed', undefined, 1]);
      main.show();
      await painted();
      expect(windows[1]?.options).toMatchObject(window.bounds);
      expect([windows[1]?.state, windows[1]?.webContents.mainFrame.url]).toEqual([
        'shown',
        `app://planner/index.html${ADDRESS}`,
      ]);
    });

    it('is kept when something would be lost, or its page says nothing', async () => {
      const { main, window } = create();
      await painted();
      window.clickClose();
      await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
      main.show();
      window.clickClose();
      main.pageHidden({ address: null });
      await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
      expect(window.state).toBe('hidden');
    });

    it('is kept when it is shown again within the minute, and what its page said before does not hold any more', async () => {
      const { main, window } = create();
      await painted();
      window.clickClose();
      main.pageHidden({ address: ADDRESS });
      await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
      main.show();
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
      expect(window.state).toBe('shown');
      window.clickClose();
      await vi.advanceTimersByTimeAsync(MINUTE_MS);
      expect(window.state).toBe('hidden');
    });
  });

  it('stops reloading a page that keeps crashing', () => {
    const { window } = create();
    for (let n = 0; n < 10; n += 1) window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.webContents.reloads).toBe(3);
  });
});

describe('a stored position', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1040 };
  const right = { x: 1920, y: 0, width: 1280, height: 984 };
  const size = { width: 1000, height: 700 };

  it('is used while it is on a screen', () => {
    expect(placeOnScreen({ x: 2000, y: 100, ...size }, [left, right])).toEqual({ x: 2000, y: 100, ...size });
  });

  it.each([
    ['on a screen that was unplugged', { x: 2000, y: 100, ...size }],
    ['above every screen', { x: 100, y: -700, ...size }],
    ['below every screen', { x: 100, y: 1030, ...size }],
    ['almost outside', { x: 1900, y: 100, ...size }],
  ])('is ignored when it is %s', (_, saved) => {
    expect(placeOnScreen(saved, [left])).toEqual({ width: 1280, height: 840 });
  });

  it('is reduced to fit a smaller screen', () => {
    expect(placeOnScreen({ x: 0, y: 0, width: 3000, height: 2000 }, [left])).toEqual(left);
  });
});
