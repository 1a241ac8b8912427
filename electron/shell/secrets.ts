import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  combineSecretBoxes,
  createSecretBox,
  KEY_BYTES,
  openExistingKeyFile,
  openKeyFile,
  type SecretBox,
} from '../storage/secret-box.ts';
import { readIfThere, replaceFile } from '../whole-file.ts';
import type { SafeStorage } from './electron.ts';

export interface SystemSecretsOptions {
  safeStorage: SafeStorage;
  platform: NodeJS.Platform;
  /** Holds the app's own key, sealed by the keychain. Further keys are in files of this name with a number. */
  keyPath: string;
  /** The key file for a system without a keychain. */
  fallbackPath: string;
  /** Timeout of the keychain, which may wait for a password prompt. */
  timeoutMs?: number;
}

export interface SystemSecrets {
  secretBox: SecretBox;
  /**
   * Where the key of new secrets is: sealed by the keychain, or in a file that only this user can read. `file-for-now`: the
   * keychain sealed a key before and cannot be used at this start.
   */
  keyStorage: 'system' | 'file' | 'file-for-now';
}

/**
 * Encrypts with the app's own key, which the system's keychain seals: the keychain is used once, at start.
 *
 * A keychain that cannot be used now is not a keychain that lost the key: it may be locked, or its service not running yet.
 * Sealed keys are therefore never replaced or deleted. Until one can be opened again, at a later start, new secrets are
 * encrypted with the key file, and stored ones cannot be read; what was encrypted with the key file stays readable afterwards.
 * Only a keychain that works, seals in the same way, and still refuses every sealed key gets a new one, in another file. Even
 * then an older one may be opened later: two desktops of one user can have a keychain each.
 */
export const createSystemSecrets = async (options: SystemSecretsOptions): Promise<SystemSecrets> => {
  const { keyPath, fallbackPath, timeoutMs = 15_000 } = options;
  const keys = await withTimeout(openKeys(options), timeoutMs);
  if (!keys) return { secretBox: openKeyFile(fallbackPath), keyStorage: existsSync(keyPath) ? 'file-for-now' : 'file' };
  const [key, ...others] = keys;
  const fromFile = openIfReadable(fallbackPath);
  const toOpenOnly = [...others.map(createSecretBox), ...(fromFile ? [fromFile] : [])];
  return { secretBox: combineSecretBoxes([createSecretBox(key), ...toOpenOnly]), keyStorage: 'system' };
};

/** The keys that the keychain opens, or a new one; undefined, or an error, when it cannot be used now. */
const openKeys = async (options: SystemSecretsOptions): Promise<[Buffer, ...Buffer[]] | undefined> => {
  const { safeStorage, platform, keyPath } = options;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined;
  const files = readKeyFiles(keyPath);
  const stored = files.filter(({ sealed }) => isSealed(sealed, platform));
  const opened = await Promise.all(stored.map(({ path, sealed }) => unseal(safeStorage, path, sealed)));
  const [first, ...others] = opened.filter((key) => key !== undefined);
  if (first) return [first, ...others];

  const key = randomBytes(KEY_BYTES);
  const sealed = await safeStorage.encryptStringAsync(key.toString('base64'));
  const { result } = await safeStorage.decryptStringAsync(sealed);
  const isSealedAlike = stored.every((other) => tagOf(other.sealed) === tagOf(sealed));
  if (!isSealed(sealed, platform) || result !== key.toString('base64') || !isSealedAlike) return undefined;
  replaceFile(pathOf(keyPath, files.length), sealed);
  return [key];
};

const pathOf = (keyPath: string, index: number): string => (index === 0 ? keyPath : `${keyPath}.${index + 1}`);

const readKeyFiles = (keyPath: string): { path: string; sealed: Buffer }[] => {
  const files: { path: string; sealed: Buffer }[] = [];
  for (;;) {
    const path = pathOf(keyPath, files.length);
    const sealed = readIfThere(path);
    if (!sealed) return files;
    files.push({ path, sealed });
  }
};

/** Begins what Chromium sealed: names the key that did. */
const tagOf = (sealed: Buffer): string => sealed.subarray(0, 3).toString();

/** On Linux without a keychain, Chromium seals with a password that is in its public source: `v10`. */
const isSealed = (sealed: Buffer, platform: NodeJS.Platform): boolean =>
  /^v\d\d$/.test(tagOf(sealed)) && !(platform === 'linux' && tagOf(sealed) === 'v10');

/** undefined when the keychain refuses, or what it opens is no key. */
const unseal = async (safeStorage: SafeStorage, path: string, sealed: Buffer): Promise<Buffer | undefined> => {
  const opened = await safeStorage.decryptStringAsync(sealed).catch(() => undefined);
  const key = Buffer.from(opened?.result ?? '', 'base64');
  if (!opened || key.length !== KEY_BYTES) return undefined;
  if (opened.shouldReEncrypt) await sealAgain(safeStorage, path, opened.result);
  return key;
};

/** The keychain has a newer key, and may not keep the older one. */
const sealAgain = async (safeStorage: SafeStorage, path: string, key: string): Promise<void> => {
  try {
    replaceFile(path, await safeStorage.encryptStringAsync(key));
  } catch {
    // Tried again at the next start.
  }
};

const openIfReadable = (path: string): SecretBox | undefined => {
  try {
    return openExistingKeyFile(path);
  } catch {
    // Nothing is encrypted with it now, and the file stays.
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
