import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { licenceOf, packageFolderOf, shippedFolders, writeLicences } from '../../build/licences.ts';
import { root } from '../../build/project.ts';
import { readLicences } from '../../electron/handlers/licences.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'licences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const makePackage = (name: string, manifest: object, files: Record<string, string> = {}): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
};

it('finds the package that a bundled module came from', () => {
  expect(packageFolderOf('/app/node_modules/zod/v4/index.js')).toBe('/app/node_modules/zod');
  expect(packageFolderOf('/app/node_modules/a/node_modules/@x/b/lib/c.js')).toBe(
    '/app/node_modules/a/node_modules/@x/b',
  );
  expect(packageFolderOf('\0/app/node_modules/react/index.js?commonjs-module')).toBe('/app/node_modules/react');
  expect(packageFolderOf('/app/renderer/app.tsx')).toBeUndefined();
});

it('includes transitive dependencies, but no development dependencies', () => {
  const names = shippedFolders(root).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13));
  expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'node-addon-api']));
  expect(names).not.toContain('vitest');
  expect(names).not.toContain('typescript');
});

it('writes each package once with its full licence text, as the app reads it', async () => {
  const path = join(folder, 'licences.json');
  const b = makePackage('b', { license: 'MIT' }, { 'LICENSE.md': 'the words of b\n' });
  const a = makePackage('a', { license: { type: 'ISC' } });
  writeLicences(path, [b, a, b]);
  const found = [
    { name: 'a', version: '1.0.0', licence: 'ISC', text: '' },
    { name: 'b', version: '1.0.0', licence: 'MIT', text: 'the words of b' },
  ];
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(found);
  await expect(readLicences(pathToFileURL(path))).resolves.toEqual(found);
});

it('does not ship a package that names no licence', () => {
  expect(() => licenceOf(makePackage('nameless', {}))).toThrow('nameless 1.0.0 names no licence');
});

it('is empty when the app was not built', async () => {
  await expect(readLicences(pathToFileURL(join(folder, 'missing.json')))).resolves.toEqual([]);
});
