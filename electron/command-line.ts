import { once } from 'node:events';
import { type Command, databaseSentence, EXIT, type Terminal } from './commands/common.ts';
import { EXPORT_FLAGS, exportHistory } from './commands/export.ts';
import { describeFlags, type Flags, UsageError } from './commands/flags.ts';
import { PLAN_FLAGS, plan } from './commands/plan.ts';
import { REJECTION_FLAGS, rejections } from './commands/rejections.ts';
import { SEARCH_FLAGS, search } from './commands/search.ts';
import { demo, serve } from './commands/serve.ts';
import { SERVE_FLAGS } from './commands/serve-flags.ts';
import { STATUS_FLAGS, status } from './commands/status.ts';
import { DatabaseError } from './database/errors.ts';
import { PortInUse } from './receiver/receiver.ts';
import { VERSION } from './version.ts';
import { UiPortInUse } from './web/page-server.ts';

interface Entry {
  run: Command;
  usage: string;
  does: string;
  flags: Flags;
}

const COMMANDS: Record<string, Entry> = {
  serve: { run: serve, usage: 'serve', does: 'web mode until Ctrl-C', flags: SERVE_FLAGS },
  demo: { run: demo, usage: 'demo', does: 'web mode with demo data, set up and subscribed', flags: SERVE_FLAGS },
  status: { run: status, usage: 'status', does: 'connection, counters, database', flags: STATUS_FLAGS },
  plan: { run: plan, usage: 'plan', does: 'assignments of a period, one per line', flags: PLAN_FLAGS },
  rejections: { run: rejections, usage: 'rejections', does: 'rejections, newest first', flags: REJECTION_FLAGS },
  search: { run: search, usage: 'search [WORDS…]', does: 'the history, newest first', flags: SEARCH_FLAGS },
  export: {
    run: exportHistory,
    usage: 'export --out FILE [WORDS…]',
    does: 'the history into a file',
    flags: EXPORT_FLAGS,
  },
};

const overview = (): string =>
  [
    'Usage: assignment-monitor <command> [flags]',
    '',
    ...Object.values(COMMANDS).map(({ usage, does }) => `  ${usage.padEnd(28)} ${does}`),
    '',
    'assignment-monitor <command> --help lists the flags of a command.',
  ].join('\n');

const helpFor = ({ usage, does, flags }: Entry): string =>
  [
    `Usage: assignment-monitor ${usage} [flags]`,
    '',
    `  ${does[0]?.toUpperCase()}${does.slice(1)}.`,
    '',
    describeFlags(flags),
    '',
    'Every flag has an environment variable: --data is MONITOR_DATA, --public-url is MONITOR_PUBLIC_URL.',
  ].join('\n');

const terminal: Terminal = {
  env: process.env,
  print: async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  },
  say: (line) => void process.stderr.write(`${line}\n`),
  now: Date.now,
};

const main = async ([name, ...args]: readonly string[]): Promise<number> => {
  if (name === undefined || name === '--help' || name === 'help') {
    await terminal.print(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === '--version') {
    await terminal.print(VERSION);
    return EXIT.ok;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`there is no command "${name}": ${Object.keys(COMMANDS).join(', ')}`);
  if (args.includes('--help')) {
    await terminal.print(helpFor(entry));
    return EXIT.ok;
  }
  return entry.run(args, terminal);
};

/** The exit status, after one sentence about what went wrong. */
const explain = (error: unknown): number => {
  if (error instanceof UsageError) {
    terminal.say(error.message);
    return EXIT.usage;
  }
  if (error instanceof DatabaseError) {
    terminal.say(databaseSentence(error));
    return error.code === 'missing' ? EXIT.notSetUp : EXIT.failure;
  }
  if (error instanceof UiPortInUse) {
    terminal.say(
      `Port ${error.port} is in use, perhaps by another copy of this app: close it, or choose another with --ui-port.`,
    );
    return EXIT.failure;
  }
  if (error instanceof PortInUse) {
    terminal.say(`Port ${error.port} is in use: choose another with --receiver-port, or 0 for any free one.`);
    return EXIT.failure;
  }
  terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failure;
};

// A reader that has seen enough (`… | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure),
);

const exitCode = await main(process.argv.slice(2)).catch(explain);
process.exitCode = exitCode;
