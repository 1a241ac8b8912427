import { databaseErrorCode } from '../database/errors.ts';
import { writeExport } from '../database/export/export-file.ts';
import { EXIT, UsageError } from '../exit-status.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { FILTER_FLAGS, toFilters } from './filters.ts';
import { type Flags, oneOf, readFlags, text } from './flags.ts';
import { withHistory } from './with-history.ts';

export const flags = {
  format: oneOf(['csv', 'jsonl'] as const, 'of the file (default: by the ending of --out, else csv)'),
  out: text('FILE', 'the file to write; an existing one is replaced when the new one is whole'),
  separator: oneOf(['comma', 'semicolon'] as const, 'between the columns of CSV (default: comma)'),
  ...FILTER_FLAGS,
  ...COMMON_FLAGS,
} satisfies Flags;

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const failureMessage = (error: unknown, out: string): string => {
  if (databaseErrorCode(error) === 'full') return `The disk is full: ${out} could not be written`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return `The export could not be written to ${out} (${code})`;
};

/** Writes the history that matches the filters, newest first, to a file that appears complete or not at all. */
export const run: Command = async (args, terminal) => {
  const { values, words } = readFlags(flags, args, terminal.env, { words: true });
  const { out } = values;
  if (out === undefined) throw new UsageError('--out expects the file to write');
  const format = values.format ?? (out.endsWith('.jsonl') ? 'jsonl' : 'csv');
  const separator = values.separator === 'semicolon' ? ';' : ',';

  return withHistory({ data: values.data, needsIndex: words.length > 0 }, terminal, async (history) => {
    const stop = new AbortController();
    const onSignal = () => stop.abort();
    for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
    let changes: number;
    try {
      const job = { path: out, format, separator, filters: toFilters(values, words) } as const;
      changes = await writeExport(history, job, { signal: stop.signal });
    } catch (error) {
      terminal.printError(
        `${stop.signal.aborted ? 'The export was stopped' : failureMessage(error, out)}. No half file was left.`,
      );
      return EXIT.failure;
    } finally {
      // A signal that stopped it may come again, npm repeats those of the terminal: that must not end the process at once.
      if (!stop.signal.aborted) for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
    }
    if (values.json) await terminal.print(JSON.stringify({ out, format, changes }));
    else terminal.printError(`${changes} changes written to ${out}`);
    return EXIT.ok;
  });
};
