import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMainWindow } from '../../../electron/shell/window.ts';
import { placeOnScreen } from '../../../electron/shell/window-bounds.ts';
import { createElectronDouble } from '../../fakes/electron/index.ts';

describe('the window', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const create = (onClose: () => 'hide' | 'minimise' | 'close' = () => 'hide', onPageGone = () => {}) => {
    const { electron, windows } = createElectronDouble();
    const main = createMainWindow({
      BrowserWindow: electron.BrowserWindow,
      screen: electron.screen,
      preload: '/preload.cjs',
      icon: '/app.png',
      title: 'Assignment Monitor',
      boundsPath: join(folder, 'window.json'),
      onClose,
      onHidden: () => {},
      onPageGone,
      openExternal: () => {},
    });
    main.show();
    const [window] = windows;
    if (!window) throw new Error('no window');
    return { main, window, windows };
  };

  it('runs its page isolated, sandboxed and without Node', () => {
    expect(create().window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: '/preload.cjs',
    });
  });

  it('opens at its last position and size', () => {
    const first = create(() => 'close').window;
    first.bounds = { x: 300, y: 200, width: 900, height: 640 };
    first.maximized = true;
    first.clickClose();
    const second = create().window;
    expect(second.options).toMatchObject({ x: 300, y: 200, width: 900, height: 640 });
    expect(second.maximized).toBe(true);
  });

  it('uses the default position when the stored one is invalid', () => {
    writeFileSync(join(folder, 'window.json'), '{"bounds":');
    expect(create().window.options).toMatchObject({ width: 1280, height: 840 });
  });

  it('is created again after it was closed', () => {
    const { main, window, windows } = create(() => 'close');
    window.clickClose();
    expect(main.contents()).toBeUndefined();
    main.show();
    expect([windows.length, main.contents()]).toEqual([2, windows[1]?.webContents]);
  });

  describe('closed to the tray', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const MINUTE_MS = 60_000;
    const ADDRESS = '?place=here#plan?day=2026-03-10';

    it('is really closed after a minute, and opens again as it was', () => {
      const onPageGone = vi.fn();
      const { main, window, windows } = create(() => 'hide', onPageGone);
      window.bounds = { x: 300, y: 200, width: 900, height: 640 };
      window.clickClose();
      main.pageHidden({ address: ADDRESS });
      vi.advanceTimersByTime(MINUTE_MS - 1);
      expect([window.state, onPageGone.mock.calls.length]).toEqual(['hidden', 0]);
      vi.advanceTimersByTime(1);
      expect([window.state, main.contents(), onPageGone.mock.calls.length]).toEqual(['destroyed', undefined, 1]);
      main.show();
      expect(windows[1]?.options).toMatchObject(window.bounds);
      expect([windows[1]?.state, windows[1]?.webContents.mainFrame.url]).toEqual([
        'shown',
        `app://planner/index.html${ADDRESS}`,
      ]);
    });

    it('is kept when something would be lost, or its page says nothing', () => {
      const { main, window } = create();
      window.clickClose();
      vi.advanceTimersByTime(10 * MINUTE_MS);
      main.show();
      window.clickClose();
      main.pageHidden({ address: null });
      vi.advanceTimersByTime(10 * MINUTE_MS);
      expect(window.state).toBe('hidden');
    });

    it('is kept when it is shown again within the minute, and what its page said before does not hold any more', () => {
      const { main, window } = create();
      window.clickClose();
      main.pageHidden({ address: ADDRESS });
      vi.advanceTimersByTime(MINUTE_MS - 1);
      main.show();
      vi.advanceTimersByTime(MINUTE_MS);
      expect(window.state).toBe('shown');
      window.clickClose();
      vi.advanceTimersByTime(MINUTE_MS);
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
