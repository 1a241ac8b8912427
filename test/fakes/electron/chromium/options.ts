import { join } from 'node:path';

/** What the computer under the double is like; passed to its process as JSON in `ELECTRON_DOUBLE`. */
export interface DoubleOptions {
  /** The Chromium that shows the windows. */
  browser: string;
  isPackaged?: boolean;
  /** What the packager put beside the app. */
  resources?: string;
  languages?: readonly string[];
  /** Where the system keeps the data of applications. */
  appData: string;
  displays?: readonly { x: number; y: number; width: number; height: number }[];
  /** `generation` changes when its owner loses it. */
  keychain?: { available?: boolean; backend?: 'gnome_libsecret' | 'basic_text'; generation?: number };
  /** Where the planner saves files; left out: they think better of it. */
  saveAs?: string;
  /** Which button the planner presses in each question, in order; left out: the one that cancels. */
  buttonsToPress?: readonly string[];
  version: string;
}

export const readOptions = (): DoubleOptions => JSON.parse(process.env.ELECTRON_DOUBLE ?? '{}') as DoubleOptions;

/** The module that stands for `electron`. */
export const ELECTRON_MODULE = join(import.meta.dirname, 'electron.ts');
