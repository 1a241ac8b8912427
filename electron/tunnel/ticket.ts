import type { ProbeOptions } from './probe.ts';

/** Tickets that the receiver recognises as sent by this app. */
interface Tickets {
  /** Path of a ticket below the public address. */
  readonly path: string;
  createTicket(): Buffer;
  hasArrived(ticket: Buffer): boolean;
}

/** Tickets of the receiver's heartbeat, in the form that a probe sends. */
export const ticketFrom =
  (heartbeat: Tickets): ProbeOptions['ticket'] =>
  () => {
    const ticket = heartbeat.createTicket();
    return { path: heartbeat.path, body: new Uint8Array(ticket), arrived: () => heartbeat.hasArrived(ticket) };
  };
