import { expect, it } from 'vitest';
import type { StoredSubscription } from '../../../electron/database/tables/subscriptions.ts';
import type { Webhook } from '../../../electron/protime/wire.ts';
import { publicUrlOf, renewAtMs, replacementReason } from '../../../electron/subscription/renewal.ts';

const T0 = Date.parse('2026-03-10T12:00:00Z');
const HOUR_MS = 3_600_000;
const stored: StoredSubscription = {
  id: 1,
  secret: 'abc',
  destinationUrl: 'https://x.example/abc',
  webhookId: 'w',
  sealedKey: 'sealed',
  validUntil: '2026-03-10T15:00:00+01:00',
  signatureFormat: null,
  state: 'live',
  createdAtMs: T0,
};
const remote = { id: 'w', status: 'enabled', validUntilMs: T0 + 2 * HOUR_MS } as Webhook;

it('is due at half of the lifetime, and never without a known end', () => {
  expect(renewAtMs(stored)).toBe(T0 + HOUR_MS);
  expect(renewAtMs({ ...stored, validUntil: null })).toBe(Number.POSITIVE_INFINITY);
  expect(renewAtMs({ ...stored, validUntil: 'some day' })).toBe(Number.POSITIVE_INFINITY);
  expect(renewAtMs(undefined)).toBe(Number.POSITIVE_INFINITY);
});

it('gives the reason for a renewal', () => {
  const why = (current = stored, at = remote, url = 'https://x.example', nowMs = T0) =>
    replacementReason(current, at, url, nowMs);
  expect(why()).toBeUndefined();
  expect(replacementReason(stored, undefined, 'https://x.example', T0)).toBe('gone');
  expect(why(stored, { ...remote, status: 'disabled' })).toBe('disabled');
  expect(why(stored, { ...remote, validUntilMs: T0 })).toBe('expired');
  expect(why(stored, remote, 'https://y.example')).toBe('moved');
  expect(why(stored, remote, 'https://x.example', T0 + HOUR_MS)).toBe('due');
  expect(publicUrlOf(stored)).toBe('https://x.example');
});
