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
  /** Asked at each request: it may be changed, or not be readable yet. */
  clientSecret: () => string | undefined;
}

export interface GrantedToken {
  value: string;
  lifetimeMs: number;
  scopes: ReadonlySet<string>;
}

/** Asks for a token that holds the scopes; undefined when this client may not have them all. */
export type RequestToken = (scopes: readonly string[]) => Promise<GrantedToken | undefined>;

const WHERE = 'POST /connect/token';
/** Discovery must not hold up what works without it. */
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
    const where = 'GET /.well-known/openid-configuration';
    const url = `${base}/.well-known/openid-configuration`;
    const answer = await http({ method: 'GET', url, where, attempts: DISCOVERY_ATTEMPTS });
    if (answer.status === 404) return { ...documented, unknownTenant: true };
    if (answer.status !== 200) return documented;
    const { token_endpoint } = checked(discoveryAnswer, answer, where);
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
    if (!clientSecret) throw new ProtimeError('wrong-credentials', WHERE, { detail: 'no client secret' });
    const { url, unknownTenant } = await endpoint();
    const answer = await http({
      method: 'POST',
      url,
      where: WHERE,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: clientSecret,
        scope: scopes.join(' '),
      }).toString(),
      // A second token is no harm, and a lost connection should not cost the whole call behind it.
      repeatable: true,
    });
    if (answer.status !== 200) return refusal(answer, unknownTenant);
    const token = checked(tokenAnswer, answer, WHERE);
    return {
      value: token.access_token,
      lifetimeMs: (token.expires_in ?? DEFAULT_LIFETIME_S) * 1000,
      scopes: new Set(grantedScopes(token.scope, scopes)),
    };
  };
};

/** A missing scope means the requested one (RFC 6749, section 5.1); so does one that names none we know. */
const grantedScopes = (returned: string | null, requested: readonly string[]): readonly string[] => {
  const granted = returned?.split(/[\s,]+/).filter((scope) => requested.includes(scope)) ?? [];
  return granted.length > 0 ? granted : requested;
};

/** The secret is sent only to the server it was entered for: another port may be another user's. */
const isSameOrigin = (url: string, origin: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

/** undefined for `invalid_scope`; any other refusal is thrown. */
const refusal = ({ status, text }: HttpAnswer, unknownTenant: boolean): undefined => {
  if (status === 404) throw new ProtimeError('wrong-tenant', WHERE, { status });
  const parsed = tokenRefusal.safeParse(parseJson(text));
  const error = parsed.success ? parsed.data.error : undefined;
  if (error === 'invalid_scope') return undefined;
  const credentials = error === 'invalid_client' || error === 'unauthorized_client' || error === 'invalid_grant';
  if (credentials || status === 401 || status === 403) throw new ProtimeError('wrong-credentials', WHERE, { status });
  if (error === undefined && unknownTenant) throw new ProtimeError('wrong-tenant', WHERE, { status });
  throw unexpected(WHERE, status, /^[a-z_]{1,40}$/.test(error ?? '') ? `error ${error}` : '(status)');
};
