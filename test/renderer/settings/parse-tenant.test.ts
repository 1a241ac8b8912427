import { expect, it } from 'vitest';
import { parseTenant } from '../../../renderer/settings/parse-tenant.ts';

it.each([
  ['acme', { tenant: 'acme' }],
  ['  acme ', { tenant: 'acme' }],
  ['acme.myprotime.eu', { tenant: 'acme', environment: 'production' }],
  ['https://acme.myprotimesandbox.eu/planning?week=3', { tenant: 'acme', environment: 'sandbox' }],
  ['HTTPS://Acme.MyProtime.eu/', { tenant: 'Acme', environment: 'production' }],
  // Not an address of Protime: not changed, so that the core refuses it with a reason.
  ['https://acme.example.com', { tenant: 'https://acme.example.com' }],
  ['https://acme.myprotime.eu.evil.example', { tenant: 'https://acme.myprotime.eu.evil.example' }],
  ['', { tenant: '' }],
])('reads the tenant in %j', (text, expected) => {
  expect(parseTenant(text)).toEqual(expected);
});
