const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Which plain http addresses a webhook may have; https is always accepted. */
export type HttpDestinations = 'any' | 'loopback' | 'none';

/** Whether a webhook may have this destination. Protime requires public HTTPS; the demo also has to reach this machine. */
export const isAcceptableDestination = (text: string, http: HttpDestinations): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (http === 'any' || (http === 'loopback' && LOOPBACK.has(hostname)));
};
