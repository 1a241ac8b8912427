import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { readIfThere, replaceFile } from '../whole-file.ts';

/**
 * Encrypts secrets before they are stored, with a key from the system's keychain (desktop) or from a file that only this user
 * can read.
 */
export interface SecretBox {
  seal(secret: string): string;
  /** undefined when it was encrypted with another key: the secret has to be entered again. */
  open(text: string): string | undefined;
}

export const KEY_BYTES = 32;
const PREFIX = 'key1:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM. `open` returns undefined for text that was altered or encrypted with another key. */
export const createSecretBox = (key: Buffer): SecretBox => ({
  seal: (secret) => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64');
  },
  open: (text) => {
    if (!text.startsWith(PREFIX)) return undefined;
    const bytes = Buffer.from(text.slice(PREFIX.length), 'base64');
    if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const ciphertext = bytes.subarray(IV_BYTES + TAG_BYTES);
      return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  },
});

/** Seals with the first, opens with whichever can. */
export const combineSecretBoxes = (boxes: readonly [SecretBox, ...SecretBox[]]): SecretBox => ({
  seal: boxes[0].seal,
  open: (text) => {
    for (const box of boxes) {
      const secret = box.open(text);
      if (secret !== undefined) return secret;
    }
    return undefined;
  },
});

/**
 * A SecretBox whose key is in a file that only this user can read (0600), created when missing: for machines without a
 * keychain. It protects secrets in backups and copies of the database, not from someone who can read this user's files.
 * @throws when there is a file and it cannot be read: a new key would make the stored secrets unreadable for good.
 */
export const openKeyFile = (path: string): SecretBox => openExistingKeyFile(path) ?? createSecretBox(createKey(path));

/** undefined when there is no such file, or it holds no key. @throws when there is one and it cannot be read. */
export const openExistingKeyFile = (path: string): SecretBox | undefined => {
  const key = readIfThere(path);
  return key?.length === KEY_BYTES ? createSecretBox(key) : undefined;
};

const createKey = (path: string): Buffer => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // What is there is no key, but it may help whoever looks for the cause.
  if (existsSync(path)) renameSync(path, `${path}.unusable`);
  const key = randomBytes(KEY_BYTES);
  replaceFile(path, key);
  return key;
};
