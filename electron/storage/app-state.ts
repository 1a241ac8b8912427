import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import { LAST_PUSHED, type LastDelivered } from '../database/tables/last-delivered.ts';
import type { Writer } from '../database/writer.ts';

/** State of the app that is stored between starts. The keys are stored names. */
export interface AppState {
  /** Whether the planner wants a subscription. */
  wanted: boolean;
  /** Until then nothing can have been missed: the older of the last heartbeat and the last confirmation of the webhook. */
  'last-alive': number;
  /** The names that relays gave, by the relay's address. */
  'tunnel-names': Record<string, string>;
  /** The tenant whose plan was read completely at least once. */
  synced: string;
  /** Last day covered by the last complete sync. */
  'last-day-read': string;
  /** Code of the connection problem, or `doubt`, that was notified and has not ended; in code: `notifiedProblem`. */
  'told-trouble': string | null;
  /** Withheld notices other than rejections. */
  withheld: object | null;
  /** What was put aside or did not arrive, and is not settled; `ingest/unapplied.ts` reads and writes it. */
  unapplied: object;
  /** The connection status as last shown: for the command `status`. */
  connection: { status: unknown };
  /** When an event last came by a delivery, and the log position up to which it was searched. */
  [LAST_PUSHED]: LastDelivered | undefined;
  /** Time of the last test write after a storage error. */
  'storage-tried': number;
}

/** Typed access to the stored state. A value of the wrong type counts as missing. */
export const createAppState = (store: KeyValueStore, writer: Writer) => {
  const trySave = <K extends keyof AppState>(name: K, value: AppState[K]): void => {
    writer.write(() => store.set(name, value)).catch(() => {});
  };
  return {
    boolean: (name: 'wanted'): boolean => store.get(name) === true,
    number(name: 'last-alive'): number | undefined {
      const value = store.get(name);
      return typeof value === 'number' ? value : undefined;
    },
    text(name: 'synced' | 'last-day-read'): string | undefined {
      const value = store.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    /** Resolves when it is on disk. */
    save: <K extends keyof AppState>(name: K, value: AppState[K]): Promise<void> =>
      writer.write(() => store.set(name, value)),
    /**
     * Like `save`, but ignores errors: for values that can be determined again. Storage errors are reported by
     * the writer's `onWriteResult`.
     */
    trySave,
    /** Getter and setter of one value, for a part that validates it itself. */
    slot: <K extends keyof AppState>(name: K) => ({
      get: (): unknown => store.get(name),
      set: (value: AppState[K]): void => trySave(name, value),
    }),
  };
};
