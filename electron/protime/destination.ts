import { z } from 'zod';
import { authUrlOf, DOMAIN } from './other-environment.ts';

/** What of the settings decides where the client secret and the tokens made with it are sent, and as whose. */
export const destination = z.object({
  tenant: z.string(),
  environment: z.enum(['production', 'sandbox']),
  clientId: z.string(),
  apiUrl: z.string().nullable(),
  authUrl: z.string().nullable(),
});
export type Destination = z.infer<typeof destination>;

/** Without what else the settings of Protime hold. */
export const destinationOf = ({ tenant, environment, clientId, apiUrl, authUrl }: Destination): Destination => ({
  ...{ tenant, environment, clientId, apiUrl, authUrl },
});

/** Where the API and the authentication server are. */
export const addressesOf = ({ tenant, environment, apiUrl, authUrl }: Destination) => ({
  apiUrl: apiUrl ?? `https://${tenant}.${DOMAIN[environment]}`,
  authUrl: authUrl ?? authUrlOf(environment),
});

/** Their host names and ports, for a person to recognise. */
export const hostsOf = (to: Destination): string => {
  const { apiUrl, authUrl } = addressesOf(to);
  return [...new Set([new URL(authUrl).host, new URL(apiUrl).host])].join(', ');
};

/** Whether both are the same servers, tenant, environment and client. */
export const isSameDestination = (a: Destination, b: Destination): boolean =>
  JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));

const partsOf = (to: Destination): readonly string[] => {
  const { apiUrl, authUrl } = addressesOf(to);
  return [new URL(authUrl).origin, new URL(apiUrl).origin, to.tenant.toLowerCase(), to.environment, to.clientId];
};
