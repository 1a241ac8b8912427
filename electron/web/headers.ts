/** The page may load its own files and connect to its own socket, nothing else. */
const contentSecurityPolicy = (port: number): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Allows styles set by a script, as the screens do; not those in the markup.
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Not every browser counts a socket as 'self'.
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every answer. */
export const securityHeaders = (port: number): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(port),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});
