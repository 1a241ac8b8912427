import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress } from './report.ts';

/** Cache for data that takes minutes to create; can be deleted. */
const CACHE_DIR = join(tmpdir(), 'monitor-bench-kept');

/**
 * A folder that is made anew when it is missing, or when what it depends on is other than it was.
 * @param inputs source files and values that decide what is in it.
 */
export const cachedFolder = (
  name: string,
  inputs: readonly (URL | string)[],
  make: (folder: string) => void,
): string => {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(typeof input === 'string' ? input : readFileSync(input));
  const folder = join(CACHE_DIR, `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  progress(`making ${name}`);
  const making = `${folder}.part-${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const other of readdirSync(CACHE_DIR))
    if (other.startsWith(`${name}-`) && !other.includes('.part-'))
      rmSync(join(CACHE_DIR, other), { recursive: true, force: true });
  make(making);
  renameSync(making, folder);
  return folder;
};

/** Copy for benches that modify it. */
export const copyCached = (kept: string, folder: string): void => cpSync(kept, folder, { recursive: true });
