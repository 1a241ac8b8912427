import type { Settings } from '../../shared/settings.ts';
import { segment } from './addresses.ts';
import type { Http } from './http.ts';

/** Domain of each environment. */
export const DOMAIN = { production: 'myprotime.eu', sandbox: 'myprotimesandbox.eu' } as const;

export const authUrlOf = (environment: keyof typeof DOMAIN): string => `https://authentication.${DOMAIN[environment]}`;

/** Whether the tenant exists in the other environment. Reads only its public discovery page: no secret is sent. */
export const isKnownInOtherEnvironment = async (
  { tenant, environment }: Pick<Settings['protime'], 'tenant' | 'environment'>,
  http: Http,
  signal?: AbortSignal,
): Promise<boolean> => {
  const other = environment === 'production' ? 'sandbox' : 'production';
  const label = 'GET /.well-known/openid-configuration';
  const url = `${authUrlOf(other)}/tenants/${segment(tenant)}/.well-known/openid-configuration`;
  try {
    return (await http({ method: 'GET', url, label, attempts: 1 }, signal)).status === 200;
  } catch {
    return false;
  }
};
