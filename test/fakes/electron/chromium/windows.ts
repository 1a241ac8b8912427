import { existsSync, readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { Window } from '../../../../electron/shell/electron.ts';
import { Emitter } from '../emitter.ts';
import type { createIpc } from '../ipc.ts';
import type { Browser } from './browser.ts';
import type { Params } from './cdp.ts';
import { type ContentsParts, createContents, type PageContents } from './contents.ts';
import type { Rules } from './rules.ts';

export interface WindowsParts {
  /** Starts it when the first window needs it. */
  browser: () => Browser;
  rules: Rules;
  ipc: ReturnType<typeof createIpc>;
  onAllClosed: () => void;
}

type Bounds = { x: number; y: number; width: number; height: number };
type State = 'hidden' | 'shown' | 'minimised' | 'destroyed';

/**
 * The double always isolates pages, so it rejects windows with weaker settings. (message :25 "the double plays isolated …"
 * -> "the double supports only isolated, sandboxed windows without Node")
 */
const assertSafe = ({ contextIsolation, sandbox, nodeIntegration, webSecurity, ...rest }: WebPreferences): string => {
  const safe = contextIsolation !== false && sandbox !== false && !nodeIntegration && webSecurity !== false;
  if (!safe) throw new Error('the double plays isolated, sandboxed windows without Node only');
  if (!rest.preload || !existsSync(rest.preload)) throw new Error(`no preload script: ${rest.preload}`);
  return readFileSync(rest.preload, 'utf8');
};

/** `BrowserWindow`, and what a test can do to its windows. */
export const createWindows = ({ browser, rules, ipc, onAllClosed }: WindowsParts) => {
  const windows: DoubleWindow[] = [];
  /** Pages being created, with the callback that receives their session. */
  const pendingTargets = new Map<string, (sessionId: string) => void>();
  let pendingCreation: Promise<unknown> = Promise.resolve();
  const byTarget = new Map<string, DoubleWindow>();
  let targetsWatched: Promise<unknown> | undefined;

  const watchTargets = ({ cdp }: Browser): Promise<unknown> => {
    cdp.browser.on('Target.attachedToTarget', (params) => void onTargetAttached(params));
    const filter = [{ type: 'page' }, { type: 'iframe' }];
    return cdp.browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter,
    });
  };
  const onTargetAttached = async ({ targetInfo, sessionId }: Params): Promise<void> => {
    const { targetId, openerId, type } = targetInfo as { targetId: string; openerId?: string; type: string };
    // Attach events arrive before the createTarget response.
    await pendingCreation;
    const resolveTarget = pendingTargets.get(targetId);
    if (resolveTarget) return resolveTarget(String(sessionId));
    const opener = byTarget.get(openerId ?? '') ?? windows.at(-1);
    const { cdp } = browser();
    const session = cdp.session(String(sessionId));
    if (type === 'iframe') return opener?.page.attachFrame(session);
    // A page that a page opened.
    const popup = opener?.page.takePopup();
    if (popup?.isAllowed) return void (await session.send('Runtime.runIfWaitingForDebugger'));
    // A popup shares the opener's process; closing it while paused would block both. So it is resumed with all requests
    // blocked, then closed.
    const failed = Promise.withResolvers<void>();
    session.on('Fetch.requestPaused', ({ requestId }) => {
      session
        .send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        .catch(() => {})
        .finally(failed.resolve);
    });
    await session.send('Fetch.enable');
    await session.send('Runtime.runIfWaitingForDebugger');
    // Closing lets a request through that is still held back.
    if (popup && /^https?:/.test(popup.url)) await failed.promise;
    await cdp.browser.send('Target.closeTarget', { targetId });
    return undefined;
  };

  const openTarget = async (preload: string, window: DoubleWindow): Promise<ContentsParts> => {
    const { cdp } = browser();
    targetsWatched ??= watchTargets(browser());
    await targetsWatched;
    const session = Promise.withResolvers<string>();
    const made = cdp.browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    pendingCreation = made.then(({ targetId }) => pendingTargets.set(targetId, session.resolve));
    const { targetId } = await made;
    byTarget.set(targetId, window);
    return { targetId, session: cdp.session(await session.promise), browser: cdp.browser, rules, ipc, preload };
  };

  class DoubleWindow extends Emitter implements Window {
    readonly page: PageContents;
    readonly webContents: PageContents['contents'];
    state: State = 'hidden';
    focused = false;
    flashing = false;
    maximized = false;
    bounds: Bounds;

    constructor(options: BrowserWindowConstructorOptions) {
      super();
      const preload = assertSafe(options.webPreferences ?? {});
      if (typeof options.icon === 'string' && !existsSync(options.icon)) throw new Error(`no icon: ${options.icon}`);
      const { x = 320, y = 120, width = 800, height = 600 } = options;
      this.bounds = { x, y, width, height };
      this.state = options.show === false ? 'hidden' : 'shown';
      this.page = createContents(openTarget(preload, this));
      this.webContents = this.page.contents;
      this.moveTo(this.bounds);
      windows.push(this);
    }
    loadURL(url: string) {
      return this.page.loadURL(url);
    }
    show() {
      this.state = 'shown';
      this.focused = true;
    }
    showInactive() {
      this.state = 'shown';
    }
    hide() {
      this.state = 'hidden';
      this.focused = false;
    }
    minimize() {
      this.state = 'minimised';
      this.focused = false;
    }
    restore() {
      this.state = 'shown';
    }
    maximize() {
      this.maximized = true;
    }
    focus() {
      this.focused = true;
      this.flashing = false;
    }
    flashFrame(on: boolean) {
      this.flashing = on;
    }
    isDestroyed() {
      return this.state === 'destroyed';
    }
    isMinimized() {
      return this.state === 'minimised';
    }
    isVisible() {
      return this.state === 'shown';
    }
    isMaximized() {
      return this.maximized;
    }
    getNormalBounds() {
      return this.bounds;
    }
    moveTo(bounds: Bounds) {
      this.bounds = bounds;
      const { width, height } = bounds;
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      void this.page.ready.then(({ session }) => session.send('Emulation.setDeviceMetricsOverride', metrics));
    }
    /** Its close button, or `app.quit()`. Tells whether it closed. */
    close(): boolean {
      if (this.emitPreventable('close')) return false;
      this.destroy();
      return true;
    }
    destroy() {
      this.state = 'destroyed';
      windows.splice(windows.indexOf(this), 1);
      void this.page.ready.then(({ browser: all, targetId }) => all.send('Target.closeTarget', { targetId }));
      this.emit('closed');
      if (windows.length === 0) onAllClosed();
    }
  }
  return { BrowserWindow: DoubleWindow, windows };
};
