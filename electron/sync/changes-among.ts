import type { Applied } from '../ingest/apply.ts';

/** Those that changed something a planner can see: neither known already nor saved without a change. */
export const changesAmong = (applied: readonly Applied[]): Applied[] =>
  applied.filter(({ outcome, kinds }) => outcome === 'applied' && kinds[0] !== 'unchanged');
