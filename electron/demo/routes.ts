import { type Answer, type Call, HttpError } from './http.ts';
import type { Scope } from './tokens.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Matches the whole path below the base; its groups are the parameters. */
  readonly path: RegExp;
  /** The scope that the token must have. */
  readonly scope: Scope;
  readonly handle: (call: Call, parameters: readonly string[]) => Answer;
}

/** The route for a call, with its parameters. Throws 404 for an unknown path, 405 for an unknown method on a known one. */
export const findRoute = (routes: readonly Route[], { method, url }: Call, base: string) => {
  const path = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : '';
  const candidates = routes.filter((route) => route.path.test(path));
  if (candidates.length === 0) throw new HttpError(404, 'NotFound', 'This resource does not exist.');
  const route = candidates.find((candidate) => candidate.method === method);
  if (!route) throw new HttpError(405, 'MethodNotAllowed', 'This resource does not support the method.');
  const [, ...parameters] = route.path.exec(path) ?? [];
  return { route, parameters };
};
