/**
 * Which files may import which. A pattern is a folder (`shared/`), the files of a folder itself (`electron/*`), one file
 * (`electron/log.ts`), a package (`npm:react`, its sub-paths included), `node:` for all modules of Node, or `*`.
 * The first layer that matches a file counts.
 */
export interface Layer {
  files: readonly string[];
  mayImport: readonly string[];
  /** Additional imports allowed as types only. */
  mayImportTypes?: readonly string[];
}

const BASE = [
  'shared/',
  'node:',
  'electron/log.ts',
  'electron/printable.ts',
  'electron/config.ts',
  'electron/connection-limit.ts',
  'electron/exit-status.ts',
  'electron/heap.ts',
  'electron/listeners.ts',
  'electron/request.ts',
  'electron/throttle.ts',
  'electron/whole-file.ts',
];

interface Others {
  /** Parts of the core and packages that it may import. */
  uses?: readonly string[];
  /** Parts of the core from which it may import only types. */
  types?: readonly string[];
}

/** A part of the core (a folder in `electron/`): may use Node and the listed other parts. */
const corePart = (name: string, { uses = [], types = [] }: Others = {}): Layer => ({
  files: [`electron/${name}/`],
  mayImport: [...BASE, `electron/${name}/`, ...uses.map(toPattern)],
  mayImportTypes: types.map(toPattern),
});

const toPattern = (name: string): string => (/[:.]/.test(name) ? name : `electron/${name}/`);

export const layers: readonly Layer[] = [
  { files: ['shared/'], mayImport: ['shared/', 'npm:zod'] },
  { files: ['renderer/'], mayImport: ['renderer/', 'shared/', 'npm:react', 'npm:react-dom', 'npm:zustand', 'npm:zod'] },
  // The demo tenant simulates Protime and must not import app code, except for sending a request.
  { files: ['electron/demo/'], mayImport: ['electron/demo/', 'electron/request.ts', 'node:'] },

  corePart('protime', { uses: ['npm:zod'] }),
  corePart('database', { uses: ['npm:zod', 'npm:better-sqlite3', 'protime'] }),
  corePart('storage', { uses: ['npm:zod', 'database', 'protime'] }),
  corePart('tunnel', { uses: ['npm:zod'] }),
  corePart('receiver', { uses: ['electron/protime/delivery-body.ts'], types: ['protime', 'database', 'storage'] }),
  corePart('ingest', { uses: ['database', 'protime'] }),
  corePart('sync', { uses: ['protime', 'ingest'], types: ['database'] }),
  corePart('notices', { uses: ['npm:zod', 'ingest'], types: ['database', 'storage'] }),
  corePart('subscription', {
    uses: ['database', 'protime', 'tunnel'],
    types: ['storage', 'receiver', 'ingest', 'sync'],
  }),
  corePart('handlers', {
    uses: ['npm:zod', 'ingest', 'subscription'],
    types: ['database', 'protime', 'storage', 'notices', 'electron/updates.ts'],
  }),
  corePart('monitor', {
    uses: [
      'protime',
      'database',
      'storage',
      'tunnel',
      'receiver',
      'ingest',
      'sync',
      'notices',
      'subscription',
      'handlers',
      'electron/updates.ts',
    ],
  }),

  corePart('ipc', { uses: ['npm:ws', 'npm:zod'], types: ['monitor'] }),
  corePart('web', { uses: ['npm:ws', 'npm:zod', 'ipc', 'electron/page-files.ts'], types: ['monitor'] }),
  {
    files: ['electron/shell/updates/electron-updater.ts'],
    mayImport: [...BASE, 'electron/shell/', 'npm:electron-updater'],
  },
  corePart('shell', {
    uses: [
      'npm:electron',
      'npm:zod',
      'electron/ipc/dispatch.ts',
      'electron/ipc/channels.ts',
      'electron/page-files.ts',
      'electron/storage/secret-box.ts',
      'electron/database/errors.ts',
      'electron/receiver/listen.ts',
    ],
    types: ['monitor', 'database', 'storage', 'electron/updates.ts'],
  }),
  corePart('commands', {
    uses: [
      ...['database', 'storage', 'receiver', 'monitor', 'ipc', 'web', 'demo'],
      ...['electron/environment.ts', 'electron/version.ts'],
    ],
  }),
  {
    files: ['electron/preload.ts'],
    mayImport: ['npm:electron', 'electron/ipc/channels.ts'],
    mayImportTypes: ['shared/'],
  },
  { files: ['electron/main.ts'], mayImport: ['electron/', 'shared/', 'node:', 'npm:electron'] },
  { files: ['electron/cli.ts'], mayImport: ['electron/require-node.ts', 'electron/commands/command-line.ts'] },
  { files: ['electron/require-node.ts'], mayImport: [] },
  { files: ['electron/version.ts'], mayImport: ['package.json'] },
  { files: ['electron/*'], mayImport: BASE },
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

/** Globals that only one file may use. */
export const restrictedGlobals: readonly { pattern: RegExp; folder: string; allowedFile: string }[] = [
  { pattern: /\bwindow\.planner\b/, folder: 'renderer/', allowedFile: 'renderer/bridge.ts' },
  // Its parser takes 23 MiB, and what goes through a proxy has to go through one place.
  { pattern: /(?<![.\w])fetch\(/, folder: 'electron/', allowedFile: 'electron/request.ts' },
];
