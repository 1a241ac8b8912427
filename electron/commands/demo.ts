import type { Command } from './common.ts';
import { runWebMode } from './serve.ts';

export { DEMO_FLAGS as flags } from './serve-flags.ts';

/** Web mode until Ctrl-C with the demo tenant, set up and subscribed. */
export const run: Command = (args, terminal) => runWebMode(args, terminal, { demo: true });
