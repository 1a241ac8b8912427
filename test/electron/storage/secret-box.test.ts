import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyFile } from '../../../electron/storage/secret-box.ts';

describe('a key file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const path = () => join(folder, 'web.key');

  it('that is there and cannot be read is an error, never replaced by a new one', () => {
    // Reading a folder fails, as a failing disk does.
    mkdirSync(path());
    expect(() => openKeyFile(path())).toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['web.key']);
  });

  it('that holds no key is kept beside the new one', () => {
    writeFileSync(path(), 'cut');
    const sealed = openKeyFile(path()).seal('hunter2');
    expect(openKeyFile(path()).open(sealed)).toBe('hunter2');
    expect(readFileSync(`${path()}.unusable`, 'utf8')).toBe('cut');
  });
});
