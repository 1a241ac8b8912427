import { once } from 'node:events';
import { DatabaseError } from '../database/errors.ts';
import { takeSecrets } from '../environment.ts';
import { EXIT, UsageError } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { VERSION } from '../version.ts';
import type { Command, Terminal } from './common.ts';
import { describeFlags, type Flags } from './flags.ts';
import { splitCommand } from './leading-flags.ts';

interface Entry {
  usage: string;
  summary: string;
  /** Loaded on demand: a command loads only what it needs. */
  load: () => Promise<{ run: Command; flags: Flags }>;
}

const COMMANDS: Record<string, Entry> = {
  serve: { usage: 'serve', summary: 'web mode until Ctrl-C', load: () => import('./serve.ts') },
  demo: {
    usage: 'demo',
    summary: 'web mode with demo data, set up and subscribed',
    load: () => import('./demo.ts'),
  },
  open: { usage: 'open', summary: 'a new address of the app that runs in web mode', load: () => import('./open.ts') },
  status: { usage: 'status', summary: 'connection, counters, database', load: () => import('./status.ts') },
  plan: { usage: 'plan', summary: 'assignments of a period, one per line', load: () => import('./plan.ts') },
  rejections: {
    usage: 'rejections',
    summary: 'rejections, newest first',
    load: () => import('./rejections.ts'),
  },
  search: {
    usage: 'search [WORDS…]',
    summary: 'the history, newest first',
    load: () => import('./search.ts'),
  },
  export: {
    usage: 'export --out FILE [WORDS…]',
    summary: 'the history into a file',
    load: () => import('./export.ts'),
  },
};

const overview = (): string =>
  [
    'Usage: assignment-monitor <command> [flags]',
    '',
    ...Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage.padEnd(28)} ${summary}`),
    '',
    'assignment-monitor <command> --help lists the flags of a command.',
  ].join('\n');

const helpFor = ({ usage, summary }: Entry, flags: Flags): string =>
  [
    `Usage: assignment-monitor ${usage} [flags]`,
    '',
    `  ${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    '',
    describeFlags(flags),
    '',
    'Every flag has an environment variable: --data is MONITOR_DATA, --public-url is MONITOR_PUBLIC_URL.',
  ].join('\n');

const secrets = takeSecrets(process.env);

/** Nobody reads standard output any more, as in `… | head`: not an error. */
const isBrokenPipe = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EPIPE';

const output = new AbortController();
process.stdout.on('error', (error) => {
  output.abort(error);
  if (!isBrokenPipe(error)) process.exitCode = EXIT.failure;
});
// Nobody reads the messages any more: that stops nothing.
process.stderr.on('error', () => {});

/** The only place that writes: what comes from others, such as comments and names, is shown and never obeyed. */
const terminal: Terminal = {
  env: { ...process.env, ...secrets },
  print: async (line) => {
    output.signal.throwIfAborted();
    if (!process.stdout.write(`${printable(line)}\n`)) await once(process.stdout, 'drain');
  },
  outputClosed: output.signal,
  printError: (line) => void process.stderr.write(`${printable(line)}\n`),
  now: Date.now,
};

/** A text of the app itself. */
const printLines = async (text: string): Promise<void> => {
  for (const line of text.split('\n')) await terminal.print(line);
};

const main = async (words: readonly string[]): Promise<number> => {
  const { name, args } = splitCommand(words);
  if (name === undefined || name === '--help' || name === 'help') {
    await printLines(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  if (name === '--version') {
    await terminal.print(VERSION);
    return EXIT.ok;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`there is no command "${name}": ${Object.keys(COMMANDS).join(', ')}`);
  const { run, flags } = await entry.load();
  if (args.includes('--help')) {
    await printLines(helpFor(entry, flags));
    return EXIT.ok;
  }
  return run(args, terminal);
};

/** Prints one sentence about the error; returns the exit status. */
const reportError = async (error: unknown): Promise<number> => {
  if (error instanceof UsageError) {
    terminal.printError(error.message);
    return EXIT.usage;
  }
  if (error instanceof DatabaseError) {
    const { databaseErrorMessage } = await import('./database-error-message.ts');
    terminal.printError(databaseErrorMessage(error));
    return error.code === 'missing' ? EXIT.notSetUp : EXIT.failure;
  }
  if (error === output.signal.reason && isBrokenPipe(error)) return EXIT.ok;
  const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  terminal.printError(`The command failed: ${sentence}`);
  return EXIT.failure;
};

const status = await main(process.argv.slice(2)).catch(reportError);
process.exitCode ??= status;
