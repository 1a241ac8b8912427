import type { SafeStorage } from '../../../electron/shell/electron.ts';

/**
 * What a keychain does, as Electron's `safeStorage` shows it. `open`: it seals and opens. `missing`: Linux without a keyring
 * that answers; Chromium then seals with a public password, and says of what a keyring sealed that it is temporarily
 * unavailable. `refusing`: macOS or Windows without access to the keychain. `silent`: it waits for a password prompt.
 */
export type Keyring = 'open' | 'missing' | 'refusing' | 'silent';

/** A fake keychain; `reset()` invalidates all sealed values. */
export const createSafeStorage = () => {
  const state = { keyring: 'open' as Keyring, generation: 1, shouldReEncrypt: false };
  const answer = async (): Promise<void> => {
    if (state.keyring === 'silent') await new Promise<never>(() => {});
  };
  const seal = (tag: string, text: string) => Buffer.concat([Buffer.from(tag), Buffer.from(text).reverse()]);
  const safeStorage = {
    // Electron 45 says so of every keychain that answers, also of one that does not work.
    isAsyncEncryptionAvailable: async () => {
      await answer();
      return true;
    },
    encryptStringAsync: async (text: string) => {
      await answer();
      if (state.keyring === 'refusing') throw new Error('Error while encrypting the text provided');
      return state.keyring === 'missing' ? seal('v10', `0|${text}`) : seal('v11', `${state.generation}|${text}`);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      await answer();
      const tag = sealed.subarray(0, 3).toString();
      if (tag !== 'v10' && state.keyring !== 'open') throw new Error('decryptStringAsync is temporarily unavailable');
      const [generation, ...rest] = Buffer.from(sealed.subarray(3)).reverse().toString().split('|');
      const isReadable = tag === 'v10' || (tag === 'v11' && generation === String(state.generation));
      if (!isReadable) throw new Error('Error while decrypting the ciphertext');
      return { result: rest.join('|'), shouldReEncrypt: state.shouldReEncrypt };
    },
  } satisfies SafeStorage;
  const reset = () => {
    state.generation += 1;
  };
  return { safeStorage, state, reset };
};
