import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIFETIME_MS = 10 * 60_000;
const FOLDER = 'web-tickets';

/** 256 bits, as text that needs no escaping. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * One-time tickets for the address of web mode. Each is a file in the data folder, named by the hash of the ticket, so that the
 * command `open` can create one for the running app.
 */
export const createTickets = (dataDir: string, now: () => number) => {
  const folder = join(dataDir, FOLDER);
  /** @throws when there is no such file. */
  const isValid = (path: string): boolean => {
    const leftMs = Number(readFileSync(path, 'utf8')) - now();
    return leftMs > 0 && leftMs <= LIFETIME_MS;
  };
  const removeExpired = (): void => {
    for (const name of readdirSync(folder)) {
      try {
        if (!isValid(join(folder, name))) rmSync(join(folder, name), { force: true });
      } catch {
        // Used in the meantime.
      }
    }
  };
  return {
    /** A new ticket, valid for ten minutes. */
    create(): string {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      removeExpired();
      const ticket = newSecret();
      writeFileSync(join(folder, hashOf(ticket)), String(now() + LIFETIME_MS), { mode: 0o600 });
      return ticket;
    },
    /** Uses a ticket up; false when it is unknown, expired or used. */
    use(ticket: string): boolean {
      const path = join(folder, hashOf(ticket));
      try {
        const valid = isValid(path);
        unlinkSync(path);
        return valid;
      } catch {
        return false;
      }
    },
  };
};
