import { LAST_PUSHED, type LastPushed } from '../database/tables/last-pushed.ts';
import type { SettingStore } from '../database/tables/settings-store.ts';
import type { Writer } from '../database/writer.ts';

/** What the app remembers of itself between two starts. */
export interface AppState {
  /** Whether the planner wants a subscription. */
  wanted: boolean;
  /** When a heartbeat last came back. */
  'last-alive': number;
  /** The name the relay gave us. */
  'tunnel-name': string;
  /** The tenant whose plan was read completely at least once. */
  synced: string;
  /** The last day of the plan that was in sight then. */
  'last-day-read': string;
  /** The trouble the planner was told of and that is not known to be over. */
  'told-trouble': string | null;
  /** What is kept back in quiet time besides the rejections. */
  withheld: object | null;
  /** The connection as last shown: for `status`. */
  connection: { status: unknown };
  /** When the last event was pushed, and up to where the log was looked through for that. */
  [LAST_PUSHED]: LastPushed | undefined;
  /** When the storage was last tried after it had refused something. */
  'storage-tried': number;
}

/** Typed access to those values. A value of another type than expected counts as none. */
export const createAppState = (store: SettingStore, writer: Writer) => {
  const trySave = <K extends keyof AppState>(name: K, value: AppState[K]): void => {
    writer.write(() => store.set(name, value)).catch(() => {});
  };
  return {
    boolean: (name: 'wanted'): boolean => store.get(name) === true,
    number(name: 'last-alive'): number | undefined {
      const value = store.get(name);
      return typeof value === 'number' ? value : undefined;
    },
    text(name: 'tunnel-name' | 'synced' | 'last-day-read'): string | undefined {
      const value = store.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    /** Resolves when it is on disk. */
    save: <K extends keyof AppState>(name: K, value: AppState[K]): Promise<void> =>
      writer.write(() => store.set(name, value)),
    /** The same for what can be learned anew: a storage that does not take it is somebody else's news. */
    keepIfPossible: trySave,
    /** One of them for a part of its own, which checks what it finds. */
    slot: <K extends keyof AppState>(name: K) => ({
      get: (): unknown => store.get(name),
      set: (value: AppState[K]): void => trySave(name, value),
    }),
  };
};
