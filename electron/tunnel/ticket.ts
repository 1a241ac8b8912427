import type { Heartbeat } from '../receiver/heartbeat-tickets.ts';
import type { ProbeOptions } from './probe.ts';

/** Tickets of the receiver's heartbeat, the way a probe sends them. */
export const ticketFrom =
  (heartbeat: Pick<Heartbeat, 'path' | 'ticket' | 'arrived'>): ProbeOptions['ticket'] =>
  () => {
    const ticket = heartbeat.ticket();
    return { path: heartbeat.path, body: new Uint8Array(ticket), arrived: () => heartbeat.arrived(ticket) };
  };
