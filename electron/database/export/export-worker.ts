import { parentPort, workerData } from 'node:worker_threads';
import { storageProblem } from '../errors.ts';
import { openHistory } from '../open-history.ts';
import { loadSqlite } from '../thread.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { type ExportJob, writeExport } from './export-file.ts';
import type { ExportMessage } from './exporter.ts';

// A thread for one export, with its own connection. Any message sent to it cancels the export.
loadSqlite();
lowerThreadPriority();
const { databasePath, job } = workerData as { databasePath: string; job: ExportJob };
const send = (message: ExportMessage) => parentPort?.postMessage(message);
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());

const history = openHistory(databasePath, { cacheKiB: 2048 });
try {
  const written = await writeExport(history, job, {
    signal: stop.signal,
    onProgress: (count, progress) => send({ kind: 'progress', written: count, progress }),
  });
  send({ kind: 'done', written });
} catch (error) {
  send(stop.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', problem: storageProblem(error) });
} finally {
  history.close();
  parentPort?.close();
}
