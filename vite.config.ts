import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What stays outside the bundles: native code, and packages that must be found on disk at run time. */
const EXTERNAL = [/^node:/, 'electron', 'better-sqlite3'];

/** The screens: static files that run in Electron's window and in a browser alike. */
const renderer: UserConfig = {
  root: at('./renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: at('./dist/renderer'),
    emptyOutDir: true,
    target: 'es2024',
    // All of these know light-dark(); older ones would get it taken apart into variables, which every element inherits.
    cssTarget: ['chrome125', 'edge125', 'firefox128', 'safari18'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
};

/** The processes: main, cli and the worker threads, side by side in one folder so that they find each other. */
const core: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
  build: {
    ssr: true,
    outDir: at('./dist/electron'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      external: EXTERNAL,
      input: {
        main: at('./electron/main.ts'),
        cli: at('./electron/cli.ts'),
        'reader-worker': at('./electron/database/reader-worker.ts'),
        'maintenance/backup-worker': at('./electron/database/maintenance/backup-worker.ts'),
        'export/export-worker': at('./electron/database/export/export-worker.ts'),
        'search/index-worker': at('./electron/database/search/index-worker.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
};

/** The preload script: one CommonJS file, because a sandboxed preload can load nothing else. */
const preload: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: at('./dist/preload'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rollupOptions: {
      external: EXTERNAL,
      input: { preload: at('./electron/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

const builds: Record<string, UserConfig> = { renderer, core, preload };

/** They count the sockets of their process, so each has one to itself. */
const SOCKETS = 'test/electron/tunnel/**/*.test.ts';

/** Tests run from the sources; dates in them mean the same on every machine. */
const test: ViteUserConfig['test'] = {
  env: { TZ: 'Europe/Brussels' },
  setupFiles: ['test/setup.ts'],
  // Many of them wait for processes and sockets: one more than there are processors keeps those busy.
  maxWorkers: availableParallelism() + 1,
  // They end a test that is broken, and measure nothing: a slow machine is no fault.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 120_000, interval: 10 } },
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        include: ['test/{electron,renderer,shared,build}/**/*.test.{ts,tsx}'],
        exclude: [SOCKETS],
        // Our modules keep nothing that one run of the app would find changed by another, but for the time zone of the process
        // (see test/setup.ts), so files that run after each other may share what they import.
        isolate: false,
      },
    },
    {
      extends: true,
      test: {
        name: 'integration',
        include: ['test/integration/**/*.test.ts', SOCKETS],
        globalSetup: 'test/integration/built.ts',
      },
    },
  ],
};

/** One configuration for every build and test; `build/bundle.ts` runs each build by its mode. */
export default defineConfig(({ mode }) => builds[mode] ?? { test });
