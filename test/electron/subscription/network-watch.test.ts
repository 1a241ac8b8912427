import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchNetwork } from '../../../electron/subscription/network-watch.ts';

describe('the network watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watch = (addresses: string[]) => {
    let changes = 0;
    const stop = watchNetwork({ addresses: () => addresses, onChange: () => (changes += 1), everyMs: 1000 });
    const become = (...next: string[]) => {
      addresses.splice(0, addresses.length, ...next);
      vi.advanceTimersByTime(1000);
      return changes;
    };
    return { become, stop };
  };

  it('reports a new network once', () => {
    const { become } = watch(['192.168.1.5']);
    expect([become('192.168.1.5'), become('10.0.0.7'), become('10.0.0.7')]).toEqual([0, 1, 1]);
  });

  it('reports nothing while offline or when the same network returns', () => {
    const { become } = watch(['192.168.1.5']);
    expect([become(), become('192.168.1.5'), become(), become('10.0.0.7')]).toEqual([0, 0, 0, 1]);
  });

  it('stops', () => {
    const { become, stop } = watch(['192.168.1.5']);
    stop();
    expect(become('10.0.0.7')).toBe(0);
  });

  it('reads the addresses of this computer', () => {
    let changes = 0;
    const stop = watchNetwork({ onChange: () => (changes += 1), everyMs: 1000 });
    vi.advanceTimersByTime(2000);
    stop();
    expect(changes).toBe(0);
  });
});
