import { setTimeout as pause } from 'node:timers/promises';
import { createApply } from '../../../electron/ingest/apply.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { silentLog } from '../../../electron/log.ts';
import { openStorage } from '../../../electron/storage/storage.ts';
import { createEventStream } from '../load/event-stream.ts';

// The core taking in deliveries as fast as it can: everything from the body to the disk and the index, without the network, whose
// other end would need a core of its own.

const CONCURRENCY = 16;
const PREPARED_BODIES = 200_000;

const [dataDir = '', after = '0'] = process.argv.slice(2);
const storage = openStorage({ dataDir, log: silentLog, now: Date.now });
const { stores, writer, indexer } = storage;
const ingest = createIngest({
  ...stores,
  writer,
  apply: createApply(stores),
  now: Date.now,
  onDelivered: ({ length }) => indexer.notify(length),
  onListApplied: () => {},
  onUnverified: () => {},
});
const stream = createEventStream({ seed: Number(after), after: Number(after) });
let bodies: Buffer[] = [];
/** Where in them the next one is: in the order of their versions, or each would be older than what is known. */
let next = 0;
const prepare = () => {
  bodies = bodies.slice(next);
  next = 0;
  while (bodies.length < PREPARED_BODIES)
    bodies.push(Buffer.from(JSON.stringify({ changeType: 'InsertOrUpdate', data: stream.nextVersion() })));
};

/** Deliveries a second, over so many seconds. */
const write = async (seconds: number): Promise<number> => {
  prepare();
  const beganMs = performance.now();
  const endMs = beganMs + seconds * 1000;
  let done = 0;
  const one = async () => {
    while (performance.now() < endMs) {
      const body = bodies[next++];
      if (!body) return;
      await ingest.accept({ subscriptionId: 1, body, headers: {}, trust: 'signed', receivedAtMs: Date.now() });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, one));
  return done / ((performance.now() - beganMs) / 1000);
};

/** Until nothing of one round can run on into the next. */
const settle = async (): Promise<void> => {
  for (;;) {
    const { until } = await storage.reader.countNewMatches([], 1);
    if (until >= stores.changes.lastSeq()) return;
    await pause(50);
  }
};

process.on('message', async ({ seconds }: { seconds: number }) => {
  const answer = seconds === 0 ? await settle() : await write(seconds);
  process.send?.({ answer });
});
process.on('disconnect', async () => {
  await storage.close();
  process.exit(0);
});
process.send?.({ answer: 'ready' });
