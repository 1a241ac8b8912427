import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './ipc/channels.ts';

// The page gets two functions, `call` and `on`. Names and inputs are validated in the main process, so this file has no
// schemas and bypassing it gains nothing.
type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(CHANNELS.push, (_event, name: string, payload: unknown) => {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
});

/** Resolves to an `Answer`, also on failure: an Error would lose its fields on the way to the page. */
const call = (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNELS.request, name, input);

const on = (name: string, listener: Listener): (() => void) => {
  const listenersOfName = listeners.get(name) ?? new Set();
  listeners.set(name, listenersOfName.add(listener));
  if (listenersOfName.size === 1) ipcRenderer.send(CHANNELS.listening, name);
  return () => {
    listenersOfName.delete(listener);
  };
};

contextBridge.exposeInMainWorld('planner', { call, on });
