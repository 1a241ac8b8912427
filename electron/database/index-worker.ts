import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answering.ts';
import { openSearchIndex } from './search-index.ts';
import { stepBack } from './step-back.ts';

// The thread that fills the text index and does the log's checkpoints, so that no answer to Protime waits for either.
stepBack();
const { databasePath } = workerData as { databasePath: string };
const index = openSearchIndex(databasePath);

answerQuestions({ ...index });
