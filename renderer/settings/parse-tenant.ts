import type { Settings } from '../../shared/settings.ts';

const ADDRESS = /^(?:https?:\/\/)?([a-z0-9-]+)\.(myprotime|myprotimesandbox)\.eu(?:[/:?#].*)?$/i;

/** The tenant in what was typed or pasted; a whole Protime address says the environment, too. */
export const parseTenant = (text: string): Partial<Settings['protime']> => {
  const trimmed = text.trim();
  const [, tenant, domain] = ADDRESS.exec(trimmed) ?? [];
  if (!tenant || !domain) return { tenant: trimmed };
  return { tenant, environment: domain.toLowerCase() === 'myprotime' ? 'production' : 'sandbox' };
};
