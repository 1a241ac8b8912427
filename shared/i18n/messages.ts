import type { en } from './en/index.ts';

/** All texts of the app. The English table defines the keys; the compiler checks the other languages against it. */
export type Messages = typeof en;
