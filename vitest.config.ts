import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Dates in the tests mean the same on every machine.
    env: { TZ: 'Europe/Brussels' },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/{electron,renderer,shared,build}/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
