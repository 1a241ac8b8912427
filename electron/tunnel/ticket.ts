import type { HeartbeatTickets } from '../receiver/heartbeat-tickets.ts';
import type { ProbeOptions } from './probe.ts';

/** Tickets of the receiver's heartbeat, the way a probe sends them. */
export const ticketFrom =
  (heartbeat: Pick<HeartbeatTickets, 'path' | 'createTicket' | 'hasArrived'>): ProbeOptions['ticket'] =>
  () => {
    const ticket = heartbeat.createTicket();
    return { path: heartbeat.path, body: new Uint8Array(ticket), arrived: () => heartbeat.hasArrived(ticket) };
  };
