import { parseJson } from '../../shared/json.ts';
import { segment } from './addresses.ts';
import { checked, unexpected } from './body.ts';
import { isProtimeError, ProtimeError } from './errors.ts';
import type { Http, HttpAnswer } from './http.ts';
import { discoveryAnswer, tokenAnswer, tokenRefusal } from './wire.ts';

export interface Credentials {
  /** Origin of the authentication server. */
  authOrigin: string;
  tenant: string;
  clientId: string;
  /** Called for each request: the secret may change, or not be available yet. */
  clientSecret: () => string | undefined;
}

export interface GrantedToken {
  value: string;
  lifetimeMs: number;
  scopes: ReadonlySet<string>;
}

/** Requests a token with these scopes; resolves to undefined when not all of them are granted to this client. */
export type RequestToken = (scopes: readonly string[]) => Promise<GrantedToken | undefined>;

const LABEL = 'POST /connect/token';
/** One attempt only: the documented address works without discovery. */
const DISCOVERY_ATTEMPTS = 1;
const DEFAULT_LIFETIME_S = 300;

interface Endpoint {
  url: string;
  /** The server does not know the tenant's discovery page. */
  unknownTenant: boolean;
}

/** The tenant's token endpoint, found by discovery or at its documented address. */
export const createTokenEndpoint = (http: Http, credentials: Credentials): RequestToken => {
  const base = `${credentials.authOrigin}/tenants/${segment(credentials.tenant)}`;
  const documented = { url: `${base}/connect/token`, unknownTenant: false };
  let found: Endpoint | undefined;

  const discover = async (): Promise<Endpoint> => {
    const label = 'GET /.well-known/openid-configuration';
    const url = `${base}/.well-known/openid-configuration`;
    const answer = await http({ method: 'GET', url, label, attempts: DISCOVERY_ATTEMPTS });
    if (answer.status === 404) return { ...documented, unknownTenant: true };
    if (answer.status !== 200) return documented;
    const { token_endpoint } = checked(discoveryAnswer, answer, label);
    return isSameOrigin(token_endpoint, credentials.authOrigin) ? { ...documented, url: token_endpoint } : documented;
  };

  const endpoint = async (): Promise<Endpoint> => {
    try {
      found ??= await discover();
    } catch (error) {
      if (!isProtimeError(error) || error.code === 'aborted') throw error;
    }
    return found ?? documented;
  };

  return async (scopes) => {
    const clientSecret = credentials.clientSecret();
    if (!clientSecret) throw new ProtimeError('wrong-credentials', LABEL, { detail: 'no client secret' });
    const { url, unknownTenant } = await endpoint();
    const answer = await http({
      method: 'POST',
      url,
      label: LABEL,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: clientSecret,
        scope: scopes.join(' '),
      }).toString(),
      // A second token does no harm, so the request may be repeated after a lost answer.
      idempotent: true,
    });
    if (answer.status !== 200) return refusal(answer, unknownTenant);
    const token = checked(tokenAnswer, answer, LABEL);
    return {
      value: token.access_token,
      lifetimeMs: (token.expires_in ?? DEFAULT_LIFETIME_S) * 1000,
      scopes: new Set(grantedScopes(token.scope, scopes)),
    };
  };
};

/** A missing `scope` means that all requested scopes were granted (RFC 6749, section 5.1); so does one without known names. */
const grantedScopes = (returned: string | null, requested: readonly string[]): readonly string[] => {
  const granted = returned?.split(/[\s,]+/).filter((scope) => requested.includes(scope)) ?? [];
  return granted.length > 0 ? granted : requested;
};

/** The secret is sent only to the server it was entered for: on another port, another user may be running a server. */
const isSameOrigin = (url: string, origin: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

/** undefined for `invalid_scope`; any other refusal is thrown. */
const refusal = ({ status, text }: HttpAnswer, unknownTenant: boolean): undefined => {
  if (status === 404) throw new ProtimeError('wrong-tenant', LABEL, { status });
  const parsed = tokenRefusal.safeParse(parseJson(text));
  const error = parsed.success ? parsed.data.error : undefined;
  if (error === 'invalid_scope') return undefined;
  const credentials = error === 'invalid_client' || error === 'unauthorized_client' || error === 'invalid_grant';
  if (credentials || status === 401 || status === 403) throw new ProtimeError('wrong-credentials', LABEL, { status });
  if (error === undefined && unknownTenant) throw new ProtimeError('wrong-tenant', LABEL, { status });
  throw unexpected(LABEL, status, /^[a-z_]{1,40}$/.test(error ?? '') ? `error ${error}` : '(status)');
};
