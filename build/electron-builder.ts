import type { Configuration } from 'electron-builder';

/** An electron-builder macro such as ${arch}. */
const macro = (name: string): string => `$\{${name}}`;

export type Platform = 'linux' | 'win' | 'mac';

/** SQLite binary of each platform. Not the ${platform} macro, which is that of the packaging computer. */
const SQLITE: Record<Platform, string> = {
  linux: `linux-${macro('arch')}`,
  win: `win32-${macro('arch')}`,
  // One app for both processors: each half finds its own.
  mac: 'darwin-*',
};

/**
 * electron-builder configuration per platform; packs only runtime files.
 * @param env `PACKAGE_FEED`: URL of the update feed; without it planners can set one in Settings. `PACKAGE_HOMEPAGE` and
 * `PACKAGE_MAINTAINER`: homepage and maintainer shown by the packages.
 */
export const configFor = (platform: Platform, env: NodeJS.ProcessEnv = process.env): Configuration => ({
  appId: 'be.assignmentmonitor.desktop',
  productName: 'Assignment Monitor',
  directories: { output: 'dist/packages', buildResources: 'build/icons' },
  // Stable names; scripts and download pages depend on them.
  artifactName: `assignment-monitor-${macro('version')}-${macro('os')}-${macro('arch')}.${macro('ext')}`,
  // better-sqlite3 ships prebuilt binaries; no compilation.
  npmRebuild: false,
  nodeGypRebuild: false,
  files: [
    'package.json',
    'dist/{renderer,electron,preload,icons}/**',
    '!**/node_modules/better-sqlite3/{deps,src,prebuilds,binding.gyp}',
    '!**/node_modules/better-sqlite3/{deps,src,prebuilds}/**',
    `**/node_modules/better-sqlite3/prebuilds/${SQLITE[platform]}.node`,
    '!**/node_modules/**/*.{map,md,ts,mts,cts,flow,yml,yaml}',
    // Not needed at run time.
    '!**/node_modules/node-addon-api/**',
    '!**/node_modules/*/{test,tests,example,examples,docs,.github}/**',
  ],
  // Unpack only the files listed below.
  asar: { smartUnpack: false },
  // A native module can only be loaded from a real file.
  asarUnpack: ['**/node_modules/better-sqlite3/prebuilds/**'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // Setting a fuse breaks the signature that Electron comes with, and Apple's processors start nothing without one. This one
    // names nobody; that of a certificate, if there is one, replaces it.
    resetAdHocDarwinSignature: platform === 'mac',
  },
  // A static runtime, which does not need FUSE 2; with it, no `--no-sandbox` in the menu entry.
  toolsets: { appimage: '1.0.3' },
  protocols: [{ name: 'Assignment Monitor', schemes: ['assignment-monitor'] }],
  // Placeholders; publishers set the real values. deb and rpm require both.
  extraMetadata: {
    homepage: env.PACKAGE_HOMEPAGE ?? 'https://assignment-monitor.invalid',
    desktopName: 'assignment-monitor.desktop',
    ...(env.PACKAGE_FEED ? { updateFeed: env.PACKAGE_FEED } : {}),
  },
  // Writes the update feed files (`latest.yml` etc.) next to the packages. Nothing is uploaded.
  publish: { provider: 'generic', url: env.PACKAGE_FEED ?? 'https://assignment-monitor.invalid' },
  win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false, include: 'build/installer.nsh' },
  mac: {
    target: ['dmg', 'zip'].map((target) => ({ target, arch: 'universal' as const })),
    // Identical in both architectures; not merged.
    x64ArchFiles: '**/better-sqlite3/prebuilds/*.node',
    icon: 'build/icons/icon.icns',
    category: 'public.app-category.business',
  },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    icon: 'build/icons/linux',
    category: 'Office',
    executableName: 'assignment-monitor',
    // Lets the desktop match the window to its launcher.
    syncDesktopName: true,
    maintainer: env.PACKAGE_MAINTAINER ?? 'Assignment Monitor <packages@assignment-monitor.invalid>',
    synopsis: 'Tells planners at once when an assignment is rejected',
  },
});
