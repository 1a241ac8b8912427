import { expect, it } from 'vitest';
import { readCreatedWebhook } from '../../../electron/protime/created-webhook.ts';

const SECRET_PATH = 'aB3-_678901234567890123456789012345678901Zz';
const ADDRESS = `https://tunnel.example/${SECRET_PATH}`;
const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ';
const GUID = '38fc2206-b51f-434a-9c36-9e0e5fc5e70e';
const read = (body: unknown, location: string | null = null) =>
  readCreatedWebhook(typeof body === 'string' ? body : JSON.stringify(body), ADDRESS, location);

const documented = {
  id: GUID,
  validUntil: '2026-03-31T12:30:00+02:00',
  status: 'Enabled',
  destinationUrl: ADDRESS,
  collectionName: 'assignments',
  externalReferences: '(people,@employee-number)',
};

it.each([
  ['key', { key: KEY }],
  ['another name', { webhookKey: KEY }],
  ['a secret', { secret: KEY }],
  ['snake case', { signing_secret: KEY }],
  ['capitals', { HMACKey: KEY }],
  ['a numbered name', { key1: KEY, key2: 'n0t-this-0ne-but-th3-first' }],
  ['a name nobody thought of', { validation: KEY }],
  ['a short value of a clear name', { webhookSecret: 'k' }, 'k'],
  ['an object', { key: { id: 'k-1', algorithm: 'HMACSHA256', encoding: 'base64', value: KEY } }],
  ['a JSON web key', { key: { kty: 'oct', alg: 'HS256', k: KEY } }],
  ['deep inside', { security: { hmac: { sharedKey: KEY } } }],
  [
    'next to its description',
    { keyId: 'k3y-id-0123456789', keyType: 'symmetric', keyInfo: 'Keep this safe', key: KEY },
  ],
  ['next to a public key', { publicKey: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A', privateKey: KEY }],
  ['next to other random texts', { etag: 'W0abcdef1234567890', trace: '00f067aa0ba902b7aa0ba902b7', signingKey: KEY }],
  [
    'a GUID of a clear name',
    { secret: 'b0b7c1c2-0000-4000-8000-9e0e5fc5e70e' },
    'b0b7c1c2-0000-4000-8000-9e0e5fc5e70e',
  ],
])('finds the key: %s', (_case, extra, key = KEY) => {
  expect(read({ ...documented, ...extra })).toMatchObject({ id: GUID, key, validUntil: documented.validUntil });
});

it.each([
  ['an envelope', { data: { ...documented, key: KEY } }],
  ['a list of one', [{ ...documented, key: KEY }]],
  ['the webhook beside its key', { webhook: documented, key: KEY }],
])('looks into %s', (_case, body) => {
  expect(read(body)).toMatchObject({ id: GUID, key: KEY, validUntilMs: Date.UTC(2026, 2, 31, 10, 30) });
});

it.each([
  ['nothing of the kind', documented],
  ['an empty one', { ...documented, key: '' }],
  ['numbers', { ...documented, key: 12345678 }],
  ['the secret path of the address', { ...documented, keyPath: SECRET_PATH }],
  ['the id once more', { ...documented, webhookKey: GUID }],
  ['something that is not JSON', '<html>'],
])('has no key for %s', (_case, body) => {
  expect(read(body).key).toBeNull();
});

it('takes the id from the address of the new webhook when the body has none', () => {
  expect(read('', 'https://acme.example/connector/x/webhooks/77?a=b').id).toBe('77');
  expect(read({ key: KEY }, '/connector/x/webhooks/').id).toBeNull();
  expect(read({ webhookId: 9, key: KEY }).id).toBe('9');
  expect(read({ key: { id: 'of the key', value: KEY } }).id).toBeNull();
  expect(read({ id: 'of the request', data: { id: 77, key: KEY } }, '/connector/x/webhooks/77/').id).toBe('77');
});
