import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemSecrets } from '../../../electron/shell/secrets.ts';
import { openKeyFile } from '../../../electron/storage/secret-box.ts';
import { createSafeStorage } from '../../fakes/electron/index.ts';

describe('secrets on the desktop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (keychain: ReturnType<typeof createSafeStorage>, platform: NodeJS.Platform = 'linux') =>
    createSystemSecrets({
      safeStorage: keychain.safeStorage,
      platform,
      keyPath: join(folder, 'desktop.key'),
      fallback: () => openKeyFile(join(folder, 'secrets.key')),
      // A password prompt is never answered; other operations of the keychain have no time limit here.
      timeoutMs: keychain.state.locked ? 20 : 600_000,
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
  });

  it('never encrypt to the same text twice', async () => {
    const { secretBox } = await open(createSafeStorage());
    expect(secretBox.seal('same')).not.toBe(secretBox.seal('same'));
  });

  it('are requested again when the system lost its key', async () => {
    const keychain = createSafeStorage();
    const sealed = (await open(keychain)).secretBox.seal('hunter2');
    keychain.reset();
    const after = await open(keychain);
    expect([after.keyStorage, after.secretBox.open(sealed)]).toEqual(['system', undefined]);
    expect(after.secretBox.open(after.secretBox.seal('again'))).toBe('again');
  });

  it.each([
    ['the system keeps none', { available: false }],
    ['it would seal with a public password', { backend: 'basic_text' as const }],
    ['it waits for a password nobody types', { locked: true }],
  ])('are stored with a key file of this user, and reported as such, when %s', async (_, state) => {
    const keychain = createSafeStorage();
    Object.assign(keychain.state, state);
    const { secretBox, keyStorage } = await open(keychain);
    const sealed = secretBox.seal('hunter2');
    expect([keyStorage, (await open(keychain)).secretBox.open(sealed)]).toEqual(['file', 'hunter2']);
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600);
  });

  it('cannot be decrypted when changed, encrypted with another key, or invalid', async () => {
    const { secretBox } = await open(createSafeStorage());
    const sealed = secretBox.seal('hunter2');
    expect(secretBox.open(`${sealed.slice(0, -4)}AAAA`)).toBeUndefined();
    expect(secretBox.open('key1:')).toBeUndefined();
    expect(secretBox.open('plain text')).toBeUndefined();
  });
});
