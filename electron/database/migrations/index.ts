import { init } from './001-init.ts';
import { snooze } from './002-snooze.ts';
import { why } from './003-why.ts';
import { shown } from './004-shown.ts';
import { hints } from './005-hints.ts';
import type { Migration } from './migration.ts';

/** In order, without gaps: migration n changes `user_version` from n−1 to n. */
export const migrations: readonly Migration[] = [init, snooze, why, shown, hints];
