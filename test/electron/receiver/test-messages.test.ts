import { describe, expect, it } from 'vitest';
import { createTestMessages } from '../../../electron/receiver/test-messages.ts';

const setUp = () => {
  let nowMs = 1_000_000;
  let accepted = 0;
  const onAccepted = () => {
    accepted += 1;
  };
  const heartbeat = createTestMessages({ now: () => nowMs, onAccepted });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { heartbeat, pass, accepted: () => accepted };
};

describe('a heartbeat', () => {
  it('accepts its own message, once', () => {
    const { heartbeat, accepted } = setUp();
    const message = heartbeat.createMessage();
    expect(heartbeat.hasArrived(message)).toBe(false);
    expect([heartbeat.accept(message), heartbeat.accept(message)]).toEqual([true, false]);
    expect([heartbeat.hasArrived(message), accepted()]).toEqual([true, 1]);
  });

  it('has a path that cannot be guessed, another one in each process', () => {
    const paths = [setUp().heartbeat.path, setUp().heartbeat.path];
    expect(paths.every((path) => /^\/[\w-]{43}$/.test(path))).toBe(true);
    expect(new Set(paths).size).toBe(2);
  });

  it('refuses a message of another process, a changed one and anything else', () => {
    const { heartbeat } = setUp();
    const message = heartbeat.createMessage();
    for (let i = 0; i < message.length; i += 1) {
      const changed = Buffer.from(message);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(heartbeat.accept(changed)).toBe(false);
    }
    const others = [
      setUp().heartbeat.createMessage(),
      Buffer.alloc(0),
      Buffer.alloc(87, 'a'),
      Buffer.alloc(1024 * 1024),
    ];
    expect(others.map(heartbeat.accept)).toEqual([false, false, false, false]);
    expect(heartbeat.accept(message)).toBe(true);
  });

  it('refuses a message that a relay kept for more than five minutes', () => {
    const { heartbeat, pass } = setUp();
    const [early, late] = [heartbeat.createMessage(), heartbeat.createMessage()];
    pass(5 * 60_000);
    expect(heartbeat.accept(early)).toBe(true);
    pass(1);
    expect([heartbeat.accept(late), heartbeat.hasArrived(late)]).toEqual([false, false]);
  });

  it('remembers only the newest messages, up to a limit', () => {
    const { heartbeat } = setUp();
    const messages = Array.from({ length: 1000 }, () => heartbeat.createMessage());
    expect(messages.map(heartbeat.accept).filter(Boolean)).toHaveLength(64);
    expect(messages.slice(-64).every(heartbeat.hasArrived)).toBe(true);
  });
});
