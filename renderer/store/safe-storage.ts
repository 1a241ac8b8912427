import type { z } from 'zod';
import { parseJson } from '../../shared/json.ts';

/** The part of the browser's storage that is used. Never throws. */
export type SafeStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Storage that may be full, switched off or blocked together with cookies. What it does not take is kept as long as the page
 * lives, so a refusal costs what the next page would have remembered, and nothing else.
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

/** What was kept as JSON under a name; undefined when there is nothing, or nothing that fits the schema. */
export const readKept = <T>(storage: SafeStorage, name: string, schema: z.ZodType<T>): T | undefined =>
  schema.safeParse(parseJson(storage.getItem(name) ?? '')).data;

export const writeKept = (storage: SafeStorage, name: string, value: unknown): void =>
  storage.setItem(name, JSON.stringify(value));

/** The browser's own: `local` outlives the window, `session` a reload. */
export const browserStorage = () => ({
  local: safeStorage(() => window.localStorage),
  session: safeStorage(() => window.sessionStorage),
});
