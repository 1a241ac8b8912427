import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configFor } from '../../build/electron-builder.ts';
import { fromRoot } from '../../build/project.ts';
import { LINK_SCHEME } from '../../electron/shell/deep-link.ts';

// Packages for other systems cannot be built here, so only the configuration is tested.
describe('the electron-builder configuration', () => {
  it('builds the package formats of each system', () => {
    expect(configFor('win').win?.target).toEqual(['nsis']);
    expect(configFor('mac').mac?.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ]);
    expect(configFor('linux').linux?.target).toEqual(['AppImage', 'deb', 'rpm']);
  });

  it('includes SQLite for both architectures on macOS, for one elsewhere', () => {
    const sqlite = (platform: Parameters<typeof configFor>[0]) =>
      (configFor(platform).files as string[]).filter((pattern) => pattern.endsWith('.node'));
    // Concatenated, because Biome reports a `${}` placeholder in a plain string.
    const macro = '$' + '{arch}';
    expect(sqlite('mac')).toEqual(['**/node_modules/better-sqlite3/prebuilds/darwin-*.node']);
    expect(sqlite('win')).toEqual([`**/node_modules/better-sqlite3/prebuilds/win32-${macro}.node`]);
    expect(sqlite('linux')).toEqual([`**/node_modules/better-sqlite3/prebuilds/linux-${macro}.node`]);
    expect(configFor('mac').mac?.x64ArchFiles).toBe('**/better-sqlite3/prebuilds/*.node');
  });

  it('takes update feed, homepage and publisher from the environment', () => {
    const env = {
      PACKAGE_FEED: 'https://feed.example',
      PACKAGE_HOMEPAGE: 'https://project.example',
      PACKAGE_MAINTAINER: 'Acme <it@acme.example>',
    };
    const named = configFor('linux', env);
    expect(named.publish).toEqual({ provider: 'generic', url: 'https://feed.example' });
    expect(named.extraMetadata).toMatchObject({
      updateFeed: 'https://feed.example',
      homepage: 'https://project.example',
    });
    expect(named.linux?.maintainer).toBe('Acme <it@acme.example>');
    // Without them no server is contacted; the placeholders are `.invalid` addresses.
    const unnamed = configFor('linux', {});
    expect(unnamed.extraMetadata).not.toHaveProperty('updateFeed');
    expect(JSON.stringify([unnamed.publish, unnamed.extraMetadata, unnamed.linux?.maintainer])).not.toMatch(
      /https:\/\/(?![\w-]+\.invalid")/,
    );
  });

  it('signs the app for macOS again after its fuses were set, also without a certificate', () => {
    expect(configFor('mac').electronFuses?.resetAdHocDarwinSignature).toBe(true);
    // A certificate is looked for as electron-builder does by default; naming an identity here would replace it.
    expect(configFor('mac').mac).not.toHaveProperty('identity');
  });

  it("leaves the oldest version of macOS to Electron's own value", () => {
    expect(JSON.stringify(configFor('mac'))).not.toMatch(/minimumSystemVersion/i);
  });

  it('removes from a Windows account what the app wrote there', () => {
    const config = configFor('win');
    const script = readFileSync(fromRoot(String(config.nsis?.include)), 'utf8');
    const [, removal] = /!macro customUnInstall\n([\s\S]*?)!macroend/.exec(script) ?? [];
    expect(removal).toContain(`DeleteRegKey HKCU "Software\\Classes\\${LINK_SCHEME}"`);
    const CURRENT_VERSION = 'Software\\Microsoft\\Windows\\CurrentVersion';
    // Concatenated, because Biome reports a `${}` placeholder in a plain string.
    const appId = '$' + '{APP_ID}';
    expect(removal).toContain(`DeleteRegValue HKCU "${CURRENT_VERSION}\\Run" "${appId}"`);
    expect(removal).toContain(`DeleteRegValue HKCU "${CURRENT_VERSION}\\Explorer\\StartupApproved\\Run" "${appId}"`);
    // Electron names the entry by the app's id, which the app sets itself.
    expect(readFileSync(fromRoot('electron/main.ts'), 'utf8')).toContain(`setAppUserModelId('${config.appId}')`);
  });
});
