import { join } from 'node:path';

/** Simulated environment; passed as JSON in `ELECTRON_DOUBLE`. */
export interface DoubleOptions {
  /** The Chromium that shows the windows. */
  browser: string;
  isPackaged?: boolean;
  /** What the packager put beside the app. */
  resources?: string;
  languages?: readonly string[];
  /** Where the system keeps the data of applications. */
  appData: string;
  /** Whether a window can be shown; true by default. */
  hasDesktop?: boolean;
  displays?: readonly { x: number; y: number; width: number; height: number }[];
  /** `generation`: changes when the keychain was reset. */
  keychain?: { available?: boolean; backend?: 'gnome_libsecret' | 'basic_text'; generation?: number };
  /** Path chosen in save dialogs; absent: the dialog is cancelled. */
  saveAs?: string;
  /** Buttons pressed in message boxes, in order; absent: cancel. */
  buttonsToPress?: readonly string[];
  version: string;
}

export const readOptions = (): DoubleOptions => JSON.parse(process.env.ELECTRON_DOUBLE ?? '{}') as DoubleOptions;

/** The module that stands for `electron`. */
export const ELECTRON_MODULE = join(import.meta.dirname, 'electron.ts');
