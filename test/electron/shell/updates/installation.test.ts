import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InstallationFacts, installationOf } from '../../../../electron/shell/updates/installation.ts';

describe('the installer of updates', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'installation-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const installed = (changes: Partial<InstallationFacts>) =>
    installationOf({
      platform: 'linux',
      isPackaged: true,
      execPath: join(folder, 'app'),
      packageType: undefined,
      isSignedForWindows: false,
      ...changes,
    });

  it('is none in a checkout, and the app on macOS', () => {
    expect(installed({ isPackaged: false, platform: 'darwin' })).toEqual({ updatedBy: 'none' });
    expect(installed({ platform: 'darwin' })).toEqual({ updatedBy: 'app' });
  });

  it('is `user` on Linux, where nothing verifies who made an update', () => {
    expect(installed({ packageType: 'deb' })).toEqual({ updatedBy: 'user', extension: 'deb' });
    expect(installed({ packageType: 'rpm' })).toEqual({ updatedBy: 'user', extension: 'rpm' });
    expect(installed({})).toEqual({ updatedBy: 'user', extension: 'AppImage' });
  });

  it('is `app` on Windows only with a signature, and an uninstaller of its setup program', () => {
    const byUser = { updatedBy: 'user', extension: 'exe' };
    expect(installed({ platform: 'win32', isSignedForWindows: true })).toEqual(byUser);
    writeFileSync(join(folder, 'Uninstall Assignment Monitor.exe'), '');
    expect(installed({ platform: 'win32' })).toEqual(byUser);
    expect(installed({ platform: 'win32', isSignedForWindows: true })).toEqual({ updatedBy: 'app' });
  });
});
