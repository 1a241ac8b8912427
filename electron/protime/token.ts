import { ProtimeError } from './errors.ts';
import { isMandatory } from './scopes.ts';
import type { GrantedToken, RequestToken } from './token-endpoint.ts';

export interface AccessToken {
  value: string;
  scopes: ReadonlySet<string>;
  /** Not used for new requests after this time. */
  staleAtMs: number;
}

export interface TokenSource {
  /** The token in use, or a new one shortly before it expires. Simultaneous calls share one request. */
  current(signal?: AbortSignal): Promise<AccessToken>;
  /** A token that is newer than the refused one. */
  renew(refused: AccessToken, signal?: AbortSignal): Promise<AccessToken>;
  /** A new token. Also requests scopes again that were refused before: they may have been granted since. */
  recheck(signal?: AbortSignal): Promise<AccessToken>;
}

const MARGIN_MS = 60_000;

/** Reuses one token: a request for a token before each call would exceed Protime's rate limit. */
export const createTokenSource = (
  request: RequestToken,
  requestedScopes: readonly string[],
  now: () => number,
): TokenSource => {
  let token: AccessToken | undefined;
  let running: Promise<AccessToken> | undefined;
  let grantable: readonly string[] | undefined;

  const negotiated = async (): Promise<GrantedToken> => {
    const granted = await negotiate(request, requestedScopes);
    grantable = requestedScopes.filter((scope) => granted.scopes.has(scope));
    return granted;
  };

  const fetchToken = async (): Promise<AccessToken> => {
    const granted = (await request(grantable ?? requestedScopes)) ?? (await negotiated());
    // A short-lived token is used for half of its lifetime; with the full margin it would be stale at once.
    const marginMs = Math.min(MARGIN_MS, granted.lifetimeMs / 2);
    token = { value: granted.value, scopes: granted.scopes, staleAtMs: now() + granted.lifetimeMs - marginMs };
    return token;
  };

  const fetchShared = (signal: AbortSignal | undefined): Promise<AccessToken> => {
    running ??= fetchToken().finally(() => {
      running = undefined;
    });
    // All callers may have aborted by the time it fails.
    running.catch(() => undefined);
    return orAborted(running, signal);
  };

  return {
    current: (signal) => (token && now() < token.staleAtMs ? Promise.resolve(token) : fetchShared(signal)),
    renew: (refused, signal) => {
      if (token && token !== refused) return Promise.resolve(token);
      return fetchShared(signal);
    },
    recheck: async (signal) => {
      // A running request uses the old scopes: wait for it.
      await running?.catch(() => undefined);
      grantable = undefined;
      return fetchShared(signal);
    },
  };
};

/**
 * Finds out which scopes are granted to this client, after the request for all of them was refused: first requests the
 * mandatory ones, then each of the others alone.
 * @throws ProtimeError `missing-scope` when there is none.
 */
const negotiate = async (request: RequestToken, requestedScopes: readonly string[]): Promise<GrantedToken> => {
  const mandatory = requestedScopes.filter(isMandatory);
  const basis =
    mandatory.length > 0 && mandatory.length < requestedScopes.length ? await request(mandatory) : undefined;
  const grantable = basis ? [...mandatory] : [];
  for (const scope of requestedScopes) {
    if (!grantable.includes(scope) && (await request([scope]))) grantable.push(scope);
  }
  if (basis && grantable.length === mandatory.length) return basis;
  const granted = grantable.length > 0 ? await request(grantable) : undefined;
  if (granted) return granted;
  throw new ProtimeError('missing-scope', 'POST /connect/token', { scope: mandatory[0] ?? requestedScopes[0] });
};

/** Rejects when this caller's signal is aborted; the shared request continues for the other callers. */
const orAborted = <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return promise;
  const aborted = () => new ProtimeError('aborted', 'POST /connect/token');
  if (signal.aborted) return Promise.reject(aborted());
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
};
