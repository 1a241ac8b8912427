import { isPushName, type PayloadOf, type PushName } from '../../shared/contract.ts';
import { CHANNELS } from '../ipc/channels.ts';
import { type Dispatch, parsePush } from '../ipc/dispatch.ts';
import type { Contents, IpcMain, SenderEvent } from './electron.ts';

/** A message came from another frame than the app's page: an embedded frame, or a window that left `app://`. */
class UntrustedSender extends Error {
  constructor(channel: string) {
    super(`${channel}: not from the app's own page`);
    this.name = 'UntrustedSender';
  }
}

/** Pushes that are queued until the page listens; all others describe state that the page requests when it loads. */
const QUEUED: ReadonlySet<PushName> = new Set(['navigation.open']);

export interface ElectronIpcOptions {
  ipcMain: IpcMain;
  dispatch: Dispatch;
  /** The window's page, while there is one. */
  contents: () => Contents | undefined;
  /** Origin of the app's page. */
  origin: string;
  onRefused?: (error: UntrustedSender) => void;
}

/** Serves the contract to the app's own page only. */
export const createElectronIpc = (options: ElectronIpcOptions) => {
  const { ipcMain, dispatch, contents, origin, onRefused = () => {} } = options;
  const listening = new Set<PushName>();
  const queued = new Map<PushName, unknown>();

  const isTrustedSender = ({ senderFrame }: SenderEvent): boolean =>
    senderFrame !== null && senderFrame === contents()?.mainFrame && senderFrame.url.startsWith(`${origin}/`);

  const send = (name: PushName, payload: unknown) => contents()?.send(CHANNELS.push, name, parsePush(name, payload));

  ipcMain.handle(CHANNELS.request, (event, name, input) => {
    if (!isTrustedSender(event)) {
      const error = new UntrustedSender(CHANNELS.request);
      onRefused(error);
      throw error;
    }
    return dispatch(String(name), input);
  });

  ipcMain.on(CHANNELS.listening, (event, name) => {
    if (!isTrustedSender(event)) return onRefused(new UntrustedSender(CHANNELS.listening));
    if (typeof name !== 'string' || !isPushName(name)) return;
    listening.add(name);
    if (!queued.has(name)) return;
    send(name, queued.get(name));
    queued.delete(name);
  });

  return {
    push<N extends PushName>(name: N, payload: PayloadOf<N>): void {
      if (QUEUED.has(name) && !listening.has(name)) queued.set(name, payload);
      else send(name, payload);
    },
    /** The page reloads: it has no listeners until it registers them again. */
    clearListeners: (): void => listening.clear(),
  };
};
