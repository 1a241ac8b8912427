import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createNameReader } from '../database/names.ts';
import { COMMON_FLAGS, type Command, EXIT } from './common.ts';
import { type CsvOptions, csvLine } from './csv.ts';
import { FILTER_FLAGS, toFilters } from './filters.ts';
import { type Flags, oneOf, readFlags, text, UsageError } from './flags.ts';
import { catchUpIndex, withQueries } from './read.ts';
import { changeLine } from './wire-names.ts';

export const EXPORT_FLAGS = {
  format: oneOf(['csv', 'jsonl'] as const, 'of the file (default: by the ending of --out, else csv)'),
  out: text('FILE', 'the file to write; an existing one is replaced when the new one is whole'),
  separator: oneOf(['comma', 'semicolon'] as const, 'between the columns of CSV (default: comma)'),
  ...FILTER_FLAGS,
  ...COMMON_FLAGS,
} satisfies Flags;

const PAGE = 500;
const COLUMNS = [
  'seq',
  'seenAt',
  'kind',
  'personId',
  'personName',
  'assignmentId',
  'from',
  'until',
  'changes',
  'source',
  'outcome',
  'changeVersion',
] as const;

/** The history that the filters allow, newest first, into a file that appears whole or not at all. */
export const exportHistory: Command = async (args, terminal) => {
  const { values, words } = readFlags(EXPORT_FLAGS, args, terminal.env, { words: true });
  const { out } = values;
  if (out === undefined) throw new UsageError('--out expects the file to write');
  const format = values.format ?? (out.endsWith('.jsonl') ? 'jsonl' : 'csv');
  const csv: CsvOptions = { separator: values.separator === 'semicolon' ? ';' : ',' };

  return withQueries(values.data, terminal, async (queries, databasePath) => {
    if (words.length > 0 || values.person !== undefined) catchUpIndex(databasePath);
    const names = createNameReader(queries.db);
    const filters = toFilters(values, words);
    const partial = `${out}.part-${process.pid}`;
    const file = createWriteStream(partial, { mode: 0o600 });
    const done = finished(file);
    // Awaited below; until then a failure must not count as unhandled.
    done.catch(() => {});
    let count = 0;
    try {
      // Excel takes a file for UTF-8 only when it begins with this mark.
      if (format === 'csv') file.write(`\uFEFF${csvLine(COLUMNS, csv)}`);
      for (let before: number | null | undefined; before !== null; ) {
        const page = queries.search({
          ...filters,
          limit: PAGE,
          ...(before === undefined ? {} : { beforeSeq: before }),
        });
        for (const entry of page.entries) {
          const line = changeLine(entry, entry.personId === null ? undefined : names.person(entry.personId));
          const row = { ...line, from: entry.from, until: entry.until };
          const cells = COLUMNS.map((column) => (column === 'changes' ? JSON.stringify(row.changes) : row[column]));
          if (!file.write(format === 'jsonl' ? `${JSON.stringify(line)}\n` : csvLine(cells, csv)))
            await Promise.race([once(file, 'drain'), done]);
          count += 1;
        }
        before = page.nextBefore;
      }
      file.end();
      await done;
      await rename(partial, out);
    } catch (error) {
      file.destroy();
      await rm(partial, { force: true });
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      terminal.say(`The export could not be written to ${out} (${code}). No half file was left.`);
      return EXIT.failure;
    }
    if (values.json) await terminal.print(JSON.stringify({ out, format, changes: count }));
    else terminal.say(`${count} changes written to ${out}`);
    return EXIT.ok;
  });
};
