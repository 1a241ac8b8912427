import { describe, expect, it } from 'vitest';
import { importsOf, violationsOf } from '../../build/check-imports.ts';

const refused: readonly [why: string, path: string, code: string][] = [
  ['shared reaches into the core', 'shared/time.ts', "import { log } from '../electron/log.ts';"],
  ['shared reaches into the screens', 'shared/time.ts', "import { x } from '../renderer/store/x.ts';"],
  ['shared uses Node', 'shared/time.ts', "import { join } from 'node:path';"],
  ['shared uses React', 'shared/time.ts', "import { useState } from 'react';"],
  [
    'a screen reaches into the core, even for a type',
    'renderer/app.tsx',
    "import type { L } from '../electron/log.ts';",
  ],
  ['a screen uses Node', 'renderer/app.tsx', "import { join } from 'node:path';"],
  ['a screen uses Electron', 'renderer/app.tsx', "import { shell } from 'electron';"],
  ['a screen asks window.planner itself', 'renderer/app.tsx', "window.planner.call('app.info', undefined);"],
  ['a part of the core sends a request by itself', 'electron/tunnel/probe.ts', 'await fetch(url);'],
  ['the core imports Electron', 'electron/receiver/receiver.ts', "import { app } from 'electron';"],
  ['the core imports Electron as a type', 'electron/monitor/monitor.ts', "import type { App } from 'electron';"],
  ['the core imports the shell', 'electron/monitor/monitor.ts', "import { createTray } from '../shell/tray.ts';"],
  ['the core imports a screen', 'electron/web/pages.ts', "import { App } from '../../renderer/app.tsx';"],
  ['one part imports another', 'electron/tunnel/supervisor.ts', "import { createClient } from '../protime/client.ts';"],
  ['the core starts the desktop app', 'electron/monitor/monitor.ts', "import '../main.ts';"],
  [
    'a part imports the root',
    'electron/tunnel/supervisor.ts',
    "import { createMonitor } from '../monitor/monitor.ts';",
  ],
  ['SQLite outside the database', 'electron/ingest/ingest.ts', "import Database from 'better-sqlite3';"],
  ['the core imports the demo', 'electron/monitor/monitor.ts', "import { createDemo } from '../demo/tenant.ts';"],
  ['the core loads the demo later', 'electron/monitor/monitor.ts', "const d = await import('../demo/tenant.ts');"],
  ['the demo knows the app', 'electron/demo/tenant.ts', "import { wire } from '../protime/wire.ts';"],
  ['the demo knows our words', 'electron/demo/tenant.ts', "export { contract } from '../../shared/contract.ts';"],
  ['the command line imports Electron', 'electron/commands/command-line.ts', "import { app } from 'electron';"],
  [
    'the command line imports the shell',
    'electron/commands/command-line.ts',
    "import { createTray } from '../shell/tray.ts';",
  ],
  [
    'the preload script carries the schemas',
    'electron/preload.ts',
    "import { contract } from '../shared/contract.ts';",
  ],
  ['the shell opens the database', 'electron/shell/tray.ts', "import { openDatabase } from '../database/database.ts';"],
  [
    'a build script uses the core',
    'build/package.ts',
    "import { createMonitor } from '../electron/monitor/monitor.ts';",
  ],
  ['sources import a test', 'electron/log.ts', "import { fake } from '../test/fakes/clock.ts';"],
  ['a type hides in an expression', 'renderer/app.tsx', "type L = typeof import('../electron/log.ts');"],
  [
    'a part names the types of another that it is not given',
    'electron/tunnel/supervisor.ts',
    "import type { Writer } from '../database/writer.ts';",
  ],
  ['a file belongs nowhere', 'scripts/x.ts', ''],
];

const allowed: readonly [path: string, code: string][] = [
  ['shared/time.ts', "import { z } from 'zod'; import { a } from './assignment.ts';"],
  ['renderer/app.tsx', "import './app.css'; import { createRoot } from 'react-dom/client'; const e = <b />;"],
  ['renderer/bridge.ts', "window.planner.call('app.info', undefined);"],
  ['renderer/app.tsx', '// window.planner is for the bridge alone'],
  ['electron/database/database.ts', "import Database from 'better-sqlite3';"],
  ['electron/ingest/ingest.ts', "import type { Database } from '../database/database.ts';"],
  ['electron/monitor/monitor.ts', "import { openDatabase } from '../database/database.ts';"],
  [
    'electron/commands/command-line.ts',
    "import { createDemo } from '../demo/tenant.ts'; import { createMonitor } from '../monitor/monitor.ts';",
  ],
  ['electron/main.ts', "import { app } from 'electron'; import { createDemo } from './demo/tenant.ts';"],
  ['electron/preload.ts', "import { ipcRenderer } from 'electron'; import type { C } from '../shared/contract.ts';"],
];

describe('the import rules', () => {
  it.each(refused)('forbid: %s', (_, path, code) => {
    expect(violationsOf(path, code)).toHaveLength(1);
  });

  it.each(allowed)('allow %s what it needs', (path, code) => {
    expect(violationsOf(path, code)).toEqual([]);
  });

  it('recognise every form of import, and type-only imports', () => {
    const code = `
      import type { A } from './a.ts';
      import { type B, c } from './b.ts';
      import { type D } from './d.ts';
      import './e.ts';
      export * from './f.ts';
      export type { G } from 'g';
      const h = await import('h/i');
    `;
    expect(importsOf('shared/x.ts', code)).toEqual([
      { to: 'shared/a.ts', typeOnly: true },
      { to: 'shared/b.ts', typeOnly: false },
      { to: 'shared/d.ts', typeOnly: true },
      { to: 'shared/e.ts', typeOnly: false },
      { to: 'shared/f.ts', typeOnly: false },
      { to: 'npm:g', typeOnly: true },
      { to: 'npm:h/i', typeOnly: false },
    ]);
  });
});
