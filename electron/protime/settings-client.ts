import type { Settings } from '../../shared/settings.ts';
import type { SendRequest } from '../request.ts';
import { userAgent } from './addresses.ts';
import { createProtimeClient, type ProtimeClient, type ProtimeClientOptions } from './client.ts';
import { addressesOf } from './destination.ts';
import { isProtimeError, ProtimeError } from './errors.ts';
import { createHttp } from './http.ts';
import { isKnownInOtherEnvironment } from './other-environment.ts';
import type { RequestBudget } from './request-budget.ts';

export interface SettingsClientOptions {
  settings: {
    current(): Pick<Settings, 'protime'>;
    /** The secret for a destination; undefined: none may be sent there. */
    clientSecret(to: Settings['protime']): string | undefined;
  };
  version: string;
  now: () => number;
  onServerDate?: ProtimeClientOptions['onServerDate'];
  budget?: RequestBudget;
  sendRequest: SendRequest;
}

/** A client that always uses the current settings: it is created again when the Protime settings change. */
export const createSettingsClient = ({
  settings,
  version,
  now,
  onServerDate,
  budget,
  sendRequest,
}: SettingsClientOptions): ProtimeClient & { close(): void } => {
  const closing = new AbortController();
  let cached: { from: Settings['protime']; client: ProtimeClient } | undefined;
  const client = (): ProtimeClient => {
    const { protime } = settings.current();
    if (cached?.from !== protime)
      cached = {
        from: protime,
        client: createProtimeClient({
          // The secret for these settings: a call that is running when they change must not get the secret of the new ones.
          ...clientOptions(protime, () => settings.clientSecret(protime), version, now),
          onServerDate,
          budget,
          sendRequest,
          signal: closing.signal,
        }),
      };
    return cached.client;
  };
  /** Distinguishes a tenant of the other environment from an unknown one. */
  const checkAccess: ProtimeClient['checkAccess'] = async (signal) => {
    const { protime } = settings.current();
    try {
      return await client().checkAccess(signal);
    } catch (error) {
      if (!isProtimeError(error, 'wrong-tenant') || protime.authUrl !== null) throw error;
      const agent = userAgent(version, protime.company);
      const http = createHttp({ userAgent: agent, now, sendRequest, budget, signal: closing.signal });
      if (await isKnownInOtherEnvironment(protime, http, signal)) throw new ProtimeError('wrong-environment', 'Test');
      throw error;
    }
  };
  return {
    checkAccess,
    createWebhook: (request, signal) => client().createWebhook(request, signal),
    listWebhooks: (filter, signal) => client().listWebhooks(filter, signal),
    getWebhook: (id, signal) => client().getWebhook(id, signal),
    deleteWebhook: (id, signal) => client().deleteWebhook(id, signal),
    assignments: (range, signal) => client().assignments(range, signal),
    assignment: (id, signal) => client().assignment(id, signal),
    people: (signal) => client().people(signal),
    person: (id, signal) => client().person(id, signal),
    activityDefinitions: (version, level, signal) => client().activityDefinitions(version, level, signal),
    referencesRefused: () => cached?.client.referencesRefused() ?? false,
    /** Aborts all requests and pauses between attempts, including those of clients for earlier settings. */
    close: () => closing.abort(),
  };
};

const clientOptions = (
  protime: Settings['protime'],
  clientSecret: () => string | undefined,
  version: string,
  now: () => number,
): Omit<ProtimeClientOptions, 'sendRequest'> => ({
  ...addressesOf(protime),
  tenant: protime.tenant,
  clientId: protime.clientId,
  clientSecret,
  company: protime.company,
  version,
  externalReferences: { people: protime.peopleReferences, activityDefinitions: protime.activityReferences },
  now,
});
