import type { AccessReport } from '../../shared/contract.ts';
import { createAccessCheck } from './access.ts';
import { checkedOrigin, userAgent } from './addresses.ts';
import { createApi } from './api.ts';
import { type Assignments, createAssignments } from './assignments.ts';
import { createHttp, type HttpOptions } from './http.ts';
import { createNames, type Names } from './names.ts';
import { type ExternalReferences, requestReferences } from './references.ts';
import { ALL_SCOPES } from './scopes.ts';
import { createTokenSource } from './token.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export interface ProtimeClientOptions extends Omit<HttpOptions, 'userAgent'> {
  /** `https://acme.myprotime.eu`, or what replaces it: https, or http on this machine. */
  apiUrl: string;
  /** `https://authentication.myprotime.eu`, or what replaces it. */
  authUrl: string;
  tenant: string;
  clientId: string;
  /** Asked at each request for a token; undefined when there is none (yet). */
  clientSecret: () => string | undefined;
  /** For the mandatory User-Agent, as is `version`. */
  company: string;
  version: string;
  /** Default: everything the app can use. */
  requestedScopes?: readonly string[];
  externalReferences?: ExternalReferences;
}

/** Every call this app makes to Protime. All of them throw ProtimeError and nothing else once their arguments are right. */
export interface ProtimeClient extends Webhooks, Assignments, Names {
  /** The scopes of these credentials, from a new token. Throws when they are wrong or the server is unreachable. */
  checkAccess(signal?: AbortSignal): Promise<AccessReport>;
  /** Whether Protime refused the external references the last time: what is received and read since has none. */
  referencesRefused(): boolean;
}

/** @throws ProtimeError `insecure-address` for an address that a secret must not be sent to. */
export const createProtimeClient = (options: ProtimeClientOptions): ProtimeClient => {
  const apiOrigin = checkedOrigin(options.apiUrl);
  const authOrigin = checkedOrigin(options.authUrl);
  const { tenant, clientId, clientSecret, now, requestedScopes = ALL_SCOPES, externalReferences } = options;

  const http = createHttp({ ...options, userAgent: userAgent(options.version, options.company) });
  const tokens = createTokenSource(
    createTokenEndpoint(http, { authOrigin, tenant, clientId, clientSecret }),
    requestedScopes,
    now,
  );
  const api = createApi(http, tokens, apiOrigin);

  const people = { people: externalReferences?.people ?? [] };
  const references = {
    ofWebhook: requestReferences(externalReferences),
    ofAssignments: requestReferences(externalReferences),
    ofPeople: requestReferences(people),
  };
  const webhooks = createWebhooks(api, apiOrigin, references.ofWebhook);
  const assignments = createAssignments(api, apiOrigin, references.ofAssignments);
  const names = createNames(api, apiOrigin, references.ofPeople);
  const checkAccess = createAccessCheck({ tokens, webhooks, assignments, requestedScopes, now });
  const referencesRefused = () => Object.values(references).some(({ wereRefused }) => wereRefused);
  return { ...webhooks, ...assignments, ...names, checkAccess, referencesRefused };
};
