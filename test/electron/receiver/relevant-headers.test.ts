import { expect, it } from 'vitest';
import { relevantHeaders } from '../../../electron/receiver/relevant-headers.ts';

it('keeps headers that explain a delivery and drops all others, above all passwords', () => {
  const kept = relevantHeaders({
    host: 'example.org',
    connection: 'keep-alive',
    accept: '*/*',
    authorization: 'Bearer secret',
    cookie: 'a=b',
    'x-signature-token': 'secret',
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'user-agent': 'Protime/1.0',
    'x-hub-signature-256': 'sha256=abc',
    'x-protime-event': 'assignments',
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1772460000',
  });
  expect(Object.keys(kept)).toEqual([
    'content-type',
    'content-encoding',
    'user-agent',
    'x-hub-signature-256',
    'x-protime-event',
    'webhook-id',
    'webhook-timestamp',
  ]);
});

it('keeps at most 4 KiB of headers', () => {
  const headers = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-signature-${i}`, 'a'.repeat(65_536)]));
  const kept = relevantHeaders(headers);
  expect(JSON.stringify(kept).length).toBeLessThan(4500);
  expect(Object.keys(kept).length).toBeGreaterThan(0);
});

it('keeps what a body needs to be read again, whatever else is sent', () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x-event-${i}`, 'a'.repeat(500)]));
  const needed = { 'content-type': 'application/json; charset=utf-16', 'content-encoding': 'br' };
  expect(relevantHeaders({ ...many, ...needed })).toMatchObject(needed);
});

it('drops every header that is named like a secret', () => {
  const names = [
    'proxy-authorization',
    'x-webhook-secret',
    'x-webhook-token',
    'x-protime-api-key',
    'x-event-key',
    'x-auth-id',
  ];
  const more = [
    'x-webhook-password',
    'x-message-session-id',
    'x-delivery-jwt',
    'x-event-credential',
    'x-webhook-authentication',
  ];
  expect(relevantHeaders(Object.fromEntries([...names, ...more].map((name) => [name, 'secret'])))).toEqual({});
});

it('replaces the secret path where a relay repeats it', () => {
  const kept = relevantHeaders({ 'x-webhook-url': 'https://a.example/Secret43/', 'x-event': 'Secret43' }, 'Secret43');
  expect(kept).toEqual({ 'x-webhook-url': 'https://a.example/…/', 'x-event': '…' });
});
