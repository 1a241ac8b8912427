import type { SafeStorage } from '../../../electron/shell/electron.ts';

/** A fake keychain; `reset()` invalidates all sealed values. */
export const createSafeStorage = () => {
  const state = {
    available: true,
    /** Locked: calls never resolve. */
    locked: false,
    backend: 'gnome_libsecret' as ReturnType<SafeStorage['getSelectedStorageBackend']>,
    generation: 1,
  };
  const unlocked = () => (state.locked ? new Promise<never>(() => {}) : Promise.resolve());
  const safeStorage = {
    isAsyncEncryptionAvailable: async () => {
      await unlocked();
      return state.available;
    },
    getSelectedStorageBackend: () => state.backend,
    encryptStringAsync: async (text: string) => Buffer.from(`${state.generation}|${text}`).reverse(),
    decryptStringAsync: async (sealed: Buffer) => {
      const [generation, ...rest] = Buffer.from(sealed).reverse().toString().split('|');
      if (generation !== String(state.generation)) throw new Error('Error while decrypting the ciphertext');
      return { result: rest.join('|'), shouldReEncrypt: false };
    },
  } satisfies SafeStorage;
  const reset = () => {
    state.generation += 1;
  };
  return { safeStorage, state, reset };
};
