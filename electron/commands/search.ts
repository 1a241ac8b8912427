import { personName } from '../../shared/assignment.ts';
import { createNameReader } from '../database/tables/names.ts';
import { changeLine } from '../database/tables/wire-names.ts';
import { EXIT } from '../exit-status.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { FILTER_FLAGS, toFilters } from './filters.ts';
import { type Flags, readFlags, wholeNumber } from './flags.ts';
import { withHistory } from './with-history.ts';

export const flags = {
  ...FILTER_FLAGS,
  limit: wholeNumber('N', 'at most so many (default: 50)', 1, 1_000_000),
  ...COMMON_FLAGS,
} satisfies Flags;

const PAGE = 500;

/** The history that matches words and filters, newest first. */
export const run: Command = async (args, terminal) => {
  const { values, words } = readFlags(flags, args, terminal.env, { words: true });
  return withHistory({ data: values.data, needsIndex: words.length > 0 }, terminal, async (history) => {
    const names = createNameReader(history.db);
    const filters = toFilters(values, words);
    let left = values.limit ?? 50;
    let before: number | null | undefined;
    while (left > 0 && before !== null) {
      const page = history.search({
        ...filters,
        limit: Math.min(left, PAGE),
        ...(before === undefined ? {} : { beforeSeq: before }),
      });
      for (const entry of page.entries) {
        const person = entry.personId === null ? undefined : names.person(entry.personId);
        if (values.json) await terminal.print(JSON.stringify(changeLine(entry, person)));
        else
          await terminal.print(
            `${new Date(entry.seenAtMs).toISOString()}  ${(entry.kinds[0] ?? '').padEnd(9)}  ${personName(person, entry.personId).padEnd(24)}  #${entry.assignmentId}  ${describeChanges(entry.changes)}`.trimEnd(),
          );
      }
      left -= page.entries.length;
      before = page.nextBefore;
    }
    return EXIT.ok;
  });
};

const describeChanges = (changes: readonly { field: string; before: unknown; after: unknown }[]): string =>
  changes.map(({ field, before, after }) => `${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`).join(', ');
