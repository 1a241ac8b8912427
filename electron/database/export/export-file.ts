import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChangeEntry } from '../../../shared/change-event.ts';
import type { ExportFormat } from '../../../shared/export.ts';
import type { SearchFilters, SearchOrder, SearchPage, SearchRequest } from '../../../shared/search.ts';
import type { History } from '../open-history.ts';
import { createNameReader } from '../tables/names.ts';
import { changeLine } from '../tables/wire-names.ts';
import { type CsvOptions, csvLine } from './csv.ts';

export interface ExportJob extends CsvOptions {
  path: string;
  /** The unfinished file; by default one from `newPartialPath`. */
  partialPath?: string;
  format: ExportFormat;
  filters: SearchFilters & { order?: SearchOrder | undefined };
}

export interface ExportCallbacks {
  /** @param share of the log that was read, from 0 to 1; null when it is not known. */
  onProgress?: (written: number, share: number | null) => void;
  signal?: AbortSignal;
}

/** A path for the unfinished file, beside the target. Nobody can know it before, and create a file or link there. */
export const newPartialPath = (path: string): string => `${path}.part-${randomBytes(8).toString('hex')}`;

const PAGE = 100;
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

/**
 * Writes the history that matches the filters to a file, which appears complete or not at all; returns the number of
 * changes. Page by page, so that neither memory nor a snapshot of the database grows with it; changes appended meanwhile are
 * not included. Rejects with the file system's error, or with the signal's reason.
 */
export const writeExport = async (history: History, job: ExportJob, watch: ExportCallbacks = {}): Promise<number> => {
  const { partialPath = newPartialPath(job.path) } = job;
  // `wx`: a new file, no link is followed. `flush`: the name must not appear before the content is on disk.
  const file = createWriteStream(partialPath, { flags: 'wx', mode: 0o600, flush: true });
  const done = finished(file);
  // Awaited below; until then a failure must not count as unhandled.
  done.catch(() => {});
  try {
    const written = await writeLines(history, job, watch, async (text) => {
      if (!file.write(text)) await Promise.race([once(file, 'drain'), done]);
    });
    file.end();
    await done;
    await rename(partialPath, job.path);
    return written;
  } catch (error) {
    file.destroy();
    await done.catch(() => {});
    // Not a file that was there before.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(partialPath, { force: true });
    throw error;
  }
};

const writeLines = async (
  history: History,
  job: ExportJob,
  { onProgress, signal }: ExportCallbacks,
  write: (text: string) => Promise<void>,
): Promise<number> => {
  const toText = lineWriter(history, job);
  const [first, last] = history.seqRange();
  let written = 0;
  // Excel reads a file as UTF-8 only when it begins with this mark.
  if (job.format === 'csv') await write(`\uFEFF${csvLine(COLUMNS, job)}`);
  for (let next: Partial<SearchRequest> | undefined = {}; next; ) {
    signal?.throwIfAborted();
    const page: SearchPage = history.search({ ...job.filters, ...next, limit: PAGE }, { until: last });
    await write(page.entries.map(toText).join(''));
    written += page.entries.length;
    const at = page.entries.at(-1)?.seq ?? first;
    onProgress?.(written, job.filters.order === 'shift' ? null : (last - at + 1) / (last - first + 1));
    next = nextPage(page);
    // Lets a cancellation, and searches on the same thread, run.
    await nextTurn();
  }
  return written;
};

const nextPage = ({ nextBefore, nextBeforeDay }: SearchPage): Partial<SearchRequest> | undefined => {
  if (nextBefore === null) return undefined;
  return { beforeSeq: nextBefore, ...(nextBeforeDay == null ? {} : { beforeDay: nextBeforeDay }) };
};

const lineWriter = (history: History, job: ExportJob) => {
  const names = createNameReader(history.db);
  const people = new Map<number, ReturnType<typeof names.person>>();
  const personOf = (id: number) => {
    if (!people.has(id)) people.set(id, names.person(id));
    return people.get(id);
  };
  return (entry: ChangeEntry): string => {
    const line = changeLine(entry, entry.personId === null ? undefined : personOf(entry.personId));
    if (job.format === 'jsonl') return `${JSON.stringify(line)}\n`;
    const row = { ...line, from: entry.from, until: entry.until };
    return csvLine(
      COLUMNS.map((column) => (column === 'changes' ? JSON.stringify(row.changes) : row[column])),
      job,
    );
  };
};
