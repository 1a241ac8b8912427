import type { Settings } from '../../shared/settings.ts';

const ADDRESS = /^(?:https?:\/\/)?([a-z0-9-]+)\.(myprotime|myprotimesandbox)\.eu(?:[/:?#].*)?$/i;

/** Parses a tenant name or a full Protime URL, which also contains the environment. */
export const parseTenant = (text: string): Partial<Settings['protime']> => {
  const trimmed = text.trim();
  const [, tenant, domain] = ADDRESS.exec(trimmed) ?? [];
  if (!tenant || !domain) return { tenant: trimmed };
  return { tenant, environment: domain.toLowerCase() === 'myprotime' ? 'production' : 'sandbox' };
};
