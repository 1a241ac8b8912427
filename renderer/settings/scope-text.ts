import type { AccessReport } from '../../shared/contract.ts';
import type { Messages } from '../../shared/i18n/index.ts';

/** What a permission is for; its own name when it is one we do not know. */
export const scopeText = (scope: string, { scopes }: Pick<Messages['settings'], 'scopes'>): string =>
  Object.entries(scopes).find(([name]) => scope.endsWith(name))?.[1] ?? scope;

/** All is well; the plan works but some names stay numbers; or it cannot work. */
export const accessResultOf = ({ ok, scopes }: AccessReport): 'ok' | 'partly' | 'not' => {
  if (!ok) return 'not';
  return scopes.every((scope) => scope.granted) ? 'ok' : 'partly';
};
