import type { Page } from '@playwright/test';
import type { DoubleOptions } from '../../fakes/electron/chromium/options.ts';
import type { DesktopCommands } from './commands.ts';

export interface LaunchOptions {
  /** What is typed after the program's name. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The built `main.js`, or a packed one. */
  main?: string;
  /** What the computer is like; real Electron has its own, and specs that change it run on the double only. */
  computer?: Partial<Omit<DoubleOptions, 'browser' | 'version'>>;
}

/** A running desktop app, on the double or on real Electron. */
export interface Running {
  readonly commands: DesktopCommands;
  /** The page of its window; a new one after a crash. */
  page(): Promise<Page>;
  stderr(): string;
  /** Exit status; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  kill(): Promise<void>;
}

export interface Driver {
  readonly name: 'double' | 'electron';
  launch(options: LaunchOptions): Promise<Running>;
  /** Starts the program while it runs already, and waits for its end. Resolves to its exit status. */
  startSecondInstance(options: LaunchOptions): Promise<number | null>;
}
