import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import type { Logger } from '../log.ts';
import { replaceFile } from '../whole-file.ts';
import { hashOf, newSecret } from './tickets.ts';

const LIFETIME_MS = 30 * 24 * 3_600_000;
/** A session in use is written again after this time. */
const RENEWAL_MS = 24 * 3_600_000;
const MAX_SESSIONS = 32;
const FILE = 'web-sessions.json';

const storedSession = z.object({
  keyHash: z.string().length(64),
  /** Of the ticket that began it. */
  ticketHash: z.string().length(64),
  usedAtMs: z.number(),
  /** Its ticket was used a second time. */
  isEnded: z.boolean(),
});
export type Session = z.infer<typeof storedSession>;
const storedSessions = z.array(storedSession).catch([]);

export interface SessionsOptions {
  dataDir: string;
  now: () => number;
  log: Logger;
}

/**
 * The browsers that have access: hashes of their keys, in a file of the data folder. A session lasts 30 days after its last use;
 * only the newest 32 are kept.
 */
export const createSessions = ({ dataDir, now, log }: SessionsOptions) => {
  const path = join(dataDir, FILE);
  let sessions = read(path);
  const save = (next: readonly Session[]): void => {
    sessions = next.filter(({ usedAtMs }) => now() - usedAtMs < LIFETIME_MS).slice(-MAX_SESSIONS);
    try {
      replaceFile(path, JSON.stringify(sessions));
    } catch (error) {
      // They are valid until the app ends.
      log.warn('the sessions of web mode could not be stored', { error: String(error) });
    }
  };
  const replace = (session: Session, change: Partial<Session>): void =>
    save(sessions.map((other) => (other.keyHash === session.keyHash ? { ...other, ...change } : other)));
  const isCurrent = ({ usedAtMs }: Session): boolean => now() - usedAtMs < LIFETIME_MS;
  const ofKey = (keyHash: string): Session | undefined => sessions.find((session) => session.keyHash === keyHash);

  return {
    /** The sessions of these keys, ended ones included. Compares each with each. */
    of: (keys: readonly string[]): Session[] => {
      const hashes = keys.map(hashOf);
      return sessions.filter(
        (session) => hashes.map((hash) => isSame(hash, session.keyHash)).includes(true) && isCurrent(session),
      );
    },
    begunBy: (ticket: string): Session | undefined => {
      const hash = hashOf(ticket);
      return sessions.findLast((session) => isSame(hash, session.ticketHash) && isCurrent(session));
    },
    begin(ticket: string): { key: string; keyHash: string } {
      const key = newSecret();
      const keyHash = hashOf(key);
      save([...sessions, { keyHash, ticketHash: hashOf(ticket), usedAtMs: now(), isEnded: false }]);
      return { key, keyHash };
    },
    renew(keyHash: string): void {
      const session = ofKey(keyHash);
      if (session && Math.abs(now() - session.usedAtMs) >= RENEWAL_MS) replace(session, { usedAtMs: now() });
    },
    end: (session: Session): void => replace(session, { isEnded: true }),
  };
};

const read = (path: string): Session[] => {
  try {
    return storedSessions.parse(parseJson(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
};

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
