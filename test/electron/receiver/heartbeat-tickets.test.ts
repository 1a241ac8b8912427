import { describe, expect, it } from 'vitest';
import { createHeartbeatTickets } from '../../../electron/receiver/heartbeat-tickets.ts';

const setUp = () => {
  let nowMs = 1_000_000;
  let accepted = 0;
  const onAccepted = () => {
    accepted += 1;
  };
  const heartbeat = createHeartbeatTickets({ now: () => nowMs, onAccepted });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { heartbeat, pass, accepted: () => accepted };
};

describe('a heartbeat', () => {
  it('accepts its own ticket, once', () => {
    const { heartbeat, accepted } = setUp();
    const ticket = heartbeat.createTicket();
    expect(heartbeat.hasArrived(ticket)).toBe(false);
    expect([heartbeat.accept(ticket), heartbeat.accept(ticket)]).toEqual([true, false]);
    expect([heartbeat.hasArrived(ticket), accepted()]).toEqual([true, 1]);
  });

  it('has a path that cannot be guessed, another one in each process', () => {
    const paths = [setUp().heartbeat.path, setUp().heartbeat.path];
    expect(paths.every((path) => /^\/[\w-]{43}$/.test(path))).toBe(true);
    expect(new Set(paths).size).toBe(2);
  });

  it('refuses a ticket of another process, a changed one and anything else', () => {
    const { heartbeat } = setUp();
    const ticket = heartbeat.createTicket();
    for (let i = 0; i < ticket.length; i += 1) {
      const changed = Buffer.from(ticket);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(heartbeat.accept(changed)).toBe(false);
    }
    const others = [
      setUp().heartbeat.createTicket(),
      Buffer.alloc(0),
      Buffer.alloc(87, 'a'),
      Buffer.alloc(1024 * 1024),
    ];
    expect(others.map(heartbeat.accept)).toEqual([false, false, false, false]);
    expect(heartbeat.accept(ticket)).toBe(true);
  });

  it('refuses a ticket that a relay kept for more than five minutes', () => {
    const { heartbeat, pass } = setUp();
    const [early, late] = [heartbeat.createTicket(), heartbeat.createTicket()];
    pass(5 * 60_000);
    expect(heartbeat.accept(early)).toBe(true);
    pass(1);
    expect([heartbeat.accept(late), heartbeat.hasArrived(late)]).toEqual([false, false]);
  });

  it('remembers only the newest tickets, up to a limit', () => {
    const { heartbeat } = setUp();
    const tickets = Array.from({ length: 1000 }, () => heartbeat.createTicket());
    expect(tickets.map(heartbeat.accept).filter(Boolean)).toHaveLength(64);
    expect(tickets.slice(-64).every(heartbeat.hasArrived)).toBe(true);
  });
});
