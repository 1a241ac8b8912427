import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../build/lock.ts';

describe('the build lock', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    path = join(folder, 'dist/.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is held by one process at a time', async () => {
    const { promise: firstMayEnd, resolve: endFirst } = Promise.withResolvers<void>();
    const order: string[] = [];
    const first = withLock(path, async () => {
      order.push('first in');
      await firstMayEnd;
      order.push('first out');
    });
    const second = withLock(path, async () => {
      order.push('second in');
    });
    expect(order).toEqual(['first in']);
    endFirst();
    await Promise.all([first, second]);
    expect(order).toEqual(['first in', 'first out', 'second in']);
    expect(existsSync(path)).toBe(false);
  });

  it('is released when the build fails', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(path, async () => 'in')).toBe('in');
  });

  it('is taken over from a dead process', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await withLock(path, async () => {});
    writeFileSync(path, String(pid));
    expect(await withLock(path, async () => 'in')).toBe('in');
  });
});
