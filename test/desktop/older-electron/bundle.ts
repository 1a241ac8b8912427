import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { fromRoot } from '../../../build/project.ts';

// The app is made for the Electron that package.json names. Its tests can also run on an older one: this build lowers the
// syntax and adds what the older runtime lacks. It is never shipped.

/** Electron and Node of the older runtime. */
const OLDER = { node: 20, electron: 33 };

const POLYFILLS = fromRoot('test/desktop/older-electron/polyfills.ts');
const ENTRY = /electron\/(main|cli|[\w/-]+-worker)\.ts$/;

/** `import { a, b } from 'node:zlib'`: a name that the older module lacks would be a syntax error. */
const ZLIB_IMPORT = /import \{([^}]*)\} from 'node:zlib';/;
const SAFE_STORAGE_IMPORT = /\bsafeStorage,(?=[^}]*\} from 'electron';)/;

const olderRuntime: Plugin = {
  name: 'older-runtime',
  enforce: 'pre',
  transform: (code, id) => {
    const lowered = code
      .replace(ZLIB_IMPORT, "import * as olderZlib from 'node:zlib';\nconst {$1} = olderZlib;")
      .replace(SAFE_STORAGE_IMPORT, 'safeStorage as olderSafeStorage,')
      .replace(/NEEDED_NODE = \d+/, `NEEDED_NODE = ${OLDER.node}`)
      .replace(/NEEDED_ELECTRON = \d+/, `NEEDED_ELECTRON = ${OLDER.electron}`);
    if (!ENTRY.test(id)) return lowered;
    return id.endsWith('/main.ts')
      ? `import { asyncSafeStorage } from '${POLYFILLS}';\nconst safeStorage = asyncSafeStorage(olderSafeStorage);\n${lowered}`
      : `import '${POLYFILLS}';\n${lowered}`;
  },
};

/** Replaces `dist/electron` below `folder`, a copy of the whole build. */
export const bundleForOlderElectron = async (folder: string): Promise<void> => {
  process.env.NODE_ENV = 'production';
  cpSync(fromRoot('dist'), join(folder, 'dist'), { recursive: true });
  await build({
    configFile: fromRoot('vite.config.ts'),
    mode: 'core',
    logLevel: 'warn',
    plugins: [olderRuntime],
    build: { target: `node${OLDER.node}`, outDir: join(folder, 'dist/electron'), emptyOutDir: false },
  });
};
