import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The screens over an app in memory, to be looked at: `npx vite --config test/e2e/gallery/vite.config.ts`. */
export default defineConfig({
  root: at('.'),
  base: './',
  plugins: [react()],
  build: { outDir: at('../../../dist/gallery'), emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
});
