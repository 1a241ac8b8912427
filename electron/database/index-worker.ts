import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answering.ts';
import { openSearchIndex } from './search-index.ts';

// The thread that fills the text index, so that no answer to Protime waits for it.
const { databasePath } = workerData as { databasePath: string };
const index = openSearchIndex(databasePath);

answerQuestions({ catchUp: index.catchUp, catchUpNames: index.catchUpNames });
