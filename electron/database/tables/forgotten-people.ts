import { createHmac, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PersonId } from '../../../shared/assignment.ts';
import type { ForgottenPerson } from '../../../shared/maintenance.ts';
import { readIfThere, replaceFile } from '../../whole-file.ts';
import type { ReadableDb } from '../database.ts';
import { DatabaseError } from '../errors.ts';

/**
 * Forgotten people stay forgotten although Protime still lists them: data about them is ignored. The list contains keyed
 * hashes instead of ids, and the key is sealed: with the key, all possible ids could be tried. It is a file next to the database,
 * so that it also applies to a restored or new database.
 */

/** Seals the key, as the app's secrets are sealed. `open` returns undefined for what was sealed by another one. */
export interface KeySealer {
  seal(key: string): string;
  open(sealed: string): string | undefined;
}

const content = z.object({
  /** Absent in a file of an earlier version. */
  sealedKey: z.string().optional(),
  /** Of an earlier version: not sealed. */
  key: z.string().min(32).optional(),
  people: z.array(z.object({ hash: z.string(), forgottenAtMs: z.number() })),
  /** Copies of the database may still contain a forgotten person. */
  copiesPending: z.boolean(),
});
type People = z.infer<typeof content>['people'];
interface Content {
  key: string;
  people: People;
  copiesPending: boolean;
}

export const forgottenPathOf = (databasePath: string): string => join(dirname(databasePath), 'forgotten-people.json');

/** The tenant stored in a database. */
export const storedTenant = (db: ReadableDb): string =>
  db.prepare<[], { value: string }>(`SELECT value FROM setting WHERE name = 'tenant'`).get()?.value ?? '';

const MAX_CACHED = 100_000;

const hashOf = (key: string, tenant: string, personId: PersonId): string =>
  createHmac('sha256', key).update(`${tenant}:${personId}`).digest('hex');

/** What another thread needs to recognise forgotten people. */
export interface ForgottenHashes {
  key: string;
  hashes: readonly string[];
}

/** Recognises forgotten people. */
export interface ForgottenByTenant {
  /** Whether a person of a tenant was forgotten. */
  has(tenant: string, personId: PersonId): boolean;
  isEmpty(): boolean;
}

export const createForgottenByTenant = ({ key, hashes }: ForgottenHashes): ForgottenByTenant => {
  const all = new Set(hashes);
  // Checked for every event: most are about the same few people.
  const known = new Map<string, boolean>();
  return {
    has(tenant, personId) {
      if (all.size === 0) return false;
      const personKey = `${tenant}:${personId}`;
      const answer = known.get(personKey) ?? all.has(hashOf(key, tenant, personId));
      if (known.size > MAX_CACHED) known.clear();
      known.set(personKey, answer);
      return answer;
    },
    isEmpty: () => all.size === 0,
  };
};

/**
 * @throws DatabaseError `unusable` when the list exists and cannot be read, or its key not opened: without it, erased people would
 * be stored again.
 */
export const openForgottenPeople = (databasePath: string, sealer: KeySealer) => {
  const path = forgottenPathOf(databasePath);
  let { key, people, copiesPending } = read(path, sealer);
  const hashes = (): ForgottenHashes => ({ key, hashes: people.map(({ hash }) => hash) });
  let lookup = createForgottenByTenant(hashes());

  const save = (next: Content) => {
    write(path, next, sealer);
    ({ key, people, copiesPending } = next);
    lookup = createForgottenByTenant(hashes());
  };

  return {
    has: (tenant: string, personId: PersonId): boolean => lookup.has(tenant, personId),
    isEmpty: (): boolean => lookup.isEmpty(),
    /** For another thread. */
    hashes,
    add(tenant: string, personId: PersonId, forgottenAtMs: number): void {
      const hash = hashOf(key, tenant, personId);
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

const newKey = (): string => randomBytes(32).toString('hex');

const read = (path: string, sealer: KeySealer): Content => {
  const stored = parse(path);
  if (!stored) return { key: newKey(), people: [], copiesPending: false };
  const { sealedKey, key: plainKey, people, copiesPending } = stored;
  const key = sealedKey === undefined ? plainKey : sealer.open(sealedKey);
  if (key === undefined && people.length > 0)
    throw new DatabaseError(
      'unusable',
      path,
      `The list of forgotten people ${path} was sealed with another key: unlock the keychain, or put the key file back, and start again. If you delete the list, data about these people is stored again.`,
    );
  const content = { key: key ?? newKey(), people, copiesPending };
  if (sealedKey === undefined) write(path, content, sealer);
  return content;
};

const parse = (path: string): z.infer<typeof content> | undefined => {
  try {
    const text = readIfThere(path);
    return text && content.parse(JSON.parse(text.toString()));
  } catch (error) {
    throw new DatabaseError('unusable', path, 'the list of forgotten people cannot be read', { cause: error });
  }
};

const write = (path: string, { key, ...rest }: Content, sealer: KeySealer): void =>
  replaceFile(path, JSON.stringify({ sealedKey: sealer.seal(key), ...rest }));
