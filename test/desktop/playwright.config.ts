import { defineConfig } from '@playwright/test';

process.env.TZ = 'Europe/Brussels';

/** The specs of the desktop app on a real Electron; `build/test-electron.ts` makes the app and runs them. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  // Each test has a screen and services of its own.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
});
