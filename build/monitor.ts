import '../electron/require-node.ts';
import { ensureBuiltOrExit } from './ensure-built.ts';
import { runCli } from './run-cli.ts';

await ensureBuiltOrExit();
await runCli(process.argv.slice(2));
