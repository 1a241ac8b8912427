import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PersonId } from '../../../shared/assignment.ts';
import type { ForgottenPerson } from '../../../shared/maintenance.ts';
import type { ReadableDb } from '../database.ts';
import { DatabaseError } from '../errors.ts';

/**
 * Forgotten people stay forgotten although Protime still lists them: data about them is ignored. The list contains keyed
 * hashes instead of ids, so that it identifies no person. It is a file next to the database, so that it also applies to a
 * restored or new database.
 */

const content = z.object({
  key: z.string().min(32),
  people: z.array(z.object({ hash: z.string(), forgottenAtMs: z.number() })),
  /** Copies of the database may still contain a forgotten person. */
  copiesPending: z.boolean(),
});
type Content = z.infer<typeof content>;

export const forgottenPathOf = (databasePath: string): string => join(dirname(databasePath), 'forgotten-people.json');

/** The tenant stored in a database. */
export const storedTenant = (db: ReadableDb): string =>
  db.prepare<[], { value: string }>(`SELECT value FROM setting WHERE name = 'tenant'`).get()?.value ?? '';

const MAX_CACHED = 100_000;

/**
 * @throws DatabaseError `unusable` when the list exists and cannot be read: without it, erased people would be stored again.
 */
export const openForgottenPeople = (databasePath: string) => {
  const path = forgottenPathOf(databasePath);
  let { key, people, copiesPending } = read(path);
  let hashes = new Set(people.map(({ hash }) => hash));
  // Checked for every event: most are about the same few people.
  const known = new Map<string, boolean>();

  const save = (next: Content) => {
    write(path, next);
    ({ key, people, copiesPending } = next);
    hashes = new Set(people.map(({ hash }) => hash));
    known.clear();
  };
  const hashOf = (personKey: string): string => createHmac('sha256', key).update(personKey).digest('hex');

  return {
    /** Whether a person of a tenant was forgotten. */
    has(tenant: string, personId: PersonId): boolean {
      if (hashes.size === 0) return false;
      const personKey = `${tenant}:${personId}`;
      const answer = known.get(personKey) ?? hashes.has(hashOf(personKey));
      if (known.size > MAX_CACHED) known.clear();
      known.set(personKey, answer);
      return answer;
    },
    isEmpty: (): boolean => hashes.size === 0,
    add(tenant: string, personId: PersonId, forgottenAtMs: number): void {
      const hash = hashOf(`${tenant}:${personId}`);
      save({
        key,
        people: [{ hash, forgottenAtMs }, ...people.filter((person) => person.hash !== hash)],
        copiesPending: true,
      });
    },
    /** Newest first. */
    list: (): ForgottenPerson[] => people.map(({ hash, forgottenAtMs }) => ({ id: hash, forgottenAtMs })),
    /** Data about them is accepted again; erased data is not restored. */
    remove: (id: string): void => save({ key, copiesPending, people: people.filter(({ hash }) => hash !== id) }),
    /** Whether copies of the database may still contain a forgotten person. */
    copiesPending: (): boolean => copiesPending,
    setCopiesDone: (): void => save({ key, people, copiesPending: false }),
  };
};

export type ForgottenPeople = ReturnType<typeof openForgottenPeople>;

const read = (path: string): Content => {
  if (!existsSync(path)) return { key: randomBytes(32).toString('hex'), people: [], copiesPending: false };
  try {
    return content.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new DatabaseError('unusable', path, 'the list of forgotten people cannot be read', { cause: error });
  }
};

/** Atomic: the file holds the old or the new list. */
const write = (path: string, value: Content): void => {
  const partial = `${path}.part`;
  writeFileSync(partial, JSON.stringify(value), { mode: 0o600 });
  const file = openSync(partial, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(partial, path);
};
