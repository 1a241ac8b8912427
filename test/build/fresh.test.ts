import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs, isFresh, removeStamp, writeStamp } from '../../build/fresh.ts';

describe('a build', () => {
  let root: string;
  const write = (path: string, text = path) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fresh-'));
    write('electron/ipc/dispatch.ts');
    write('shared/time.ts');
    write('package.json');
    for (const path of [
      'renderer/index.html',
      'electron/main.js',
      'electron/cli.js',
      'electron/licences.json',
      'preload/preload.cjs',
    ]) {
      write(`dist/${path}`);
    }
    writeStamp(root, hashInputs(root));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is up to date until a source changes', () => expect(isFresh(root)).toBe(true));

  it('is stale once a source changed', () => {
    write('electron/ipc/dispatch.ts', 'something else');
    expect(isFresh(root)).toBe(false);
  });

  it('is stale once a source was added, renamed or removed', () => {
    write('shared/new.ts');
    expect(isFresh(root)).toBe(false);
    rmSync(join(root, 'shared/new.ts'));
    expect(isFresh(root)).toBe(true);
    rmSync(join(root, 'shared/time.ts'));
    expect(isFresh(root)).toBe(false);
  });

  it('is stale when an output is missing', () => {
    rmSync(join(root, 'dist/electron/cli.js'));
    expect(isFresh(root)).toBe(false);
  });

  it('is stale while it runs, and after it was interrupted', () => {
    removeStamp(root);
    expect(isFresh(root)).toBe(false);
  });

  it('is stale when a source changed while it ran', () => {
    const before = hashInputs(root);
    write('shared/time.ts', 'edited meanwhile');
    writeStamp(root, before);
    expect(isFresh(root)).toBe(false);
  });

  it('stays fresh in a copy', () => {
    const copy = `${root}-copy`;
    cpSync(root, copy, { recursive: true });
    expect(isFresh(copy)).toBe(true);
    rmSync(copy, { recursive: true });
  });
});
