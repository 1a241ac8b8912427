import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import { silentLog } from '../../../electron/log.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import { createNameSync, type NameSyncOptions } from '../../../electron/sync/name-sync.ts';
import type { Person } from '../../../shared/assignment.ts';
import { pushed, startCore, upsert } from '../ingest/core.ts';

const MINUTE_MS = 60_000;
const person = (id: number): Person => ({ id, firstName: `F${id}`, lastName: '', employeeNumber: null });
const refused = new ProtimeError('unexpected-answer', 'GET /people', { status: 400 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

const start = (client: Partial<NameSyncOptions['client']>, version: string | null = null) => {
  const core = startCore();
  core.apply(upsert(1, '01', { person: { id: 7 } }), pushed());
  core.apply(upsert(2, '01', { person: { id: 8 } }), pushed());
  core.apply(upsert(3, '01', { person: { id: 8 } }), pushed());
  const lookedUp: number[][] = [];
  const putAside: unknown[] = [];
  const names = createNameSync({
    client: { people: async function* () {}, activityDefinitions: async () => NOTHING, ...client },
    names: core.names,
    writer: createWriter(core.db),
    activityStructureVersion: () => version,
    lookUpPeople: (ids) => lookedUp.push([...ids]),
    unapplied: { putAsideRecords: (_, records) => void putAside.push(...records) },
    log: silentLog,
    onNamesChanged: () => {},
    onFailureChanged: () => {},
  });
  onTestFinished(() => {
    names.close();
    core.db.close();
  });
  return { ...names, lookedUp, putAside, known: () => core.names.people().map(({ id }) => id) };
};
const NOTHING = { readable: [], unreadable: [] };
const anyTime = new AbortController().signal;

it('reads those of the plan by id when the list is refused, and asks for the list again later', async () => {
  let asked = 0;
  const { sync, lookedUp } = start({
    // biome-ignore lint/correctness/useYield: refused before its first page
    people: async function* () {
      asked += 1;
      throw refused;
    },
  });
  await sync(anyTime);
  expect(lookedUp).toEqual([[7, 8]]);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  expect(asked).toBe(3);
});

it('keeps what it could read of a list, and looks up by id only who is still without a name', async () => {
  const { sync, lookedUp, known, putAside } = start({
    people: async function* () {
      yield { readable: [person(7)], unreadable: ['[1].firstName'] };
      yield { readable: [], unreadable: ['[1].firstName'] };
    },
  });
  await sync(anyTime);
  expect([known(), lookedUp]).toEqual([[7], [[8]]]);
  expect(new Set(putAside).size).toBe(2);
});

it('says why activities have no name until they can be read', async () => {
  const answers = [new ProtimeError('missing-scope', 'GET', { scope: 'x' }), { readable: [], unreadable: ['[0].id'] }];
  const { sync, failure } = start(
    {
      activityDefinitions: async () => {
        const answer = answers.shift() ?? NOTHING;
        if (answer instanceof ProtimeError) throw answer;
        return answer;
      },
    },
    'v1',
  );
  await sync(anyTime);
  expect(failure()).toMatchObject({ code: 'missing-scope' });
  await sync(anyTime);
  expect(failure()).toMatchObject({ code: 'unexpected-answer', detail: '1 unreadable, first [0].id' });
  await sync(anyTime);
  expect(failure()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});
