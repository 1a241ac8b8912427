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
  /** What an error names it by, without query: `GET /assignments`. */
  where: string;
  /** The scope the call needs, for the error that says it is missing. */
  scope: string;
  json?: unknown;
  /** The ETag of the answer that is known: a 304 says that it still holds. */
  ifNoneMatch?: string | undefined;
  /** What a refusal means for this call in particular. */
  explain?: (answer: HttpAnswer, code: string | undefined) => ProtimeError | undefined;
}

/**
 * A call with a valid token. Answers with a 2xx, or with a 304 where one was asked for; everything else is a ProtimeError.
 * A 401 gets a new token once: then it means a missing permission, as a 403 does.
 */
export type Api = (request: ApiRequest, signal?: AbortSignal) => Promise<HttpAnswer>;

export const createApi = (http: Http, tokens: TokenSource, origin: string): Api => {
  let everAnswered = false;

  const send = async (request: ApiRequest, token: AccessToken, signal: AbortSignal | undefined) => {
    const { method, url, where } = request;
    if (new URL(url).origin !== origin) throw unexpected(where, undefined, 'nextLink');
    const json = request.json === undefined ? {} : { 'content-type': 'application/json' };
    const condition = request.ifNoneMatch === undefined ? {} : { 'if-none-match': request.ifNoneMatch };
    const headers = { authorization: `Bearer ${token.value}`, ...json, ...condition };
    const body = request.json === undefined ? {} : { body: JSON.stringify(request.json) };
    try {
      const answer = await http({ method, url, where, headers, ...body }, signal);
      everAnswered = true;
      return answer;
    } catch (error) {
      // The authentication server gave us a token just now, so the network works: the sub-domain does not exist.
      if (isProtimeError(error) && error.status !== undefined) everAnswered = true;
      if (!everAnswered && isProtimeError(error, 'unreachable') && error.detail === 'ENOTFOUND')
        throw new ProtimeError('wrong-tenant', where, { detail: error.detail });
      throw error;
    }
  };

  return async (request, signal) => {
    let token = await tokens.current(signal);
    // Optional scopes: fail early when the token does not hold them.
    if (!isMandatory(request.scope) && !token.scopes.has(request.scope))
      throw new ProtimeError('missing-scope', request.where, { scope: request.scope });
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

const refusal = ({ scope, where, explain }: ApiRequest, answer: HttpAnswer, token: AccessToken): ProtimeError => {
  const { status } = answer;
  const explained = explain?.(answer, errorCode(answer.text));
  const facts = { status, detail: refusalDetail(answer.text) };
  if (explained) return explained;
  if (status === 403 && scope === ASSIGNMENTS_READ && token.scopes.has(scope))
    return new ProtimeError('planning-not-supported', where, facts);
  if (status === 401 || status === 403) return new ProtimeError('missing-scope', where, { ...facts, scope });
  if (status === 404 || status === 410) return new ProtimeError('not-found', where, facts);
  return new ProtimeError('unexpected-answer', where, facts);
};

/** undefined when the call fails with this code; other errors are thrown. */
export const undefinedOn = async <T>(code: ProtimeErrorCode, call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (isProtimeError(error, code)) return undefined;
    throw error;
  }
};
