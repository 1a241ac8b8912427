import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../electron/database/database.ts';
import { eraseForgottenInCopies, makeBackup } from '../../../../electron/database/maintenance/backups.ts';
import { findPersonRecords } from '../../../../electron/database/maintenance/person-records.ts';
import { restoreBackup } from '../../../../electron/database/maintenance/restore.ts';
import { forgottenPathOf, openForgottenPeople } from '../../../../electron/database/tables/forgotten-people.ts';
import { storesWithoutForgotten } from '../../../../electron/database/tables/without-forgotten.ts';
import { createApply } from '../../../../electron/ingest/apply.ts';
import { applyWithoutForgotten } from '../../../../electron/ingest/apply-without-forgotten.ts';
import { parseDelivery } from '../../../../electron/ingest/parse-delivery.ts';
import { createSecretBox } from '../../../../electron/storage/secret-box.ts';
import { createStores } from '../../../../electron/storage/stores.ts';
import { listed, pushed, upsert } from '../../ingest/core.ts';
import { databasePath, startFile } from '../files.ts';

/** The key of this app. */
const SECRETS = createSecretBox(Buffer.alloc(32, 7));

const NOON = Date.parse('2026-03-10T12:00:00Z');
// Words that occur nowhere else in the data.
const FORGOTTEN_COMMENT = 'forgottencomment';
const OTHER_COMMENT = 'othercomment';
const FORGOTTEN_PERSON = { person: { id: 777_001 }, comments: FORGOTTEN_COMMENT };
const FORGOTTEN_DATA = new RegExp(`777001|${FORGOTTEN_COMMENT}`);

/** A plan from which person 777001 was erased. */
const start = () => {
  const core = startFile();
  const people = openForgottenPeople(core.path, SECRETS);
  people.add('', 777_001, NOON);
  const forgotten = { has: (id: number) => people.has('', id), isEmpty: people.isEmpty };
  const stores = storesWithoutForgotten(createStores(core.db), forgotten);
  const { apply } = applyWithoutForgotten(createApply(stores), stores.assignments, forgotten);
  const bodies = () =>
    core.db
      .prepare<[], { body: Buffer }>('SELECT body FROM delivery ORDER BY id')
      .all()
      .map(({ body }) => body.toString('utf8'));
  const deliver = (body: string) =>
    stores.deliveries.append(
      { subscriptionId: 1, receivedAtMs: 1, trust: 'signed', headers: {}, body: Buffer.from(body) },
      'processed',
    );
  return { ...core, ...stores, people, apply, bodies, deliver };
};

it('drops data of a forgotten person, whether pushed or read from the list', () => {
  const { apply, changes, assignments, names } = start();
  names.putPeople([
    { id: 777_001, firstName: 'Zelda', lastName: 'Quirijnen', employeeNumber: null },
    { id: 8, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null },
  ]);
  expect(names.people().map(({ id }) => id)).toEqual([8]);
  apply(upsert(1, 'A', FORGOTTEN_PERSON), pushed());
  apply(upsert(2, 'A', { ...FORGOTTEN_PERSON, isRejected: true }), listed());
  expect([changes.after(0, 10), assignments.current(1)]).toEqual([[], undefined]);
});

it('removes a shift that was reassigned to a forgotten person from its previous person', () => {
  const { apply, changes, assignments } = start();
  apply(upsert(1, 'A', { person: { id: 8 } }), pushed());
  expect(apply(upsert(1, 'B', FORGOTTEN_PERSON), pushed())).toMatchObject({ outcome: 'applied', kinds: ['deleted'] });
  expect(assignments.get(1)).toMatchObject({ deleted: true });
  expect(JSON.stringify(changes.after(0, 10))).not.toMatch(FORGOTTEN_DATA);
  apply(upsert(1, 'C', { person: { id: 8 } }), pushed());
  expect(assignments.get(1)).toMatchObject({ deleted: false, personId: 8 });
});

it('keeps the parts of a raw delivery about other people', () => {
  const { deliver, bodies } = start();
  const item = (id: number, data: object) => ({
    changeType: 'InsertOrUpdate',
    data: { id, changeVersion: 'A', ...data },
  });
  const others = JSON.stringify(item(2, { person: { id: 8 }, comments: '777001' }));
  deliver(others);
  deliver(JSON.stringify({ value: [item(1, FORGOTTEN_PERSON), item(2, { person: { id: 8 } })] }));
  deliver(JSON.stringify({ id: 1, changeVersion: 'A', ...FORGOTTEN_PERSON }));
  deliver(JSON.stringify({ odd: [{ deep: { id: 4, ...FORGOTTEN_PERSON } }] }));
  const otherText = `not json, 777002 ${OTHER_COMMENT}`;
  deliver(`not json, 777001 ${FORGOTTEN_COMMENT}`);
  deliver(otherText);
  const [first, list, bare, odd, text, other] = bodies();
  expect([first, other]).toEqual([others, otherText]);
  expect(JSON.parse(list ?? '').value).toEqual([
    { changeType: 'Delete', data: { id: 1, changeVersion: 'A' }, forgotten: true },
    item(2, { person: { id: 8 } }),
  ]);
  for (const body of [list, bare, odd, text]) expect(body).not.toMatch(FORGOTTEN_DATA);
});

it('are found in bodies that are compressed, in another charset, or JSON in JSON', () => {
  const { deliveries, db, people } = start();
  people.remove(people.list()[0]?.id ?? '');
  const json = JSON.stringify({ id: 1, changeVersion: 'A', ...FORGOTTEN_PERSON });
  const forms: [Buffer, Record<string, string>][] = [
    [gzipSync(json), { 'content-encoding': 'gzip' }],
    [gzipSync(json), {}],
    [Buffer.from(`\ufeff${json}`, 'utf16le'), {}],
    [Buffer.from(JSON.stringify({ message: json })), {}],
  ];
  const append = () => {
    for (const [body, headers] of forms)
      deliveries.append({ subscriptionId: 1, receivedAtMs: 1, trust: 'signed', headers, body }, 'processed');
  };
  append();
  expect(findPersonRecords(db, 777_001).deliveryIds).toEqual([1, 2, 3, 4]);
  expect(findPersonRecords(db, 777_002).deliveryIds).toEqual([]);
  db.exec('DELETE FROM delivery');
  people.add('', 777_001, NOON);
  append();
  const kept = db.prepare<[], { headers: string; body: Buffer }>('SELECT headers, body FROM delivery').all();
  for (const { headers, body } of kept) {
    expect(headers).not.toContain('content-encoding');
    expect(JSON.stringify(parseDelivery({ body, headers: {} }))).toContain('"kind":"delete"');
    expect(body.toString('utf8')).not.toMatch(FORGOTTEN_DATA);
  }
  expect(kept).toHaveLength(forms.length);
});

it('are recognised after a restart, per tenant; their file contains no names', () => {
  const path = databasePath();
  openForgottenPeople(path, SECRETS).add('production/acme', 777_001, NOON);
  const people = openForgottenPeople(path, SECRETS);
  expect([people.has('production/acme', 777_001), people.has('production/other', 777_001)]).toEqual([true, false]);
  expect(readFileSync(forgottenPathOf(path), 'utf8')).not.toMatch(/777001|acme/);
  expect(statSync(forgottenPathOf(path)).mode & 0o077).toBe(0);
  const [one] = people.list();
  expect(one?.forgottenAtMs).toBe(NOON);
  people.remove(one?.id ?? '');
  expect([people.has('production/acme', 777_001), openForgottenPeople(path, SECRETS).isEmpty()]).toEqual([false, true]);
});

it('throws when its file is damaged', () => {
  const path = databasePath();
  writeFileSync(forgottenPathOf(path), '{"key":');
  expect(() => openForgottenPeople(path, SECRETS)).toThrow(expect.objectContaining({ code: 'unusable' }));
});

/** The content of a file as lower-case text. */
const contentOf = (path: string): string => readFileSync(path).toString('latin1').toLowerCase();

it('removes a forgotten person from every backup and keeps all others', async () => {
  const { path, apply, names, db } = startFile();
  names.putPeople([{ id: 777_001, firstName: 'Zelda', lastName: 'Quirijnen', employeeNumber: null }]);
  apply(upsert(1, 'A', FORGOTTEN_PERSON), pushed());
  apply(upsert(2, 'A', { person: { id: 8 }, comments: OTHER_COMMENT }), pushed());
  const made = [await makeBackup(path, NOON), await makeBackup(path, NOON + 1000)];
  db.close();
  const backups = made.map(({ name }) => join(dirname(path), 'backups', name));
  expect(contentOf(backups[0] ?? '')).toContain(FORGOTTEN_COMMENT);
  const whole = backups[0] ?? '';
  const damaged = backups[1] ?? '';
  writeFileSync(damaged, 'damaged');
  openForgottenPeople(path, SECRETS).add('', 777_001, NOON);

  expect(
    (await eraseForgottenInCopies(path, openForgottenPeople(path, SECRETS).hashes())).map(({ name }) => name),
  ).toEqual([made[1]?.name]);
  for (const trace of [FORGOTTEN_COMMENT, 'zelda', 'quirijnen']) expect(contentOf(whole)).not.toContain(trace);
  using copy = openDatabase(whole);
  expect(createStores(copy).assignments.get(2)?.personId).toBe(8);
});

it('does not restore a forgotten person from an older backup', async () => {
  const { path, apply, db } = startFile();
  apply(upsert(1, 'A', FORGOTTEN_PERSON), pushed());
  apply(upsert(2, 'A', { person: { id: 8 } }), pushed());
  const { name } = await makeBackup(path, NOON);
  db.close();
  openForgottenPeople(path, SECRETS).add('', 777_001, NOON);
  expect(restoreBackup(path, name, NOON, SECRETS)).toMatchObject({ ok: true });
  const restored = openDatabase(path);
  onTestFinished(() => restored.close());
  const { assignments } = createStores(restored);
  expect([assignments.current(1), assignments.get(2)?.personId]).toEqual([undefined, 8]);
});

it('are recognised by nobody who has only the file, and their key is sealed in a file of an earlier version', () => {
  const path = databasePath();
  const file = () => JSON.parse(readFileSync(forgottenPathOf(path), 'utf8')) as { key?: string; people: object[] };
  const people = openForgottenPeople(path, SECRETS);
  people.add('', 777_001, NOON);
  const { key } = people.hashes();
  expect(JSON.stringify(file())).not.toContain(key);
  writeFileSync(forgottenPathOf(path), JSON.stringify({ key, people: file().people, copiesPending: false }));
  expect(openForgottenPeople(path, SECRETS).has('', 777_001)).toBe(true);
  expect(JSON.stringify(file())).not.toContain(key);
  expect(openForgottenPeople(path, SECRETS).has('', 777_001)).toBe(true);
});

it('says what to do when the key was sealed by another keychain', () => {
  const path = databasePath();
  openForgottenPeople(path, SECRETS).add('', 777_001, NOON);
  const other = createSecretBox(Buffer.alloc(32, 8));
  expect(() => openForgottenPeople(path, other)).toThrow(
    expect.objectContaining({ code: 'unusable', message: expect.stringContaining('unlock the keychain') }),
  );
  // Without anybody in it, there is nothing to recognise.
  const people = openForgottenPeople(path, SECRETS);
  people.remove(people.list()[0]?.id ?? '');
  openForgottenPeople(path, other).add('', 777_002, NOON);
});
