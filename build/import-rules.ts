/**
 * Who imports whom. A pattern is a folder (`shared/`), the files of a folder itself (`electron/*`), one file
 * (`electron/log.ts`), a package (`npm:react`, its sub-paths included), `node:` for everything Node brings, or `*`.
 * `!` before it forbids. The first layer that holds a file counts.
 */
export interface Layer {
  files: readonly string[];
  mayImport: readonly string[];
  /** May be imported besides, as a type only: how parts know each other without depending on each other. */
  mayImportTypes?: readonly string[];
}

/** Everything in `electron/` that is plain Node. */
const CORE_MODULES = [
  '!electron/main.ts',
  '!electron/preload.ts',
  '!electron/cli.ts',
  '!electron/commands/command-line.ts',
  'electron/*',
  'electron/receiver/',
  'electron/tunnel/',
  'electron/protime/',
  'electron/database/',
  'electron/timeline/',
  'electron/connection/',
  'electron/notices/',
  'electron/web/',
  'electron/ipc/dispatch.ts',
  'electron/ipc/socket-server.ts',
];
/** Small words that every part may use. */
const BASE_MODULES = [
  'shared/',
  'npm:zod',
  'node:',
  'electron/config.ts',
  'electron/storage/data-folder.ts',
  'electron/storage/secrets.ts',
  'electron/storage/secret-box.ts',
  'electron/log.ts',
  'electron/ipc/dispatch.ts',
];

const electronLayer = (name: string, ...others: string[]): Layer => ({
  files: [`electron/${name}/`],
  mayImport: [...BASE_MODULES, `electron/${name}/`, ...others],
  mayImportTypes: CORE_MODULES,
});

export const layers: readonly Layer[] = [
  { files: ['shared/'], mayImport: ['shared/', 'npm:zod'] },
  { files: ['renderer/'], mayImport: ['renderer/', 'shared/', 'npm:react', 'npm:react-dom', 'npm:zustand', 'npm:zod'] },
  // The demo tenant stands for Protime: it may know nothing of the app.
  { files: ['electron/demo/'], mayImport: ['electron/demo/', 'node:'] },
  electronLayer('receiver'),
  {
    files: ['electron/tunnel/localtunnel.ts'],
    mayImport: [...BASE_MODULES, 'electron/tunnel/', 'npm:localtunnel'],
    mayImportTypes: CORE_MODULES,
  },
  electronLayer('tunnel'),
  electronLayer('protime'),
  electronLayer('database', 'npm:better-sqlite3', 'electron/protime/assignment-wire.ts'),
  // Two parts put the others to work: what arrives becomes the plan, and the subscription lives its life.
  electronLayer('timeline', 'electron/database/', 'electron/protime/'),
  electronLayer('notices', 'electron/database/'),
  electronLayer('connection', 'electron/database/', 'electron/protime/', 'electron/timeline/', 'electron/tunnel/'),
  {
    files: ['electron/shell/electron-ipc.ts'],
    mayImport: [...BASE_MODULES, 'electron/ipc/channels.ts', 'npm:electron'],
    mayImportTypes: ['electron/shell/'],
  },
  electronLayer('ipc', 'npm:ws'),
  electronLayer('web', 'npm:ws', 'electron/ipc/socket-server.ts'),
  {
    files: ['electron/shell/updates/electron-updater.ts'],
    mayImport: [...BASE_MODULES, 'electron/shell/', 'npm:electron-updater'],
    mayImportTypes: CORE_MODULES,
  },
  {
    files: ['electron/shell/'],
    mayImport: [...BASE_MODULES, 'electron/shell/', 'electron/shell/electron-ipc.ts', 'npm:electron'],
    mayImportTypes: CORE_MODULES,
  },
  {
    files: ['electron/preload.ts'],
    mayImport: ['npm:electron', 'electron/ipc/channels.ts'],
    mayImportTypes: ['shared/'],
  },
  { files: ['electron/main.ts'], mayImport: ['electron/', 'shared/', 'node:', 'npm:electron'] },
  { files: ['electron/cli.ts'], mayImport: ['electron/require-node.ts', 'electron/commands/command-line.ts'] },
  {
    files: ['electron/commands/command-line.ts', 'electron/commands/'],
    mayImport: [...CORE_MODULES, ...BASE_MODULES, 'electron/commands/', 'electron/demo/'],
  },
  { files: ['electron/require-node.ts'], mayImport: [] },
  { files: ['electron/version.ts'], mayImport: ['package.json'] },
  // What is left of the core: monitor.ts, which builds it, and the small words.
  { files: ['electron/'], mayImport: [...CORE_MODULES, ...BASE_MODULES] },
  {
    files: ['build/'],
    mayImport: [
      'build/',
      'electron/require-node.ts',
      'node:',
      'npm:vite',
      'npm:date-holidays',
      'npm:@playwright/test',
      'npm:electron-builder',
    ],
  },
  { files: ['test/'], mayImport: ['*'] },
  { files: ['vite.config.ts', 'playwright.config.ts'], mayImport: ['*'] },
];

/** Names of the browser's world that one file alone may touch. */
export const restrictedGlobals: readonly { pattern: RegExp; folder: string; allowedFile: string }[] = [
  { pattern: /\bwindow\.planner\b/, folder: 'renderer/', allowedFile: 'renderer/bridge.ts' },
];
