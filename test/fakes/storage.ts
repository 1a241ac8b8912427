import type { SafeStorage } from '../../renderer/store/safe-storage.ts';

/** A browser's storage in memory. */
export const storageOf = (...entries: [name: string, text: string][]): SafeStorage => {
  const map = new Map(entries);
  return {
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, text) => void map.set(name, text),
  };
};
