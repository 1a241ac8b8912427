import type { Configuration } from 'electron-builder';

/** A placeholder of electron-builder's own, filled in for each file. */
const macro = (name: string): string => `$\{${name}}`;

export type Platform = 'linux' | 'win' | 'mac';

/** The SQLite of each system. Named here, because the macro for a platform is the computer's that packs. */
const SQLITE: Record<Platform, string> = {
  linux: `linux-${macro('arch')}`,
  win: `win32-${macro('arch')}`,
  // One app for both processors: each half finds its own.
  mac: 'darwin-*',
};

/**
 * How the app becomes an installer on each system. Only what runs is packed.
 * @param env `PACKAGE_FEED`: where whoever publishes the packages announces new ones, without it planners can set an address
 *   of their own; `PACKAGE_HOMEPAGE` and `PACKAGE_MAINTAINER`: what packages show
 */
export const configFor = (platform: Platform, env: NodeJS.ProcessEnv = process.env): Configuration => ({
  appId: 'be.assignmentmonitor.desktop',
  productName: 'Assignment Monitor',
  directories: { output: 'dist/packages', buildResources: 'build/icons' },
  // Names that stay: scripts and download pages rely on them.
  artifactName: `assignment-monitor-${macro('version')}-${macro('os')}-${macro('arch')}.${macro('ext')}`,
  // better-sqlite3 brings its binaries: nothing is compiled on the way.
  npmRebuild: false,
  nodeGypRebuild: false,
  files: [
    'package.json',
    'dist/{renderer,electron,preload,icons}/**',
    '!**/node_modules/better-sqlite3/{deps,src,prebuilds,binding.gyp}',
    '!**/node_modules/better-sqlite3/{deps,src,prebuilds}/**',
    `**/node_modules/better-sqlite3/prebuilds/${SQLITE[platform]}.node`,
    '!**/node_modules/**/*.{map,md,ts,mts,cts,flow,yml,yaml}',
    // Headers for compiling what is not compiled here, and a command line that nobody calls.
    '!**/node_modules/node-addon-api/**',
    '!**/node_modules/localtunnel/{bin,*.spec.js}',
    '!**/node_modules/localtunnel/bin/**',
    '!**/node_modules/*/{test,tests,example,examples,docs,.github}/**',
  ],
  // Unpacked is what we name below, and nothing by guess.
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
  },
  protocols: [{ name: 'Assignment Monitor', schemes: ['assignment-monitor'] }],
  // .invalid can belong to nobody; whoever publishes packages names the real ones. deb and rpm insist on both.
  extraMetadata: {
    homepage: env.PACKAGE_HOMEPAGE ?? 'https://assignment-monitor.invalid',
    desktopName: 'assignment-monitor.desktop',
    ...(env.PACKAGE_FEED ? { updateFeed: env.PACKAGE_FEED } : {}),
  },
  // Writes `latest.yml` and its like beside the packages: what a feed consists of. Nothing is uploaded.
  publish: { provider: 'generic', url: env.PACKAGE_FEED ?? 'https://assignment-monitor.invalid' },
  win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
  mac: {
    target: ['dmg', 'zip'].map((target) => ({ target, arch: 'universal' as const })),
    // The same in both halves, so merging them leaves these as they are.
    x64ArchFiles: '**/better-sqlite3/prebuilds/*.node',
    icon: 'build/icons/icon.icns',
    category: 'public.app-category.business',
    extendInfo: { LSMinimumSystemVersion: '12.0' },
  },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    icon: 'build/icons/linux',
    category: 'Office',
    executableName: 'assignment-monitor',
    // Desktops find out by this name that a window belongs to the icon that was clicked.
    syncDesktopName: true,
    maintainer: env.PACKAGE_MAINTAINER ?? 'Assignment Monitor <packages@assignment-monitor.invalid>',
    synopsis: 'Tells planners at once when an assignment is rejected',
  },
});
