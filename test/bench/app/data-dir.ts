import { mkdirSync } from 'node:fs';
import { openDatabase } from '../../../electron/database/database.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import { PEOPLE } from '../load/event-stream.ts';

export const KEY = 'the key that signs the deliveries of the bench';
export const SECRET = 'a-path-that-only-the-bench-knows-0123456789';

/** A data folder as it is after a subscription: a webhook with a key, sealed, and the names of everybody. */
export const prepareDataDir = (dataDir: string, seal = (key: string) => key): void => {
  mkdirSync(dataDir, { recursive: true });
  using db = openDatabase(databasePathIn(dataDir));
  const { subscriptions, names } = createStores(db);
  const id = subscriptions.insert(SECRET, `https://bench.example/${SECRET}`, Date.now());
  subscriptions.setCreated(id, { webhookId: 'bench', sealedKey: seal(KEY), validUntil: null });
  subscriptions.setState(id, 'live');
  names.putPeople(
    Array.from({ length: PEOPLE }, (_, n) => ({
      id: n + 1,
      firstName: `First${n}`,
      lastName: `Last${n}`,
      employeeNumber: String(n).padStart(4, '0'),
    })),
  );
};
