import { createSerializer, type Serializer } from './serializer.ts';

// Except for `worldScripts`, these functions run in the page as source text and must not use anything from module scope.
type Expose = [name: string, api: unknown][];
type Pack = (value: unknown) => string;

/** Emulates the context bridge: functions and promises are proxied between worlds, other values are copied. */
const createMembrane = (pipe: EventTarget, wire: Serializer, mine: string, theirs: string) => {
  // Kept before any script of the page could replace them.
  const dispatch = EventTarget.prototype.dispatchEvent.bind(pipe);
  const Event = CustomEvent;
  const { parse, stringify } = JSON;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let reply: { ok: boolean; value: string } | undefined;

  const tell = (message: object) => dispatch(new Event(theirs, { detail: stringify(message) }));
  const pack: Pack = (value) =>
    wire.encode(value, (item) => {
      if (typeof item === 'function') {
        lastId += 1;
        functions.set(lastId, item as () => unknown);
        return { fn: lastId };
      }
      if (!(item instanceof Promise)) return undefined;
      lastId += 1;
      const id = lastId;
      item.then(
        (result) => tell({ settle: id, ok: true, value: pack(result) }),
        (error) => tell({ settle: id, ok: false, value: pack(error) }),
      );
      return { promise: id };
    });
  const unpack = (text: string): unknown =>
    wire.decode(text, (special) =>
      'fn' in special
        ? (...args: unknown[]) => call(special.fn, args)
        : new Promise((resolve, reject) => promises.set(special.promise, { resolve, reject })),
    );
  const call = (id: number, args: unknown[]): unknown => {
    tell({ call: id, args: pack(args) });
    if (!reply) throw new Error('the other world is gone');
    const value = unpack(reply.value);
    if (!reply.ok) throw value;
    return value;
  };
  const run = (id: number, args: string) => {
    try {
      return { ok: true, value: pack(functions.get(id)?.(...(unpack(args) as unknown[]))) };
    } catch (error) {
      return { ok: false, value: pack(error) };
    }
  };
  pipe.addEventListener(mine, (event) => {
    const message = parse((event as CustomEvent<string>).detail);
    if ('reply' in message) reply = message.reply;
    else if ('call' in message) tell({ reply: run(message.call, message.args) });
    else {
      const waiting = promises.get(message.settle);
      promises.delete(message.settle);
      const value = unpack(message.value);
      if (message.ok) waiting?.resolve(value);
      else waiting?.reject(value);
    }
  });
  return { pack, unpack };
};
type CreateMembrane = typeof createMembrane;

/** Runs the preload script in the isolated world with a fake `electron` and IPC to the main process. */
const preloadWorld = (
  wire: Serializer,
  membrane: CreateMembrane,
  run: (require: (name: string) => unknown, module: object, exports: object) => void,
): void => {
  const world = globalThis as typeof globalThis & Record<'__toMain', (text: string) => void> & { __fromMain?: unknown };
  const post = world.__toMain;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>();
  const exposed: Expose = [];
  let lastId = 0;

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        post(JSON.stringify({ id: lastId, channel, args: wire.encode(structuredClone(args)) }));
      }),
    send: (channel: string, ...args: unknown[]) =>
      post(JSON.stringify({ channel, args: wire.encode(structuredClone(args)) })),
    on: (channel: string, listener: (event: object, ...args: unknown[]) => void) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
  };
  world.__fromMain = (message: { id?: number; channel?: string; error?: string; value: string }) => {
    const value = wire.decode(message.value);
    if (message.channel !== undefined) {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...(value as unknown[]));
      return;
    }
    const call = waiting.get(message.id ?? 0);
    waiting.delete(message.id ?? 0);
    if (message.error === undefined) call?.resolve(value);
    else call?.reject(new Error(message.error));
  };
  addEventListener(
    'electron-double-hello',
    (event) => {
      const pipe = (event as MouseEvent).relatedTarget;
      if (!pipe) return;
      const { pack } = membrane(pipe, wire, 'to-preload', 'to-page');
      pipe.dispatchEvent(new CustomEvent('exposed', { detail: pack(Object.fromEntries(exposed)) }));
    },
    { once: true },
  );
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => void exposed.push([name, api]) };
  run(
    (name) => {
      if (name === 'electron') return { contextBridge, ipcRenderer };
      throw new Error(`a sandboxed preload script may not load ${name}`);
    },
    { exports: {} },
    {},
  );
};

/** The page's own world, before any script of the page: takes what the preload script exposed, and nothing else. */
const pageWorld = (wire: Serializer, membrane: CreateMembrane): void => {
  const pipe = document.createElement('i');
  let api = '';
  pipe.addEventListener('exposed', (event) => {
    api = (event as CustomEvent<string>).detail;
  });
  const { unpack } = membrane(pipe, wire, 'to-page', 'to-preload');
  dispatchEvent(new MouseEvent('electron-double-hello', { relatedTarget: pipe }));
  if (!api) return;
  for (const [name, value] of Object.entries(unpack(api) as Record<string, object>)) {
    Object.defineProperty(globalThis, name, { value: Object.freeze(value), enumerable: true });
  }
};

/** The scripts of both worlds, to be run in this order at the start of every document. Frames inside it get neither. */
export const worldScripts = (preload: string): { isolated: string; page: string } => {
  const inTop = (script: string) => `(() => { if (window !== window.top) return; ${script} })()`;
  const wire = `(${createSerializer})()`;
  return {
    isolated: inTop(`(${preloadWorld})(${wire}, ${createMembrane}, (require, module, exports) => {\n${preload}\n});`),
    page: inTop(`(${pageWorld})(${wire}, ${createMembrane});`),
  };
};
