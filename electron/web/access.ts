import type { AccessRefusal, Hello } from '../../shared/access.ts';
import type { Admission } from '../ipc/admission.ts';
import { createSessions, type Session, type SessionsOptions } from './sessions.ts';
import { createTickets } from './tickets.ts';

const MAX_WRONG_ATTEMPTS = 30;
const ATTEMPTS_WINDOW_MS = 60_000;

/**
 * Which pages may use the app: those that show a key, or a ticket, which is exchanged for one. A second use of a ticket ends the
 * session that the first began, because one of the two was not the planner's.
 */
export const createAccess = ({ dataDir, now, log }: SessionsOptions) => {
  const tickets = createTickets(dataDir, now);
  const sessions = createSessions({ dataDir, now, log });
  /** Ends the connections of a session; by the hash of its key. */
  const connected = new Map<string, AbortController>();
  let wrongAttemptsAtMs: number[] = [];

  const grant = (keyHash: string, key?: string): Admission => {
    const ending = connected.get(keyHash) ?? new AbortController();
    connected.set(keyHash, ending);
    sessions.renew(keyHash);
    return {
      ok: true,
      ...(key === undefined ? {} : { key }),
      ended: ending.signal,
      renew: () => sessions.renew(keyHash),
    };
  };
  const end = (session: Session): void => {
    sessions.end(session);
    connected.get(session.keyHash)?.abort();
    connected.delete(session.keyHash);
    log.warn('a ticket was used twice: its session was ended');
  };
  const refuse = (reason: AccessRefusal): Admission => ({ ok: false, reason });
  /** Keys and tickets of 256 bits cannot be guessed; this bounds the work of trying, never a page that has its key. */
  const isAttemptAllowed = (): boolean => {
    wrongAttemptsAtMs = wrongAttemptsAtMs.filter((atMs) => Math.abs(now() - atMs) < ATTEMPTS_WINDOW_MS);
    return wrongAttemptsAtMs.length < MAX_WRONG_ATTEMPTS;
  };

  return {
    newTicket: tickets.create,
    admit({ ticket, keys }: Hello): Admission {
      const own = sessions.of(keys);
      const valid = own.findLast(({ isEnded }) => !isEnded);
      if (ticket === undefined && keys.length === 0) return refuse('no-access');
      if (!valid && !isAttemptAllowed()) return refuse('too-many-attempts');
      const earlier = ticket === undefined ? undefined : sessions.begunBy(ticket);
      if (earlier && !earlier.isEnded && !own.includes(earlier)) {
        end(earlier);
        return refuse('ticket-used');
      }
      const isFresh = ticket !== undefined && tickets.use(ticket);
      if (valid) return grant(valid.keyHash);
      if (isFresh) {
        const { key, keyHash } = sessions.begin(ticket);
        return grant(keyHash, key);
      }
      wrongAttemptsAtMs.push(now());
      if (own.length > 0 || earlier) return refuse('ticket-used');
      return refuse(ticket === undefined ? 'no-access' : 'ticket-expired');
    },
  };
};
