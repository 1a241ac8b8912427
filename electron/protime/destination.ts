import { z } from 'zod';
import { authUrlOf, DOMAIN } from './other-environment.ts';

/** The settings that decide to which servers, and for which client, the client secret and its tokens are sent. */
export const destination = z.object({
  tenant: z.string(),
  environment: z.enum(['production', 'sandbox']),
  clientId: z.string(),
  apiUrl: z.string().nullable(),
  authUrl: z.string().nullable(),
});
export type SecretDestination = z.infer<typeof destination>;

/** Only the destination, without the other Protime settings. */
export const destinationOf = ({
  tenant,
  environment,
  clientId,
  apiUrl,
  authUrl,
}: SecretDestination): SecretDestination => ({
  ...{ tenant, environment, clientId, apiUrl, authUrl },
});

/** Addresses of the API and the authentication server. */
export const addressesOf = ({ tenant, environment, apiUrl, authUrl }: SecretDestination) => ({
  apiUrl: apiUrl ?? `https://${tenant}.${DOMAIN[environment]}`,
  authUrl: authUrl ?? authUrlOf(environment),
});

/** Host names and ports of both servers, for display. */
export const hostsOf = (to: SecretDestination): string => {
  const { apiUrl, authUrl } = addressesOf(to);
  return [...new Set([new URL(authUrl).host, new URL(apiUrl).host])].join(', ');
};

/** Whether servers, tenant, environment and client are the same. */
export const isSameDestination = (a: SecretDestination, b: SecretDestination): boolean =>
  JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));

const partsOf = (to: SecretDestination): readonly string[] => {
  const { apiUrl, authUrl } = addressesOf(to);
  return [new URL(authUrl).origin, new URL(apiUrl).origin, to.tenant.toLowerCase(), to.environment, to.clientId];
};
