import { APP_ORIGIN } from './app-protocol.ts';
import type { Contents, CreateWindow, NativeTheme, Screen, Window } from './electron.ts';
import { hardenContents, WEB_PREFERENCES } from './security.ts';
import { windowBackground } from './window-background.ts';
import { MINIMUM, placeOnScreen, readBounds, writeBounds } from './window-bounds.ts';

export interface MainWindowOptions {
  BrowserWindow: CreateWindow;
  nativeTheme: NativeTheme;
  screen: Screen;
  preload: string;
  icon: string;
  title: string;
  boundsPath: string;
  /** What the close button does. Called each time, because settings and tray may change. */
  onClose: () => 'hide' | 'minimise' | 'close';
  /** The close button hid the window. */
  onHidden: () => void;
  /** The page was reloaded, or its process crashed. */
  onPageGone: () => void;
  openExternal: (url: string) => void;
  /** A page that is not painted by then does not hold up the window any longer, in ms. */
  showUnpaintedAfterMs?: number;
}

/** A window hidden for so long is closed: it takes about 90 MiB, and is there again in 0.4 s. */
const CLOSED_AFTER_MS = 60_000;

/** After more crashes than this in a minute the page is not reloaded. */
const MAX_CRASHES = 3;

/**
 * The only window. It is created on first use with its last position, and shown when its page is painted. Closed to the tray it is
 * hidden, and after a while really closed, if its page can be opened again as it was.
 */
export const createMainWindow = (options: MainWindowOptions) => {
  const { nativeTheme, showUnpaintedAfterMs = 3000 } = options;
  let window: Window | undefined;
  /** Shows the window as soon as its page is painted; undefined from then on. */
  let pending: ((created: Window) => void) | undefined;

  /** As the hidden page reported it; see the contract. */
  let address: string | null = null;
  let closing: NodeJS.Timeout | undefined;

  nativeTheme.on('updated', () => window?.setBackgroundColor(windowBackground(nativeTheme)));

  const closeHidden = (): void => {
    if (address === null || !window) return;
    window.destroy();
    options.onPageGone();
  };
  const open = (): Window => {
    const saved = readBounds(options.boundsPath);
    const areas = options.screen.getAllDisplays().map((display) => display.workArea);
    const created = new options.BrowserWindow({
      ...placeOnScreen(saved?.bounds, areas),
      minWidth: MINIMUM.width,
      minHeight: MINIMUM.height,
      title: options.title,
      icon: options.icon,
      show: false,
      backgroundColor: windowBackground(nativeTheme),
      autoHideMenuBar: true,
      webPreferences: { ...WEB_PREFERENCES, preload: options.preload },
    });
    hardenContents(created.webContents, options.openExternal);
    reloadAfterCrash(created.webContents, options.onPageGone);
    created.on('close', (event) => {
      writeBounds(options.boundsPath, { bounds: created.getNormalBounds(), maximized: created.isMaximized() });
      const closeAction = options.onClose();
      if (closeAction === 'close') return;
      event.preventDefault();
      if (closeAction === 'minimise') return created.minimize();
      created.hide();
      clearTimeout(closing);
      closing = setTimeout(closeHidden, CLOSED_AFTER_MS).unref();
      options.onHidden();
    });
    created.on('closed', () => {
      if (window === created) window = pending = undefined;
    });
    const onPainted = () => {
      clearTimeout(timer);
      if (window !== created || !pending) return;
      const show = pending;
      pending = undefined;
      // Not before: it shows the window.
      if (saved?.maximized) created.maximize();
      show(created);
    };
    const timer = setTimeout(onPainted, showUnpaintedAfterMs);
    created.on('ready-to-show', onPainted);
    // A page that cannot be loaded is never ready.
    created.loadURL(`${APP_ORIGIN}/index.html${address ?? ''}`).catch(onPainted);
    return created;
  };

  return {
    /** Shows the window in front; creates it on first use. */
    show(): void {
      clearTimeout(closing);
      if (window && !pending) {
        bringToFront(window);
      } else {
        pending = bringToFront;
        window ??= open();
      }
      address = null;
    },
    contents: (): Contents | undefined => (window && !window.isDestroyed() ? window.webContents : undefined),
    /** The page reported that it was hidden; see the contract. */
    pageHidden(report: { address: string | null }): void {
      address = report.address;
    },
    /** Shows and flashes the window without taking the keyboard focus. */
    showWithoutFocus(): void {
      clearTimeout(closing);
      if (window && !pending) {
        showAndFlash(window);
      } else {
        pending ??= showAndFlash;
        window ??= open();
      }
      address = null;
    },
  };
};

const bringToFront = (window: Window): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

const showAndFlash = (window: Window): void => {
  if (!window.isVisible()) window.showInactive();
  window.flashFrame(true);
};

const reloadAfterCrash = (contents: Contents, onPageGone: () => void): void => {
  let crashes: number[] = [];
  // Not `did-start-loading`: that is also sent for navigation inside the same page, which keeps its listeners.
  contents.on('did-navigate', onPageGone);
  contents.on('render-process-gone', (_event, { reason }) => {
    onPageGone();
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < 60_000), now];
    if (reason !== 'clean-exit' && crashes.length <= MAX_CRASHES) contents.reload();
  });
};
