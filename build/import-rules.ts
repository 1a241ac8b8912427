/**
 * Who imports whom. A pattern is a folder (`shared/`), the files of a folder itself (`electron/*`), one file
 * (`electron/log.ts`), a package (`npm:react`, its sub-paths included), `node:` for everything Node brings, or `*`.
 * `!` before it forbids. The first layer that holds a file counts.
 */
export interface Layer {
  of: readonly string[];
  may: readonly string[];
  /** May be imported besides, as a type only: how parts know each other without depending on each other. */
  mayAsType?: readonly string[];
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
  of: [`electron/${name}/`],
  may: [...BASE_MODULES, `electron/${name}/`, ...others],
  mayAsType: CORE_MODULES,
});

export const layers: readonly Layer[] = [
  { of: ['shared/'], may: ['shared/', 'npm:zod'] },
  { of: ['renderer/'], may: ['renderer/', 'shared/', 'npm:react', 'npm:react-dom', 'npm:zustand', 'npm:zod'] },
  // The demo tenant stands for Protime: it may know nothing of the app.
  { of: ['electron/demo/'], may: ['electron/demo/', 'node:'] },
  electronLayer('receiver'),
  {
    of: ['electron/tunnel/localtunnel.ts'],
    may: [...BASE_MODULES, 'electron/tunnel/', 'npm:localtunnel'],
    mayAsType: CORE_MODULES,
  },
  electronLayer('tunnel'),
  electronLayer('protime'),
  electronLayer('database', 'npm:better-sqlite3', 'electron/protime/assignment-wire.ts'),
  // Two parts put the others to work: what arrives becomes the plan, and the subscription lives its life.
  electronLayer('timeline', 'electron/database/', 'electron/protime/'),
  electronLayer('notices', 'electron/database/'),
  electronLayer('connection', 'electron/database/', 'electron/protime/', 'electron/timeline/', 'electron/tunnel/'),
  {
    of: ['electron/shell/electron-ipc.ts'],
    may: [...BASE_MODULES, 'electron/ipc/channels.ts', 'npm:electron'],
    mayAsType: ['electron/shell/'],
  },
  electronLayer('ipc', 'npm:ws'),
  electronLayer('web', 'npm:ws', 'electron/ipc/socket-server.ts'),
  {
    of: ['electron/shell/updates/electron-updater.ts'],
    may: [...BASE_MODULES, 'electron/shell/', 'npm:electron-updater'],
    mayAsType: CORE_MODULES,
  },
  {
    of: ['electron/shell/'],
    may: [...BASE_MODULES, 'electron/shell/', 'electron/shell/electron-ipc.ts', 'npm:electron'],
    mayAsType: CORE_MODULES,
  },
  { of: ['electron/preload.ts'], may: ['npm:electron', 'electron/ipc/channels.ts'], mayAsType: ['shared/'] },
  { of: ['electron/main.ts'], may: ['electron/', 'shared/', 'node:', 'npm:electron'] },
  { of: ['electron/cli.ts'], may: ['electron/require-node.ts', 'electron/commands/command-line.ts'] },
  {
    of: ['electron/commands/command-line.ts', 'electron/commands/'],
    may: [...CORE_MODULES, ...BASE_MODULES, 'electron/commands/', 'electron/demo/'],
  },
  { of: ['electron/require-node.ts'], may: [] },
  { of: ['electron/version.ts'], may: ['package.json'] },
  // What is left of the core: monitor.ts, which builds it, and the small words.
  { of: ['electron/'], may: [...CORE_MODULES, ...BASE_MODULES] },
  {
    of: ['build/'],
    may: [
      'build/',
      'electron/require-node.ts',
      'node:',
      'npm:vite',
      'npm:date-holidays',
      'npm:@playwright/test',
      'npm:electron-builder',
    ],
  },
  { of: ['test/'], may: ['*'] },
  { of: ['vite.config.ts', 'playwright.config.ts'], may: ['*'] },
];

/** Names of the browser's world that one file alone may touch. */
export const restrictedGlobals: readonly { word: RegExp; within: string; only: string }[] = [
  { word: /\bwindow\.planner\b/, within: 'renderer/', only: 'renderer/bridge.ts' },
];
