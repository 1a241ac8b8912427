import type { en } from './en/index.ts';

/** Every text of the app. English is the model; the compiler asks the other languages for the same keys. */
export type Messages = typeof en;
