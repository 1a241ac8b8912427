import { createHash } from 'node:crypto';
import { type Answer, type Call, HttpError } from './http.ts';
import { findRoute, type Route } from './routes.ts';
import type { Tokens } from './tokens.ts';

export const API_BASE = '/connector/protimeapi/api/v1';

const MAX_URI_CHARACTERS = 4096;
/** `ServiceName/Version (Company Name)`. */
const USER_AGENT = /^[^\s/()]+\/[^\s/()]+ \(\S.*\)$/;

export interface RequestHandlerOptions {
  readonly tenant: string;
  readonly tokens: Tokens;
  readonly routes: readonly Route[];
  readonly url: () => string;
  readonly etags: boolean;
}

const withEtag = (answer: Answer, call: Call): Answer => {
  if (call.method !== 'GET' || answer.status !== 200) return answer;
  const etag = `"${createHash('sha1').update(JSON.stringify(answer.body)).digest('base64url')}"`;
  const headers = { ...answer.headers, etag };
  return call.headers['if-none-match'] === etag ? { status: 304, headers } : { ...answer, headers };
};

/** Checks every request in Protime's order: length, User-Agent, path, token and scope; then calls its route. */
export const createRequestHandler = ({ tenant, tokens, routes, url, etags }: RequestHandlerOptions) => {
  const issuerPath = `/tenants/${tenant}`;
  const authenticate = (call: Call): Answer => {
    const { pathname } = call.url;
    if (call.method === 'POST' && pathname === `${issuerPath}/connect/token`) return tokens.grant(call);
    if (call.method === 'GET' && pathname === `${issuerPath}/.well-known/openid-configuration`) {
      return tokens.discovery(`${url()}${issuerPath}`);
    }
    throw new HttpError(404, 'NotFound', 'This tenant or address does not exist.');
  };
  return async (call: Call): Promise<Answer> => {
    if (call.target.length > MAX_URI_CHARACTERS) {
      throw new HttpError(414, 'UriTooLong', `The URI is longer than ${MAX_URI_CHARACTERS} characters.`);
    }
    if (!USER_AGENT.test(call.headers['user-agent'] ?? '')) {
      throw new HttpError(400, 'InvalidUserAgent', 'The User-Agent must read: ServiceName/Version (Company Name).');
    }
    if (call.url.pathname.startsWith('/tenants/')) return authenticate(call);
    const { route, parameters } = findRoute(routes, call, API_BASE);
    tokens.check(call, route.scope);
    const answer = route.handle(call, parameters);
    return etags ? withEtag(answer, call) : answer;
  };
};
