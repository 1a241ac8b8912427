import { unexpected } from './body.ts';
import { isProtimeError, ProtimeError, type ProtimeErrorCode } from './errors.ts';
import type { Http, HttpAnswer } from './http.ts';
import { errorCode, refusalDetail } from './refusal-detail.ts';
import { ASSIGNMENTS_READ, isMandatory } from './scopes.ts';
import type { AccessToken, TokenSource } from './token.ts';

export interface ApiRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** On the API's own origin; the token is sent nowhere else. */
  url: string;
  /** Names the call in errors, without query: `GET /assignments`. */
  label: string;
  /** The scope that the call needs; named in the error when it is missing. */
  scope: string;
  json?: unknown;
  /** The ETag of the answer that is known: a 304 says that it still holds. */
  ifNoneMatch?: string | undefined;
  /** Creates the error for a refusal that has a special meaning for this call. */
  explain?: (answer: HttpAnswer, code: string | undefined) => ProtimeError | undefined;
}

/**
 * Calls the API with a valid token. Resolves to an answer with a 2xx status, or 304 to `ifNoneMatch`; rejects with a ProtimeError.
 * After a 401 the call is repeated once with a new token; a second 401 means a missing permission, as a 403 does.
 */
export type Api = (request: ApiRequest, signal?: AbortSignal) => Promise<HttpAnswer>;

export const createApi = (http: Http, tokens: TokenSource, origin: string): Api => {
  let everAnswered = false;

  const send = async (request: ApiRequest, token: AccessToken, signal: AbortSignal | undefined) => {
    const { method, url, label } = request;
    if (new URL(url).origin !== origin) throw unexpected(label, undefined, 'nextLink');
    const json = request.json === undefined ? {} : { 'content-type': 'application/json' };
    const condition = request.ifNoneMatch === undefined ? {} : { 'if-none-match': request.ifNoneMatch };
    const headers = { authorization: `Bearer ${token.value}`, ...json, ...condition };
    const body = request.json === undefined ? {} : { body: JSON.stringify(request.json) };
    try {
      const answer = await http({ method, url, label, headers, ...body }, signal);
      everAnswered = true;
      return answer;
    } catch (error) {
      // The authentication server has just granted a token, so the network works: the sub-domain does not exist.
      if (isProtimeError(error) && error.status !== undefined) everAnswered = true;
      if (!everAnswered && isProtimeError(error, 'unreachable') && error.detail === 'ENOTFOUND')
        throw new ProtimeError('wrong-tenant', label, { detail: error.detail });
      throw error;
    }
  };

  return async (request, signal) => {
    let token = await tokens.current(signal);
    // Optional scopes: fail early when the token does not include them.
    if (!isMandatory(request.scope) && !token.scopes.has(request.scope))
      throw new ProtimeError('missing-scope', request.label, { scope: request.scope });
    let answer = await send(request, token, signal);
    if (answer.status === 401) {
      token = await tokens.renew(token, signal);
      answer = await send(request, token, signal);
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    if (answer.status === 304 && request.ifNoneMatch !== undefined) return answer;
    throw refusal(request, answer, token);
  };
};

const refusal = ({ scope, label, explain }: ApiRequest, answer: HttpAnswer, token: AccessToken): ProtimeError => {
  const { status } = answer;
  const explained = explain?.(answer, errorCode(answer.text));
  const facts = { status, detail: refusalDetail(answer.text) };
  if (explained) return explained;
  if (status === 403 && scope === ASSIGNMENTS_READ && token.scopes.has(scope))
    return new ProtimeError('planning-not-supported', label, facts);
  if (status === 401 || status === 403) return new ProtimeError('missing-scope', label, { ...facts, scope });
  if (status === 404 || status === 410) return new ProtimeError('not-found', label, facts);
  return new ProtimeError('unexpected-answer', label, facts);
};

/** Resolves to undefined when the call fails with this code; other errors are thrown. */
export const undefinedOn = async <T>(code: ProtimeErrorCode, call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (isProtimeError(error, code)) return undefined;
    throw error;
  }
};
