import type { ProbeOptions } from './probe.ts';

/** What a receiver takes as the app's own message to itself. */
interface Tickets {
  /** Where a ticket goes, from the public address on. */
  readonly path: string;
  createTicket(): Buffer;
  hasArrived(ticket: Buffer): boolean;
}

/** Tickets of the receiver's heartbeat, the way a probe sends them. */
export const ticketFrom =
  (heartbeat: Tickets): ProbeOptions['ticket'] =>
  () => {
    const ticket = heartbeat.createTicket();
    return { path: heartbeat.path, body: new Uint8Array(ticket), arrived: () => heartbeat.hasArrived(ticket) };
  };
