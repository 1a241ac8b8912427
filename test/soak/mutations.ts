import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fromRoot } from '../../build/project.ts';

interface Mutation {
  /** Path in the project. */
  readonly module: string;
  /** Replacements, in order; each replaces the first occurrence. */
  readonly edits: readonly (readonly [from: string, to: string])[];
}

/** Deliberate defects that the soak test must detect. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  /** Never reads the list again after the initial sync. */
  'never-sync-again': {
    module: 'electron/sync/sync.ts',
    edits: [
      ['const today = dayOf(now());', 'if (!initial) return { read: 0, found: [] }; const today = dayOf(now());'],
    ],
  },
  /** Every tunnel probe counts as successful. */
  'heartbeat-always-ok': {
    module: 'electron/tunnel/probe.ts',
    edits: [
      ['return response.status === 204 && arrived();', 'return true;'],
      ['return false;', 'return true;'],
    ],
  },
};

/**
 * Changes the source of a module of the app when it is loaded.
 * @throws for an unknown mutation or a missing module; loading the module throws when its source text has changed.
 */
export const mutate = (name: string): void => {
  const mutation = MUTATIONS[name];
  if (!mutation) throw new RangeError(`--break expects one of ${Object.keys(MUTATIONS).join(', ')}`);
  if (!existsSync(fromRoot(mutation.module)))
    throw new Error(`${mutation.module} is missing: update the mutation ${name}`);
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith(`/${mutation.module}`)) return loaded;
      const source = mutation.edits.reduce((text, [from, to]) => {
        if (!text.includes(from)) throw new Error(`${mutation.module} has changed: update the mutation ${name}`);
        return text.replace(from, to);
      }, String(loaded.source));
      return { ...loaded, source };
    },
  });
};
