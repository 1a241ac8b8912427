import { contentSecurityPolicy } from '../page-files.ts';

/** Headers of every answer. */
export const securityHeaders = (port: number): Record<string, string> => ({
  // Not every browser counts a socket as 'self'.
  'content-security-policy': contentSecurityPolicy(`ws://127.0.0.1:${port}`, `ws://localhost:${port}`),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});
