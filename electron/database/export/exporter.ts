import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { CHANGE_OUTCOMES } from '../../../shared/change-event.ts';
import type { ExportedFile, ExportFormat, ExportRequest, ExportState } from '../../../shared/export.ts';
import type { Problem } from '../../../shared/problems.ts';
import { wallClock } from '../../../shared/time.ts';
import { storageProblem } from '../errors.ts';
import type { KeyValueStore } from '../tables/key-value-store.ts';
import { startThread } from '../thread.ts';
import type { Writer } from '../writer.ts';
import type { CsvOptions } from './csv.ts';
import { type ExportJob, newPartialPath } from './export-file.ts';

/** Messages of the export thread. */
export type ExportMessage =
  | { kind: 'progress'; written: number; progress: number | null }
  | { kind: 'done'; written: number }
  | { kind: 'cancelled' }
  | { kind: 'failed'; problem: Problem };

/** Lets the planner choose a file; undefined when cancelled. Only in the desktop shell: a browser has no such dialog. */
export type ChooseFile = (suggestedName: string, format: ExportFormat) => Promise<string | undefined>;

export interface ExporterOptions {
  databasePath: string;
  /** Folder of the files when there is no dialog to choose one. */
  exportsDir: string;
  chooseFile: ChooseFile | undefined;
  separator: () => CsvOptions['separator'];
  store: KeyValueStore;
  writer: Writer;
  onChange: (state: ExportState) => void;
  now: () => number;
}

const FILES = 'exports';
/** Stored name of the unfinished file's path, so that the file is deleted after a crash. */
const UNFINISHED_EXPORT = 'export-under-way';
/** Lines are written page by page, so an export of any length needs little memory. */
const SMALL_MEMORY: ResourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 16 };
const MAX_FILES = 200;
const PROGRESS_INTERVAL_MS = 200;
type StoredFile = { id: number; path: string; madeAtMs: number };

/** Exports the history to files, one at a time, in a separate thread. */
export const createExporter = (options: ExporterOptions) => {
  const { databasePath, exportsDir, chooseFile, store, writer, onChange, now } = options;
  let state: ExportState | null = null;
  let worker: Worker | undefined;
  let nextId = now();
  const downloads = new Map<string, string>();

  /** The data folder may have been moved, and its exported files with it. */
  const currentPath = (path: string): string => {
    const moved = join(exportsDir, basename(path));
    return !existsSync(path) && existsSync(moved) ? moved : path;
  };
  const files = (): StoredFile[] =>
    ((store.get(FILES) as StoredFile[] | undefined) ?? []).map((file) => ({ ...file, path: currentPath(file.path) }));
  const saveFiles = (next: readonly StoredFile[]) => writer.write(() => store.set(FILES, next.slice(0, MAX_FILES)));
  const saveUnfinished = (partialPath: string | undefined) =>
    writer.write(() => store.set(UNFINISHED_EXPORT, partialPath)).catch(() => {});
  const unfinishedPath = store.get(UNFINISHED_EXPORT);
  if (typeof unfinishedPath === 'string') {
    rmSync(unfinishedPath, { force: true });
    void saveUnfinished(undefined);
  }
  const updateState = (change: Partial<ExportState>) => {
    if (!state) return;
    state = { ...state, ...change };
    onChange(state);
  };

  const finish = async (path: string, written: number): Promise<void> => {
    const id = state?.id ?? 0;
    await saveFiles([{ id, path, madeAtMs: now() }, ...files().filter((file) => file.path !== path)]);
    let download: string | null = null;
    if (!chooseFile) {
      const downloadToken = randomBytes(32).toString('base64url');
      downloads.set(downloadToken, path);
      download = `/exports/${downloadToken}`;
    }
    updateState({ state: 'done', written, progress: 1, download });
  };

  /** @param limits null: no memory limits. */
  const run = (job: ExportJob & { partialPath: string }, limits: ResourceLimits | null = SMALL_MEMORY): void => {
    let progressSentAtMs = 0;
    let ended = false;
    const fail = (problem: Problem) => {
      ended = true;
      // A killed thread cannot delete its file.
      void rm(job.partialPath, { force: true })
        .catch(() => {})
        .finally(() => updateState({ state: 'failed', problem }));
    };
    void saveUnfinished(job.partialPath);
    const onMessage = (message: ExportMessage) => {
      if (message.kind === 'progress') {
        if (state) state = { ...state, written: message.written, progress: message.progress };
        if (now() - progressSentAtMs < PROGRESS_INTERVAL_MS) return;
        progressSentAtMs = now();
        updateState({});
        return;
      }
      ended = true;
      if (message.kind === 'done') void finish(job.path, message.written).catch((error) => fail(storageProblem(error)));
      else if (message.kind === 'failed') fail(message.problem);
      else updateState({ state: 'cancelled' });
    };
    const started = startThread('export/export-worker', {
      workerData: { databasePath, job },
      ...(limits ? { resourceLimits: limits } : {}),
      onMessage,
    });
    worker = started;
    started.on('error', (error: NodeJS.ErrnoException) => {
      if (limits === null || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return fail(internal(error));
      // Very long comments need more memory: run again without limits.
      ended = true;
      rmSync(job.partialPath, { force: true });
      run(job, null);
    });
    started.on('exit', () => {
      if (worker === started) worker = undefined;
      if (worker) return;
      void saveUnfinished(undefined);
      if (!ended) fail(internal('the export ended'));
    });
  };

  return {
    state: (): ExportState | null => state,
    async start({ format, filters }: ExportRequest): Promise<ExportState | null> {
      if (state?.state === 'running') return state;
      const name = fileName(now(), format);
      const path = chooseFile ? await chooseFile(name, format) : unusedPath(exportsDir, name);
      if (path === undefined) return null;
      if (!chooseFile && !existsSync(exportsDir)) mkdirSync(exportsDir, { mode: 0o700 });
      state = {
        id: nextId++,
        state: 'running',
        format,
        fileName: basename(path),
        written: 0,
        progress: 0,
        download: null,
        problem: null,
      };
      const partialPath = newPartialPath(path);
      run({
        path,
        partialPath,
        format,
        separator: options.separator(),
        filters: filters ?? { outcomes: [...CHANGE_OUTCOMES] },
      });
      onChange(state);
      return state;
    },
    cancel(id: number): void {
      if (state?.id === id && state.state === 'running') worker?.postMessage('stop');
    },
    /** Path of the file for a one-time token; undefined when it was fetched already. */
    take(downloadToken: string): string | undefined {
      const path = downloads.get(downloadToken);
      downloads.delete(downloadToken);
      return path;
    },
    /** Exported files that still exist, newest first. */
    files: (): ExportedFile[] =>
      files()
        .filter(({ path }) => existsSync(path))
        .map((file) => ({ ...file, fileName: basename(file.path), sizeBytes: statSync(file.path).size })),
    async deleteFile(id: number): Promise<void> {
      const file = files().find((candidate) => candidate.id === id);
      if (!file) return;
      await rm(file.path, { force: true });
      await saveFiles(files().filter((other) => other.id !== id));
    },
    /** Stops a running export and deletes its unfinished file. Another one may be started afterwards. */
    close: async (): Promise<void> => {
      if (!worker) return;
      const ended = once(worker, 'exit');
      worker.postMessage('stop');
      await ended;
    },
  };
};

export type Exporter = ReturnType<typeof createExporter>;

const internal = (error: unknown): Problem => ({ code: 'internal', detail: String(error) });

const fileName = (atMs: number, format: ExportFormat): string => {
  const { day, minutes } = wallClock(atMs);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  return `assignment-history-${day}-${time}.${format}`;
};

const unusedPath = (dir: string, name: string): string => {
  for (let n = 1; ; n += 1) {
    const path = join(dir, n === 1 ? name : name.replace(/(\.\w+)$/, `-${n}$1`));
    if (!existsSync(path)) return path;
  }
};
