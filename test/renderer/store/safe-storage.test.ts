import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readStored, safeStorage, writeStored } from '../../../renderer/store/safe-storage.ts';
import { storageOf } from '../../fakes/storage.ts';

const refuse = (): never => {
  throw new DOMException('no', 'SecurityError');
};
const full = (): never => {
  throw new DOMException('no room', 'QuotaExceededError');
};

describe('storage', () => {
  it('stores values in the browser', () => {
    const browser = storageOf();
    const storage = safeStorage(() => browser);
    storage.setItem('a', '1');
    expect([storage.getItem('a'), browser.getItem('a')]).toEqual(['1', '1']);
  });

  it.each([
    ['cannot be opened', refuse],
    ['refuses everything', () => ({ getItem: refuse, setItem: refuse })],
    ['is not there', () => undefined as unknown as Storage],
  ])('that %s keeps values until the page is closed, without an error', (_, open) => {
    const storage = safeStorage(open);
    expect(storage.getItem('a')).toBeNull();
    storage.setItem('a', '1');
    expect(storage.getItem('a')).toBe('1');
  });

  it('that is full returns the last value set, not the stored one', () => {
    const browser = storageOf(['a', 'old']);
    let isFull = true;
    const storage = safeStorage(() => ({ ...browser, setItem: isFull ? full : browser.setItem }));
    storage.setItem('a', 'new');
    expect([storage.getItem('a'), browser.getItem('a')]).toEqual(['new', 'old']);
    isFull = false;
    storage.setItem('a', 'newer');
    expect([storage.getItem('a'), browser.getItem('a')]).toEqual(['newer', 'newer']);
  });
});

describe('a stored value', () => {
  const schema = z.object({ day: z.string() });

  it('is read back unchanged', () => {
    const storage = storageOf();
    writeStored(storage, 'a', { day: '2026-03-10' });
    expect(readStored(storage, 'a', schema)).toEqual({ day: '2026-03-10' });
  });

  it.each(['', '{', 'null', '{"day":7}'])('is undefined when it is %j', (text) => {
    expect(readStored(storageOf(['a', text]), 'a', schema)).toBeUndefined();
    expect(readStored(storageOf(), 'a', schema)).toBeUndefined();
  });
});
