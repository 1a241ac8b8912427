import { randomBytes } from 'node:crypto';
import type { Answer, Call } from './http.ts';
import { HttpError } from './http.ts';

const LIFETIME_SECONDS = 1800;
const MINUTE_MS = 60_000;

/** Every scope this tenant knows. */
export const SCOPES = [
  'connector-protimeapi-webhooks.read',
  'connector-protimeapi-webhooks.write',
  'connector-protimeapi-assignments.read',
  'connector-protimeapi-people.read',
  'connector-protimeapi-activity-definitions.read',
] as const;

export type Scope = (typeof SCOPES)[number];

export interface TokensOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes that the customer granted to the client. */
  readonly granted: readonly string[];
  readonly missingScopeStatus: 401 | 403;
  /** More requests get 429: a client has to reuse its token. */
  readonly perMinute: number;
  readonly now: () => number;
}

const oauthError = (status: number, error: string): Answer => ({ status, body: { error } });

/** The authentication server of one tenant: issues and checks tokens. */
export const createTokens = (options: TokensOptions) => {
  const { clientId, clientSecret, granted, missingScopeStatus, perMinute, now } = options;
  const tokens = new Map<string, { readonly scopes: readonly string[]; readonly expiresAtMs: number }>();
  let issuedAtMs: number[] = [];

  const grant = (call: Call): Answer => {
    if (!call.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      return oauthError(400, 'invalid_request');
    }
    const form = new URLSearchParams(call.body);
    if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
      return oauthError(400, 'invalid_client');
    }
    const requestedScopes = form.get('scope')?.split(' ').filter(Boolean) ?? [];
    if (requestedScopes.some((scope) => !granted.includes(scope))) return oauthError(400, 'invalid_scope');
    issuedAtMs = issuedAtMs.filter((atMs) => atMs > now() - MINUTE_MS);
    if (issuedAtMs.length >= perMinute) {
      throw new HttpError(429, 'TooManyRequests', 'Too many tokens were requested.', { 'retry-after': '60' });
    }
    issuedAtMs.push(now());
    const scopes = requestedScopes.length > 0 ? requestedScopes : granted;
    const accessToken = randomBytes(32).toString('base64url');
    tokens.set(accessToken, { scopes, expiresAtMs: now() + LIFETIME_SECONDS * 1000 });
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        access_token: accessToken,
        expires_in: LIFETIME_SECONDS,
        token_type: 'Bearer',
        scope: scopes.join(' '),
      },
    };
  };

  return {
    grant,
    /** The OIDC discovery document, for an issuer at `issuer`. */
    discovery: (issuer: string): Answer => ({
      status: 200,
      body: {
        issuer,
        token_endpoint: `${issuer}/connect/token`,
        jwks_uri: `${issuer}/.well-known/openid-configuration/jwks`,
        grant_types_supported: ['client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
        scopes_supported: SCOPES,
      },
    }),
    /** Throws unless the request has a valid token with this scope. */
    check: (call: Call, scope: Scope): void => {
      const [, value = ''] = /^Bearer (\S+)$/i.exec(call.headers.authorization ?? '') ?? [];
      const token = tokens.get(value);
      if (!token || token.expiresAtMs <= now()) {
        tokens.delete(value);
        throw new HttpError(401, 'Unauthorized', 'The access token is missing, invalid or expired.');
      }
      if (!token.scopes.includes(scope)) {
        const code = missingScopeStatus === 401 ? 'Unauthorized' : 'Forbidden';
        throw new HttpError(missingScopeStatus, code, 'The access token does not have the required scope.');
      }
    },
    /** Invalidates every token, as a restart of the provider does. */
    revokeAll: (): void => tokens.clear(),
  };
};

export type Tokens = ReturnType<typeof createTokens>;
