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
const remote = { id: 'w', status: 'enabled', validUntil: '2026-03-10T15:00:00+01:00' } as Webhook;

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
  expect(replacementReason(stored, undefined, 'https://x.example', T0)).toBe('deleted');
  expect(why(stored, { ...remote, status: 'disabled' })).toBe('disabled');
  expect(why(stored, { ...remote, status: 'uninitialized' })).toBe('not-enabled');
  expect(why(stored, { ...remote, status: 'unknown' })).toBe('not-enabled');
  expect(why(stored, { ...remote, validUntil: '2026-03-10T13:00:01+01:00' }, 'https://x.example', T0 + 1000)).toBe(
    'expired',
  );
  expect(why(stored, remote, 'https://y.example')).toBe('address-changed');
  expect(why(stored, remote, 'https://x.example', T0 + HOUR_MS)).toBe('renewal-due');
  expect(publicUrlOf(stored)).toBe('https://x.example');
});

it('believes the end that the provider says now, not the one it said at creation', () => {
  const sooner = { ...remote, validUntil: '2026-03-10T13:30:00+01:00' };
  const later = { ...remote, validUntil: '2026-03-10T19:00:00+01:00' };
  const why = (at: Webhook, nowMs: number) => replacementReason(stored, at, undefined, nowMs);
  expect(why(sooner, T0 + HOUR_MS / 4)).toBe('renewal-due');
  expect(why(later, T0 + HOUR_MS)).toBeUndefined();
  expect(why({ ...remote, validUntil: null }, T0 + HOUR_MS)).toBe('renewal-due');
});

it('goes by the status alone where the end lies before the creation', () => {
  const past = '2026-03-10T12:59:59+01:00';
  expect(renewAtMs({ ...stored, validUntil: past })).toBe(Number.POSITIVE_INFINITY);
  expect(replacementReason(stored, { ...remote, validUntil: past }, undefined, T0 + HOUR_MS)).toBeUndefined();
});
