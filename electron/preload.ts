import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from './ipc/channels.ts';

// All a page can reach: one question, one ear. Names and inputs are checked where they arrive, in the main process, by
// the contract's schemas; so this file carries none, and a page that was tampered with gains nothing by getting past it.
type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(CHANNELS.push, (_event, name: string, payload: unknown) => {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
});

/** Resolves to the answer in its envelope, failures included: an Error would lose its fields on the way to the page. */
const call = (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CHANNELS.request, name, input);

const on = (name: string, listener: Listener): (() => void) => {
  const group = listeners.get(name) ?? new Set();
  listeners.set(name, group.add(listener));
  if (group.size === 1) ipcRenderer.send(CHANNELS.listening, name);
  return () => {
    group.delete(listener);
  };
};

contextBridge.exposeInMainWorld('planner', { call, on });
