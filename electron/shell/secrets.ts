import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createSecretBox, KEY_BYTES, type SecretBox } from '../storage/secret-box.ts';
import type { SafeStorage } from './electron.ts';

export interface SystemSecretsOptions {
  safeStorage: SafeStorage;
  platform: NodeJS.Platform;
  /** Holds the app's own key, encrypted by the system. */
  keyPath: string;
  /** For a system without a keychain. */
  fallback: () => SecretBox;
  /** Timeout of the keychain, which may wait for a password prompt. */
  timeoutMs?: number;
}

/**
 * Encrypts with the app's own key, which the system's keychain encrypts: the keychain is used once, at start. If it cannot
 * decrypt that key (another user, a reset keychain), a new key is created and stored secrets have to be entered again.
 * `keyStorage`: the key is stored in the keychain (`system`), or in a file that only this user can read (`file`).
 */
export const createSystemSecrets = async (
  options: SystemSecretsOptions,
): Promise<{ secretBox: SecretBox; keyStorage: 'system' | 'file' }> => {
  const key = await withTimeout(systemKey(options), options.timeoutMs ?? 15_000);
  return key
    ? { secretBox: createSecretBox(key), keyStorage: 'system' }
    : { secretBox: options.fallback(), keyStorage: 'file' };
};

const systemKey = async ({ safeStorage, platform, keyPath }: SystemSecretsOptions): Promise<Buffer | undefined> => {
  if (!(await canKeepSecrets(safeStorage, platform))) return undefined;
  const known = await openKey(safeStorage, keyPath);
  if (known) return known;
  const key = randomBytes(KEY_BYTES);
  writeFileSync(keyPath, await safeStorage.encryptStringAsync(key.toString('base64')), { mode: 0o600 });
  return key;
};

/** `basic_text` encrypts with a password from Chromium's public source: it counts as no keychain. */
const canKeepSecrets = async (safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> =>
  (await safeStorage.isAsyncEncryptionAvailable()) &&
  !(platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text');

const openKey = async (safeStorage: SafeStorage, keyPath: string): Promise<Buffer | undefined> => {
  try {
    const { result } = await safeStorage.decryptStringAsync(readFileSync(keyPath));
    const key = Buffer.from(result, 'base64');
    return key.length === KEY_BYTES ? key : undefined;
  } catch {
    // No key yet, or it cannot be decrypted.
    return undefined;
  }
};

const withTimeout = async <T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), timeoutMs);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};
