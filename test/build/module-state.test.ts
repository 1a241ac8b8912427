import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../../build/project.ts';

// Test files that run after each other share the modules: what one of them changes, the next one would find.
it('no module has a variable that changes, except for the time zone of the process', () => {
  const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: fromRoot('.') });
  const keeping = files.filter((file) => /^(export )?let /m.test(readFileSync(fromRoot(file), 'utf8')));
  // A worker's own module lives as long as its thread.
  expect(keeping.sort()).toEqual([
    'electron/database/reader-worker.ts',
    'electron/database/search/index-worker.ts',
    'shared/time.ts',
  ]);
});
