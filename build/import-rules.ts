/**
 * Who imports whom. A pattern is a folder (`shared/`), the files of a folder itself (`electron/*`), one file
 * (`electron/log.ts`), a package (`npm:react`, its sub-paths included), `node:` for everything Node brings, or `*`.
 * The first layer that holds a file counts.
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
  'electron/config.ts',
  'electron/listeners.ts',
  'electron/throttle.ts',
];

interface Others {
  /** Rooms and packages it uses. */
  uses?: readonly string[];
  /** Rooms whose types it names: it is given what they build. */
  names?: readonly string[];
}

/** A room of the core: plain Node, and of the other rooms only what is listed here. */
const room = (name: string, { uses = [], names = [] }: Others = {}): Layer => ({
  files: [`electron/${name}/`],
  mayImport: [...BASE, `electron/${name}/`, ...uses.map(toPattern)],
  mayImportTypes: names.map(toPattern),
});

const toPattern = (name: string): string => (/[:.]/.test(name) ? name : `electron/${name}/`);

export const layers: readonly Layer[] = [
  { files: ['shared/'], mayImport: ['shared/', 'npm:zod'] },
  { files: ['renderer/'], mayImport: ['renderer/', 'shared/', 'npm:react', 'npm:react-dom', 'npm:zustand', 'npm:zod'] },
  // The demo tenant simulates Protime and must not import app code.
  { files: ['electron/demo/'], mayImport: ['electron/demo/', 'node:'] },

  room('protime', { uses: ['npm:zod'] }),
  room('database', { uses: ['npm:zod', 'npm:better-sqlite3', 'protime'] }),
  room('storage', { uses: ['npm:zod', 'database', 'protime'] }),
  {
    files: ['electron/tunnel/localtunnel.ts'],
    mayImport: [...BASE, 'electron/tunnel/', 'npm:localtunnel'],
  },
  room('tunnel', { uses: ['npm:zod'] }),
  room('receiver', { uses: ['electron/protime/delivery-body.ts'], names: ['protime', 'database', 'storage'] }),
  room('ingest', { uses: ['database', 'protime'] }),
  room('sync', { uses: ['protime'], names: ['database', 'ingest'] }),
  room('notices', { uses: ['npm:zod'], names: ['database', 'storage', 'ingest'] }),
  room('subscription', {
    uses: ['database', 'protime', 'tunnel'],
    names: ['storage', 'receiver', 'ingest', 'sync'],
  }),
  room('handlers', {
    uses: ['npm:zod', 'ingest', 'subscription'],
    names: ['database', 'protime', 'storage', 'notices', 'electron/updates.ts'],
  }),
  room('monitor', {
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

  room('ipc', { uses: ['npm:ws', 'npm:zod'], names: ['monitor'] }),
  room('web', { uses: ['npm:ws', 'ipc', 'electron/page-files.ts'], names: ['monitor'] }),
  {
    files: ['electron/shell/updates/electron-updater.ts'],
    mayImport: [...BASE, 'electron/shell/', 'npm:electron-updater'],
  },
  room('shell', {
    uses: [
      'npm:electron',
      'npm:zod',
      'electron/ipc/dispatch.ts',
      'electron/ipc/channels.ts',
      'electron/page-files.ts',
      'electron/storage/secret-box.ts',
    ],
    names: ['monitor', 'database', 'storage', 'electron/updates.ts'],
  }),
  room('commands', {
    uses: ['database', 'storage', 'receiver', 'monitor', 'ipc', 'web', 'demo', 'electron/version.ts'],
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

/** Browser globals that only one file may use. */
export const restrictedGlobals: readonly { pattern: RegExp; folder: string; allowedFile: string }[] = [
  { pattern: /\bwindow\.planner\b/, folder: 'renderer/', allowedFile: 'renderer/bridge.ts' },
];
