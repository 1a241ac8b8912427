import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runNode, tools } from './project.ts';

const INSTALL_TIMEOUT_MS = 180_000;

const EXECUTABLE_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const EXECUTABLE_PATHS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

export interface BrowserSearch {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  exists?: (path: string) => boolean;
  /** Path of the Chromium that Playwright installs. */
  playwrightPath?: string;
}

/** Path of a Chromium or Chrome: from the environment, else Playwright's, else one of the system. */
export const findBrowser = ({
  env = process.env,
  platform = process.platform,
  exists = existsSync,
  playwrightPath = chromium.executablePath(),
}: BrowserSearch = {}): string | undefined => {
  const fromEnvironment = env.CHROMIUM_PATH || env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;
  // No fallback when a browser is named explicitly.
  if (fromEnvironment) return exists(fromEnvironment) ? fromEnvironment : undefined;
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => EXECUTABLE_NAMES.map((name) => join(folder, name)));
  return [playwrightPath, ...(EXECUTABLE_PATHS[platform] ?? onPath)].find((path) => path !== '' && exists(path));
};

export const BROWSER_ADVICE =
  'No Chromium was found. Install Chromium or Chrome, or say where it is with CHROMIUM_PATH=/path/to/chromium.';

/** Like findBrowser, but installs Playwright's Chromium if none is found (with a timeout). */
export const ensureBrowser = async (): Promise<string | undefined> => {
  const found = findBrowser();
  if (found || process.env.CHROMIUM_PATH || process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH) return found;
  await runNode([tools.playwright, 'install', 'chromium'], { quiet: true, timeoutMs: INSTALL_TIMEOUT_MS });
  return findBrowser();
};
