import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import type { Contents } from '../../../../electron/shell/electron.ts';
import { Emitter } from '../emitter.ts';
import type { createIpc } from '../ipc.ts';
import { toApp, toBrowser } from './addresses.ts';
import type { Session } from './cdp.ts';
import { createFrames } from './frames.ts';
import { applyPermissions } from './permissions.ts';
import { interceptRequests, type Navigation } from './requests.ts';
import type { Rules } from './rules.ts';
import { createSerializer } from './serializer.ts';
import { worldScripts } from './worlds.ts';

const serializer = createSerializer();
type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

export interface ContentsParts {
  targetId: string;
  session: Session;
  browser: Session;
  rules: Rules;
  ipc: ReturnType<typeof createIpc>;
  /** Source of the preload script. */
  preload: string;
}

/** `webContents` for a browser page. Calls are queued until `ready` resolves. */
export const createContents = (parts: Promise<ContentsParts>) => {
  const emitter = new Emitter();
  let openHandler: OpenHandler = () => ({ action: 'allow' });
  /** URL of a navigation started by the app; any other navigation was started by the page. */
  let appNavigationUrl: string | undefined;
  let frames: ReturnType<typeof createFrames> | undefined;

  const mayNavigate =
    (mainId: string) =>
    ({ url, frameId, isRedirect }: Navigation): boolean => {
      const isMain = frameId === mainId;
      if (isMain && url === appNavigationUrl) {
        appNavigationUrl = undefined;
        return true;
      }
      if (isRedirect) return !emitter.emitPreventable('will-redirect', url);
      const prevented = emitter.emitPreventable('will-frame-navigate', { url });
      return !(isMain && emitter.emitPreventable('will-navigate', url)) && !prevented;
    };

  const attach = async (session: Session, all: ContentsParts): Promise<void> => {
    frames?.follow(session);
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      interceptRequests(session, all.rules, mayNavigate(all.targetId)),
    ]);
  };

  const prepare = async (all: ContentsParts): Promise<ContentsParts> => {
    const { session, ipc, preload, targetId } = all;
    frames = createFrames(targetId);
    session.on('Page.frameNavigated', ({ frame }) => {
      if ((frame as { id: string }).id === targetId) emitter.emit('did-navigate');
    });
    session.on('Inspector.targetCrashed', () => {
      emitter.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    session.on('Page.windowOpen', ({ url }) => {
      const { action } = openHandler({ url: toApp(String(url)) } as HandlerDetails);
      popups.push({ url: String(url), isAllowed: action === 'allow' });
    });
    session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      void receive(session, ipc, String(payload), Number(executionContextId));
    });
    await attach(session, all);
    await session.send('Inspector.enable');
    await session.send('Runtime.addBinding', { name: '__toMain', executionContextName: 'preload' });
    const { isolated, page } = worldScripts(preload);
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: 'preload' });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: page });
    await session.send('Runtime.runIfWaitingForDebugger');
    return all;
  };
  const popups: { url: string; isAllowed: boolean }[] = [];
  const ready = parts.then(prepare);

  const post = (session: Session, contextId: number, message: object) =>
    session
      .send('Runtime.evaluate', { contextId, expression: `__fromMain(${JSON.stringify(message)})` })
      // The document was closed.
      .catch(() => {});

  const receive = async (session: Session, ipc: ContentsParts['ipc'], text: string, contextId: number) => {
    const { id, channel, args } = JSON.parse(text) as { id?: number; channel: string; args: string };
    const frame = frames?.ofWorld(session, contextId) ?? null;
    const values = serializer.decode(args) as unknown[];
    if (id === undefined) return ipc.send(frame, channel, ...values);
    try {
      const value = serializer.encode(await ipc.invoke(frame, channel, ...values));
      await post(session, contextId, { id, value });
    } catch (error) {
      const text = `Error invoking remote method '${channel}': ${error}`;
      await post(session, contextId, { id, error: text, value: 'null' });
    }
  };

  const contents = {
    on: (name: string, listener: (...args: never[]) => void) => emitter.on(name, listener as () => void),
    get mainFrame() {
      return frames?.main() ?? { url: '' };
    },
    send: (channel: string, ...args: unknown[]) => {
      const message = { channel, value: serializer.encode(structuredClone(args)) };
      void ready.then(({ targetId }) => {
        const world = frames?.worldOf(targetId, 'preload');
        if (world) return post(world.session, world.id, message);
        return undefined;
      });
    },
    reload: () => {
      appNavigationUrl = contents.mainFrame.url.replace(/#.*/, '');
      void ready.then(({ session }) => session.send('Page.reload')).catch(() => {});
    },
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler;
    },
  } satisfies Contents;

  return {
    contents,
    ready,
    loadURL: async (url: string): Promise<void> => {
      const { session, browser, rules } = await ready;
      const address = toBrowser(url, rules.schemes());
      await applyPermissions(browser, new URL(address).origin, rules);
      appNavigationUrl = url;
      await session.send('Page.navigate', { url: address });
    },
    /** The next popup that this page asked for; undefined: it asked for none. */
    takePopup: () => popups.shift(),
    /** Attaches to an out-of-process frame of this page. */
    attachFrame: async (session: Session): Promise<void> => {
      const all = await ready;
      await attach(session, all);
      await session.send('Runtime.runIfWaitingForDebugger');
    },
    /** Evaluates an expression in the main world of the page or a frame. */
    evaluate: async (expression: string, frameUrl?: string): Promise<unknown> => {
      const { targetId } = await ready;
      const id = frameUrl ? frames?.idOf(frameUrl) : targetId;
      const world = id === undefined ? undefined : frames?.worldOf(id, 'page');
      if (!world) throw new Error('no page there');
      const answer = await world.session.send<{
        result: { value?: unknown; description?: string };
        exceptionDetails?: { exception?: { description?: string }; text: string };
      }>('Runtime.evaluate', {
        contextId: world.id,
        expression,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true,
        allowUnsafeEvalBlockedByCSP: false,
      });
      const { exceptionDetails: failed } = answer;
      if (failed) throw new Error(failed.exception?.description ?? failed.text);
      return answer.result.value;
    },
    crash: async (): Promise<void> => {
      const { session } = await ready;
      // The call is never answered, because the page crashed.
      void session.send('Page.crash').catch(() => {});
    },
  };
};

export type PageContents = ReturnType<typeof createContents>;
