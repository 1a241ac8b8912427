import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answering.ts';
import { openQueries } from './queries.ts';

// The thread that owns the read-only connection: long reads happen here, the process that answers Protime goes on.
const { databasePath } = workerData as { databasePath: string };
const queries = openQueries(databasePath);

answerQuestions({
  rows: queries.timeline.rows,
  snapshot: queries.timeline.snapshot,
  moments: queries.timeline.moments,
  search: queries.search,
  counts: queries.counts,
  news: queries.news,
  deliveries: queries.inspector.deliveries,
  delivery: queries.inspector.delivery,
  line: queries.inspector.line,
  gaps: queries.inspector.gaps,
  tracesOf: queries.tracesOf,
});
