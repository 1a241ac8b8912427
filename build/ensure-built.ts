import { isFresh } from './fresh.ts';
import { withLock } from './lock.ts';
import { fromRoot, root, runNode } from './project.ts';

/**
 * Builds `dist/` if it is not up to date. Build output goes to standard error, because standard output belongs to the
 * command. Runs in a child process to keep Vite out of this one.
 * @throws when the build fails (already reported).
 */
export const ensureBuilt = async (): Promise<void> => {
  if (isFresh(root)) return;
  await withLock(fromRoot('dist/.lock'), async () => {
    if (isFresh(root)) return;
    process.stderr.write('Building…\n');
    const status = await runNode([fromRoot('build/bundle.ts'), '--quiet'], { quiet: true });
    if (status !== 0) throw new Error('The build failed.');
  });
};

/** The same for scripts: a failed build ends them with status 1. */
export const ensureBuiltOrExit = async (): Promise<void> => {
  try {
    await ensureBuilt();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};
