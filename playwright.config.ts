import { defineConfig } from '@playwright/test';
import { findBrowser } from './build/browser.ts';

// Dates in the tests mean the same on every machine; the app under test inherits it.
process.env.TZ = 'Europe/Brussels';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/gallery/build.ts',
  outputDir: 'test-results/browser',
  // Pictures hold no letters (see looks.spec.ts), so one of each serves every system.
  snapshotPathTemplate: '{testDir}/{testFileDir}/looks/{arg}{ext}',
  // Each test starts the app and a browser: more than two at once only makes them wait for each other.
  workers: 2,
  fullyParallel: false,
  // A test that passes the second time is a bug report, not a pass.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Far more than any of it takes: a slow machine is no fault, and waiting longer costs only what fails.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: 'list',
  use: {
    timezoneId: 'Europe/Brussels',
    locale: 'en-GB',
    // Tracing takes a quarter of the time: `npx playwright test --trace retain-on-failure` when something has to be found out.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium refuses its sandbox to root; what the tests load is our own.
      ...(process.getuid?.() === 0 ? { args: ['--no-sandbox'] } : {}),
    },
  },
});
