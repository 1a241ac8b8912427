import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createSecretBox, KEY_BYTES } from '../storage/secret-box.ts';
import type { SecretBox } from '../storage/secrets.ts';
import type { SafeStorage } from './electron.ts';

export interface SystemSecretsOptions {
  safeStorage: SafeStorage;
  platform: NodeJS.Platform;
  /** Holds our own key, sealed by the system. */
  keyPath: string;
  /** For a computer whose system keeps no secrets. */
  fallback: () => SecretBox;
  /** How long the system may take to unlock: a keychain can wait for a password nobody types. */
  timeoutMs?: number;
}

/** The box, and who keeps its key: the system's keychain, or only a file that this user alone can read. */
export interface SystemSecrets {
  secretBox: SecretBox;
  keyStorage: 'system' | 'file';
}

/**
 * Seals by a key of our own which the system's keychain seals: the keychain is asked once, at start, and a secret is
 * opened without waiting for it. When the system cannot open our key any more (another user, a reset keychain) a new
 * one is made, and secrets sealed by the old one have to be asked for again.
 */
export const createSystemSecrets = async (options: SystemSecretsOptions): Promise<SystemSecrets> => {
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

/** `basic_text` seals with a password that is printed in Chromium's source: no better than none, so we do not claim it. */
const canKeepSecrets = async (safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<boolean> =>
  (await safeStorage.isAsyncEncryptionAvailable()) &&
  !(platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text');

const openKey = async (safeStorage: SafeStorage, keyPath: string): Promise<Buffer | undefined> => {
  try {
    const { result } = await safeStorage.decryptStringAsync(readFileSync(keyPath));
    const key = Buffer.from(result, 'base64');
    return key.length === KEY_BYTES ? key : undefined;
  } catch {
    // None yet, or one the system does not open any more.
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
