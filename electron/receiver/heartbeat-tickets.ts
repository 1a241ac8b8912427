import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';

const MAX_AGE_MS = 5 * 60_000;
/** One ticket is sent a minute; more pending ones occur only while the tunnel keeps failing. */
const MAX_TICKETS = 64;
const TICKET = /^([\w-]{43})\.([\w-]{43})$/;

export interface HeartbeatTicketsOptions {
  now: () => number;
  random?: (bytes: number) => Buffer;
  onAccepted?: () => void;
}

/** The messages that the app sends to itself through the public URL (*tickets*), and which of them arrived. */
export interface HeartbeatTickets {
  /** Path to which they are sent: `/` and 256 random bits. */
  readonly path: string;
  /** The body of a new test message, to be POSTed as it is. */
  createTicket(): Buffer;
  /** True once per ticket of this process, within 5 minutes; false for replays and forgeries. */
  accept(body: Buffer): boolean;
  /** Whether this ticket arrived at the receiver. The answer to its POST proves nothing: a relay could send it. */
  hasArrived(ticket: Buffer): boolean;
}

/** Key and tickets exist only in this process; at most 64 tickets are kept. */
export const createHeartbeatTickets = ({
  now,
  random = randomBytes,
  onAccepted,
}: HeartbeatTicketsOptions): HeartbeatTickets => {
  const key = random(32);
  const path = `/${random(32).toString('base64url')}`;
  const tickets = new Map<string, { issuedAtMs: number; arrived: boolean }>();

  const sign = (nonce: string): string => createHmac('sha256', key).update(nonce).digest('base64url');

  const findTicket = (body: Buffer) => {
    const [, nonce, mac] = TICKET.exec(body.toString('latin1')) ?? [];
    if (nonce === undefined || mac === undefined || !equalInConstantTime(mac, sign(nonce))) return undefined;
    return tickets.get(nonce);
  };

  const removeExpired = () => {
    for (const [nonce, { issuedAtMs }] of tickets) {
      if (tickets.size >= MAX_TICKETS || now() - issuedAtMs > MAX_AGE_MS) tickets.delete(nonce);
    }
  };

  return {
    path,
    createTicket: () => {
      removeExpired();
      const nonce = random(32).toString('base64url');
      tickets.set(nonce, { issuedAtMs: now(), arrived: false });
      return Buffer.from(`${nonce}.${sign(nonce)}`);
    },
    accept: (body) => {
      const ticket = findTicket(body);
      if (!ticket || ticket.arrived || now() - ticket.issuedAtMs > MAX_AGE_MS) return false;
      ticket.arrived = true;
      onAccepted?.();
      return true;
    },
    hasArrived: (ticket) => findTicket(ticket)?.arrived ?? false,
  };
};
