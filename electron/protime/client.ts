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
  /** `https://acme.myprotime.eu`, or another address: https, or http on this machine. */
  apiUrl: string;
  /** `https://authentication.myprotime.eu`, or another address with the same rules. */
  authUrl: string;
  tenant: string;
  clientId: string;
  /** Called for each token request; returns undefined when there is no secret (yet). */
  clientSecret: () => string | undefined;
  /** Company and version are sent in the mandatory User-Agent. */
  company: string;
  version: string;
  /** Default: everything the app can use. */
  requestedScopes?: readonly string[];
  externalReferences?: ExternalReferences;
}

/** All calls of this app to Protime. With valid arguments they throw nothing but ProtimeError. */
export interface ProtimeClient extends Webhooks, Assignments, Names {
  /** The scopes of these credentials, from a new token. Throws when they are wrong or the server is unreachable. */
  checkAccess(signal?: AbortSignal): Promise<AccessReport>;
  /** Whether Protime refused the last request with external references: data received and read since then has none. */
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
