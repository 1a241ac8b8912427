import type { z } from 'zod';
import { parseJson } from '../../shared/json.ts';

/** The part of the browser's storage that is used. Never throws. */
export type SafeStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Storage that may be full, disabled, or blocked together with cookies. Values that it does not accept are kept in memory until
 * the page is closed.
 * @param open gets the storage; may throw, as `localStorage` does where it is blocked.
 */
export const safeStorage = (open: () => SafeStorage): SafeStorage => {
  const refused = new Map<string, string>();
  const attempt = <T>(use: (storage: SafeStorage) => T): T | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (name) => refused.get(name) ?? attempt((storage) => storage.getItem(name)) ?? null,
    setItem: (name, text) => {
      refused.set(name, text);
      attempt((storage) => {
        storage.setItem(name, text);
        refused.delete(name);
      });
    },
  };
};

/** The JSON value stored under a name; undefined when there is none, or when it does not match the schema. */
export const readStored = <T>(storage: SafeStorage, name: string, schema: z.ZodType<T>): T | undefined =>
  schema.safeParse(parseJson(storage.getItem(name) ?? '')).data;

export const writeStored = (storage: SafeStorage, name: string, value: unknown): void =>
  storage.setItem(name, JSON.stringify(value));

/** Storage of the browser: `local` survives closing the window, `session` only a reload. */
export const browserStorage = () => ({
  local: safeStorage(() => window.localStorage),
  session: safeStorage(() => window.sessionStorage),
});
