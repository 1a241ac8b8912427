import type { Frame, IpcMain, SenderEvent } from '../../../electron/shell/electron.ts';

type Listener = (event: SenderEvent, ...args: unknown[]) => unknown;

/** Carries messages of a page as Electron does: structured clones, with the frame they came from. */
export const createIpc = () => {
  const handlers = new Map<string, Listener>();
  const listeners = new Map<string, Listener>();
  return {
    ipcMain: {
      handle: (channel: string, listener: Listener) => void handlers.set(channel, listener),
      on: (channel: string, listener: Listener) => void listeners.set(channel, listener),
    } satisfies IpcMain,
    /** `ipcRenderer.invoke` in this frame. */
    invoke: async (senderFrame: Frame | null, channel: string, ...args: unknown[]): Promise<unknown> => {
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return structuredClone(await handler({ senderFrame }, ...structuredClone(args)));
    },
    /** `ipcRenderer.send` in this frame. */
    send: (senderFrame: Frame | null, channel: string, ...args: unknown[]): void => {
      listeners.get(channel)?.({ senderFrame }, ...structuredClone(args));
    },
  };
};
