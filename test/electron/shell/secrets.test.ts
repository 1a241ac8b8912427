import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemSecrets } from '../../../electron/shell/secrets.ts';
import { createSafeStorage, type Keyring } from '../../fakes/electron/safe-storage.ts';

describe('secrets on the desktop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const keyPath = () => join(folder, 'desktop.key');
  const open = (keychain: ReturnType<typeof createSafeStorage>, platform: NodeJS.Platform = 'linux') =>
    createSystemSecrets({
      safeStorage: keychain.safeStorage,
      platform,
      keyPath: keyPath(),
      fallbackPath: join(folder, 'secrets.key'),
      // A password prompt is never answered; other operations of the keychain have no time limit here.
      timeoutMs: keychain.state.keyring === 'silent' ? 20 : 600_000,
    });

  it('are encrypted by the system, also over a restart', async () => {
    const keychain = createSafeStorage();
    const first = await open(keychain);
    const sealed = first.secretBox.seal('hunter2');
    expect(sealed).not.toContain('hunter2');
    const second = await open(keychain);
    expect([first.keyStorage, second.keyStorage, second.secretBox.open(sealed)]).toEqual([
      'system',
      'system',
      'hunter2',
    ]);
    expect([readdirSync(folder), statSync(keyPath()).mode & 0o777]).toEqual([['desktop.key'], 0o600]);
  });

  it('never encrypt to the same text twice', async () => {
    const { secretBox } = await open(createSafeStorage());
    expect(secretBox.seal('same')).not.toBe(secretBox.seal('same'));
  });

  it('are requested again when the system lost its key, and the sealed key is kept', async () => {
    const keychain = createSafeStorage();
    const sealed = (await open(keychain)).secretBox.seal('hunter2');
    const sealedKey = readFileSync(keyPath());
    keychain.reset();
    const after = await open(keychain);
    expect([after.keyStorage, after.secretBox.open(sealed)]).toEqual(['system', undefined]);
    const again = after.secretBox.seal('again');
    expect((await open(keychain)).secretBox.open(again)).toBe('again');
    expect(readFileSync(keyPath())).toEqual(sealedKey);
  });

  it('are readable in each of two sessions that have a keychain of their own', async () => {
    const keychain = createSafeStorage();
    const inFirst = (await open(keychain)).secretBox.seal('first');
    keychain.reset();
    const inSecond = (await open(keychain)).secretBox.seal('second');
    keychain.state.generation = 1;
    expect((await open(keychain)).secretBox.open(inFirst)).toBe('first');
    keychain.state.generation = 2;
    expect((await open(keychain)).secretBox.open(inSecond)).toBe('second');
  });

  it.each([
    ['the desktop has none', 'missing'],
    ['it refuses', 'refusing'],
    ['it waits for a password nobody types', 'silent'],
  ] as [string, Keyring][])(
    'are stored with a key file of this user, and reported as such, when %s',
    async (_, keyring) => {
      const keychain = createSafeStorage();
      keychain.state.keyring = keyring;
      const { secretBox, keyStorage } = await open(keychain);
      const sealed = secretBox.seal('hunter2');
      expect([keyStorage, (await open(keychain)).secretBox.open(sealed)]).toEqual(['file', 'hunter2']);
      expect([readdirSync(folder), statSync(join(folder, 'secrets.key')).mode & 0o777]).toEqual([
        ['secrets.key'],
        0o600,
      ]);
    },
  );

  it.each(['missing', 'refusing', 'silent'] as Keyring[])(
    'survive a start at which the keychain was %s, those that were sealed meanwhile too',
    async (keyring) => {
      const keychain = createSafeStorage();
      const before = (await open(keychain)).secretBox.seal('before');
      const sealedKey = readFileSync(keyPath());
      keychain.state.keyring = keyring;
      const busy = await open(keychain);
      expect([busy.keyStorage, busy.secretBox.open(before)]).toEqual(['file-for-now', undefined]);
      const meanwhile = busy.secretBox.seal('meanwhile');
      expect(readFileSync(keyPath())).toEqual(sealedKey);

      keychain.state.keyring = 'open';
      const after = await open(keychain);
      expect([after.keyStorage, after.secretBox.open(before), after.secretBox.open(meanwhile)]).toEqual([
        'system',
        'before',
        'meanwhile',
      ]);
      expect(readdirSync(folder).sort()).toEqual(['desktop.key', 'secrets.key']);
    },
  );

  it('survive a start at which the sealed key could not be read from the disk', async () => {
    const keychain = createSafeStorage();
    const sealed = (await open(keychain)).secretBox.seal('hunter2');
    // Reading a folder fails, as a failing disk does.
    renameSync(keyPath(), join(folder, 'aside'));
    mkdirSync(keyPath());
    const busy = await open(keychain);
    expect([busy.keyStorage, statSync(keyPath()).isDirectory()]).toEqual(['file-for-now', true]);
    rmdirSync(keyPath());
    renameSync(join(folder, 'aside'), keyPath());
    expect((await open(keychain)).secretBox.open(sealed)).toBe('hunter2');
  });

  it.each([
    ['empty', ''],
    ['of zeros, after a power cut', '\0'.repeat(60)],
    ['sealed with the public password', 'v10something'],
  ])('get a new key when the stored one is %s', async (_, content) => {
    const keychain = createSafeStorage();
    writeFileSync(keyPath(), content);
    const { secretBox, keyStorage } = await open(keychain);
    const sealed = secretBox.seal('hunter2');
    expect([keyStorage, (await open(keychain)).secretBox.open(sealed)]).toEqual(['system', 'hunter2']);
    expect(readFileSync(keyPath(), 'utf8')).toBe(content);
  });

  it('are sealed again when the system says that its key was replaced', async () => {
    const keychain = createSafeStorage();
    const sealed = (await open(keychain)).secretBox.seal('hunter2');
    keychain.state.shouldReEncrypt = true;
    // The next start seals with the newer key; the older one is then gone.
    const { decryptStringAsync } = keychain.safeStorage;
    keychain.safeStorage.decryptStringAsync = async (value) => {
      const opened = await decryptStringAsync(value);
      keychain.state.generation = 2;
      return opened;
    };
    await open(keychain);
    keychain.safeStorage.decryptStringAsync = decryptStringAsync;
    expect((await open(keychain)).secretBox.open(sealed)).toBe('hunter2');
  });

  it('cannot be decrypted when changed, encrypted with another key, or invalid', async () => {
    const { secretBox } = await open(createSafeStorage());
    const sealed = secretBox.seal('hunter2');
    expect(secretBox.open(`${sealed.slice(0, -4)}AAAA`)).toBeUndefined();
    expect(secretBox.open('key1:')).toBeUndefined();
    expect(secretBox.open('plain text')).toBeUndefined();
  });
});
