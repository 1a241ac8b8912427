import { parseJson } from '../../shared/json.ts';
import { validity } from './wire.ts';

/** The created webhook. Values that were not found in the answer are null. */
export interface CreatedWebhook {
  id: string | null;
  /** Signs the deliveries; it is returned only once. */
  key: string | null;
  /** ISO 8601; null when Protime did not say it. */
  validUntil: string | null;
  validUntilMs: number | null;
}

interface Field {
  /** As lower-case words: `signing_key1` and `SigningKey` are `signing key`. */
  name: string;
  value: unknown;
  /** Whether it is inside an object with the name of a key, e.g. `{"key": {"value": …}}`. */
  inKey: boolean;
}

/** Far more than any real answer has. */
const MAX_FIELDS = 500;
const KEY_NAME = /key|secret|hmac|token|signing|signature/;
/** Last words of names that mean something else than the key, e.g. `keyId`, `signatureAlgorithm`. */
const OTHER_NAME =
  /(^| )(id|url|uri|path|until|at|on|date|name|status|state|type|kind|kty|use|version|algorithm|alg|encoding|format|header|e?tag|references?|description|tenant)$|public/;
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Reads the answer to `POST /webhooks`. Its JSON is not documented, so id, end of validity and key are searched at any
 * depth, outer fields first. The key is a text without spaces that either
 * - has a name (or belongs to an object with a name) that says key, secret, hmac, token or signature, or
 * - looks random: 16 characters or more, letters and digits mixed, no GUID;
 * and neither has a name that means something else (`keyId`, `publicKey`, `etag`) nor is the id or a part of the address.
 * If several texts qualify, the order is: name and random text, name only, random text only; then outer fields first. A wrong
 * choice is safe: signatures are not recognised with it, and each delivery is confirmed by reading it from Protime.
 * @param text the body; what is not JSON has no fields.
 */
export const readCreatedWebhook = (text: string, destinationUrl: string, location: string | null): CreatedWebhook => {
  const fields = [...fieldsOf(parseJson(text))];
  // `Location` is documented, and can only mean the webhook; an id in the body may belong to something else.
  const id = idInLocation(location) ?? idOf(fields.find(isWebhookId)?.value);
  const isKnown = (value: string) => value === id || destinationUrl.includes(value);
  const keys = fields.filter(
    (field): field is Field & { value: string } => rankOf(field) > 0 && !isKnown(String(field.value)),
  );
  const best = Math.max(...keys.map(rankOf));
  const validUntil = fields.find(({ name }) => name === 'valid until')?.value;
  return { id, key: keys.find((field) => rankOf(field) === best)?.value ?? null, ...validity(validUntil) };
};

const isWebhookId = ({ name, value, inKey }: Field): boolean =>
  (name === 'id' || name === 'webhook id') && !inKey && idOf(value) !== null;

/** Every field of the answer, outer ones before inner ones. */
function* fieldsOf(body: unknown): Generator<Field> {
  const queue: Field[] = [{ name: '', value: body, inKey: false }];
  for (let at = 0; at < Math.min(queue.length, MAX_FIELDS); at += 1) {
    const field = queue[at] as Field;
    const { name, value } = field;
    yield field;
    if (typeof value !== 'object' || value === null) continue;
    const inKey = field.inKey || KEY_NAME.test(name);
    for (const [key, child] of Object.entries(value)) queue.push({ name: toWords(key), value: child, inKey });
  }
}

const toWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** How likely a field is the key, from 1 to 3; 0: it is not the key. */
const rankOf = ({ name, value, inKey }: Field): number => {
  if (typeof value !== 'string' || !/^\S+$/.test(value) || value.includes('://') || OTHER_NAME.test(name)) return 0;
  return (inKey || KEY_NAME.test(name) ? 2 : 0) + (looksRandom(value) ? 1 : 0);
};

const looksRandom = (text: string): boolean =>
  /^[\w+/=.~-]{16,}$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text) && !GUID.test(text);

const idOf = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;

const idInLocation = (location: string | null): string | null =>
  /\/webhooks\/([^/?#]+)\/?([?#].*)?$/.exec(location ?? '')?.[1] ?? null;
