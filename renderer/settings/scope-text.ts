import type { AccessReport } from '../../shared/contract.ts';
import type { Messages } from '../../shared/i18n/index.ts';

/** Description of a scope; the scope itself when unknown. */
export const scopeText = (scope: string, { scopes }: Pick<Messages['settings'], 'scopes'>): string =>
  Object.entries(scopes).find(([name]) => scope.endsWith(name))?.[1] ?? scope;

/** ok: all scopes granted; partly: only optional scopes missing; not: a mandatory scope missing. */
export const accessResultOf = ({ ok, scopes }: AccessReport): 'ok' | 'partly' | 'not' => {
  if (!ok) return 'not';
  return scopes.every((scope) => scope.granted) ? 'ok' : 'partly';
};
