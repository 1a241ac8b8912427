import { isFresh } from './fresh.ts';
import { withLock } from './lock.ts';
import { fromRoot, root, runNode } from './project.ts';

/**
 * Brings `dist/` up to date; quick when it is. What the build says goes to standard error, because standard output
 * belongs to the command that is about to run. In a process of its own, so that nothing of Vite stays behind in ours.
 * @throws when the build fails; it has said why.
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
