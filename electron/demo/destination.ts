const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Which addresses a webhook may have: those of one origin only (`{ origin }`), or any https address and these plain http
 * addresses.
 */
export type Destinations = 'any' | 'loopback' | 'none' | { readonly origin: string };

/** Whether a webhook may have this destination. Protime requires public HTTPS; the demo also has to reach this machine. */
export const isAcceptableDestination = (text: string, http: Destinations): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  if (typeof http === 'object') return origin === http.origin;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (http === 'any' || (http === 'loopback' && LOOPBACK.has(hostname)));
};
