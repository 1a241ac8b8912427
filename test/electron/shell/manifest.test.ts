import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fromRoot } from '../../../build/project.ts';
import { readManifest } from '../../../electron/shell/manifest.ts';

it('returns feed and homepage of the package, or undefined', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const read = (content: object) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
    return readManifest(folder);
  };
  const [updateFeed, homepage] = ['https://feed.example', 'https://project.example'];
  expect(read({ name: 'x', updateFeed, homepage })).toEqual({ updateFeed, homepage });
  expect(read({ updateFeed: 7, homepage: {} })).toEqual({ updateFeed: undefined, homepage: undefined });
  expect(readManifest(fromRoot('.'))).toEqual({ updateFeed: undefined, homepage: undefined });
});
