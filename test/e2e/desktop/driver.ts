import type { Page } from '@playwright/test';
import type { DoubleOptions } from '../../fakes/electron/chromium/options.ts';
import type { DesktopCommands } from './commands.ts';

export interface LaunchOptions {
  /** Command-line arguments. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Path of the built or packaged `main.js`. */
  main?: string;
  /** Properties of the computer. Only the double can simulate them; real Electron uses the real computer. */
  computer?: Partial<Omit<DoubleOptions, 'browser' | 'version'>>;
}

/** A running desktop app, on the double or on real Electron. */
export interface Running {
  readonly commands: DesktopCommands;
  /** The page of the window; another one after a crash. */
  page(): Promise<Page>;
  stderr(): string;
  /** Exit status; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  kill(): Promise<void>;
}

export interface Driver {
  readonly name: 'double' | 'electron';
  launch(options: LaunchOptions): Promise<Running>;
  /** Starts the program a second time, and resolves to the exit status of that second process. */
  startSecondInstance(options: LaunchOptions): Promise<number | null>;
}
