import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { createNameStore } from '../../../electron/database/tables/names.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { createPersonNameLookup } from '../../../electron/ingest/person-name-lookup.ts';
import { silentLog } from '../../../electron/log.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import type { Person } from '../../../shared/assignment.ts';

const MINUTE_MS = 60_000;
const person = (id: number): Person => ({ id, firstName: `F${id}`, lastName: '', employeeNumber: null });
const unreadable = new ProtimeError('unexpected-answer', 'GET /people/{id}', { detail: 'firstName' });
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

const start = (answer: (id: number) => Person | undefined) => {
  const db = openDatabase(':memory:');
  const names = createNameStore(db);
  const asked: number[] = [];
  const putAside: unknown[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const lookup = createPersonNameLookup({
    client: {
      async person(id) {
        asked.push(id);
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        await Promise.resolve();
        atOnce -= 1;
        return answer(id);
      },
    },
    names,
    writer: { ...createWriter(db), write: async (task) => task() },
    unapplied: { putAsideRecords: (_, records) => void putAside.push(...records) },
    onNamesChanged: () => {},
    onFailureChanged: () => {},
    log: silentLog,
  });
  onTestFinished(() => {
    lookup.close();
    db.close();
  });
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const known = () => names.people().map(({ id }) => id);
  return { lookup, asked, putAside, known, pass, mostAtOnce: () => mostAtOnce };
};

it('reads everyone who appears within seconds, some at once', async () => {
  const { lookup, known, pass, asked, mostAtOnce } = start(person);
  lookup.lookUp(ids(45));
  await pass(1000);
  lookup.lookUp(ids(47));
  await pass(1000);
  expect(known()).toEqual(ids(47));
  expect(asked).toEqual(ids(47));
  expect(mostAtOnce()).toBe(20);
});

it('reads the others when some cannot be read, and tries those again later and later', async () => {
  let isRepaired = false;
  const { lookup, putAside, known, pass, asked } = start((id) => {
    if (id % 7 === 0 && !isRepaired) throw unreadable;
    return id === 8 ? undefined : person(id);
  });
  lookup.lookUp(ids(30));
  await pass(1000);
  expect(known()).toEqual(ids(30).filter((id) => id % 7 !== 0 && id !== 8));
  expect(lookup.failure()).toBe(unreadable);
  expect(new Set(putAside)).toContain('person 7');
  const triesOf7 = () => asked.filter((id) => id === 7).length;
  await pass(MINUTE_MS);
  await pass(MINUTE_MS);
  expect(triesOf7()).toBe(2);
  await pass(5 * MINUTE_MS);
  expect(triesOf7()).toBe(3);
  isRepaired = true;
  await pass(15 * MINUTE_MS);
  expect(known()).toEqual(ids(30).filter((id) => id !== 8));
  expect(lookup.failure()).toBeUndefined();
  expect(asked.filter((id) => id === 8)).toHaveLength(1);
});

it('stops asking while nothing works, and waits as long as Protime says', async () => {
  let isUp = false;
  const { lookup, known, pass, asked } = start((id) => {
    if (!isUp) throw new ProtimeError('rate-limited', 'GET /people/{id}', { retryAfterMs: 10 * MINUTE_MS });
    return person(id);
  });
  lookup.lookUp(ids(100));
  await pass(1000);
  expect(asked).toHaveLength(20);
  isUp = true;
  await pass(9 * MINUTE_MS);
  expect(asked).toHaveLength(20);
  await pass(MINUTE_MS);
  expect(known()).toEqual(ids(100));
});

it('does not let a new person wait for one that cannot be read', async () => {
  const { lookup, known, pass } = start((id) => {
    if (id === 1) throw unreadable;
    return person(id);
  });
  lookup.lookUp([1]);
  await pass(1000);
  lookup.lookUp([2]);
  await pass(1000);
  expect(known()).toEqual([2]);
});
