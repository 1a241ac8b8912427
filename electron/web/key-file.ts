import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretBox } from '../secrets.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PREFIX = 'file1:';

/**
 * Seals with a key that lies in a file only this user can read (0600): for machines without a keychain.
 * It keeps secrets out of backups and copies of the database, not from whoever can read this user's files.
 */
export const openKeyFile = (path: string): SecretBox => {
  const key = readKey(path) ?? makeKey(path);
  return {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return PREFIX + sealed.toString('base64');
    },
    open(text) {
      if (!text.startsWith(PREFIX)) return undefined;
      const sealed = Buffer.from(text.slice(PREFIX.length), 'base64');
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
        cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return cipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
};

const readKey = (path: string): Buffer | undefined => {
  if (!existsSync(path)) return undefined;
  const key = readFileSync(path);
  return key.length === KEY_BYTES ? key : undefined;
};

const makeKey = (path: string): Buffer => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  writeFileSync(path, key, { mode: 0o600 });
  return key;
};
