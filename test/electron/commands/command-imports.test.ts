import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importsOf } from '../../../build/check-imports.ts';
import { fromRoot } from '../../../build/project.ts';

/** All static imports of a source, including indirect ones, as paths and packages. */
const loadedBy = (path: string, known = new Set<string>()): Set<string> => {
  for (const { to, typeOnly } of importsOf(path, readFileSync(fromRoot(path), 'utf8'))) {
    if (typeOnly || known.has(to)) continue;
    known.add(to);
    if (/^(electron|shared)\/.*\.ts$/.test(to)) loadedBy(to, known);
  }
  return known;
};

it.each(['status', 'plan', 'rejections', 'search', 'export'])('%s loads neither the app nor its server', (command) => {
  const loaded = [...loadedBy(`electron/commands/${command}.ts`)];
  expect(loaded).toContain('npm:better-sqlite3');
  expect(loaded.filter((to) => /^node:http|monitor\.ts$/.test(to))).toEqual([]);
});
