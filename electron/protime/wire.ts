import { z } from 'zod';
import type { Activity, Person } from '../../shared/assignment.ts';
import { references } from './assignment-wire.ts';

/*
 * Schemas of Protime's answers, except assignments (assignment-wire.ts). They remove all fields that are not named here, so
 * that private data such as national numbers and pay is never stored.
 */

const optionalText = z.string().nullish();
/** null for any other type: an invalid optional field must not make the whole record invalid. */
const textIfAny = z.string().nullable().catch(null);
/** Ids and numbers that some tenants send as text, others as numbers. */
const textOrNumber = z.union([z.string(), z.number()]).transform(String);
const wholeId = z.union([
  z.number().int().positive(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

export const discoveryAnswer = z.object({ token_endpoint: z.string() });

export const tokenAnswer = z.object({
  // Sent in a header without encoding.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  // An invalid value counts as missing: see token-endpoint.ts.
  expires_in: z.coerce.number().positive().finite().nullable().catch(null),
  scope: z
    .union([z.string(), z.array(z.string()).transform((scopes) => scopes.join(' '))])
    .nullable()
    .catch(null),
});

export const tokenRefusal = z.object({ error: z.string() });

const STATUSES = { enabled: 'enabled', disabled: 'disabled', uninitialized: 'uninitialized' } as const;
export type WebhookStatus = (typeof STATUSES)[keyof typeof STATUSES] | 'unknown';

const isStatus = (text: string): text is keyof typeof STATUSES => Object.hasOwn(STATUSES, text);

/** Parses an end of validity to ISO 8601 with an offset, and to ms. A time without an offset is read as UTC. */
export const validity = (value: unknown): { validUntil: string | null; validUntilMs: number | null } => {
  const text = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.trim().replace(' ', 'T') : '';
  const validUntil = /T\d{2}:\d{2}(:[\d.]+)?$/.test(text) ? `${text}Z` : text;
  const ms = Date.parse(validUntil);
  return Number.isNaN(ms) ? { validUntil: null, validUntilMs: null } : { validUntil, validUntilMs: ms };
};

/** A registered webhook. Its key is only in the answer to the creation: see created-webhook.ts. */
export const webhookAnswer = z
  .object({
    id: textOrNumber,
    validUntil: z.unknown().optional(),
    status: textIfAny,
    destinationUrl: textIfAny,
    collectionName: textIfAny,
  })
  .transform(({ id, validUntil, status, destinationUrl, collectionName }) => ({
    id,
    /** ISO 8601; null when Protime did not say it. */
    ...validity(validUntil),
    status: statusOf(status),
    destinationUrl,
    collectionName,
  }));
export type Webhook = z.infer<typeof webhookAnswer>;

const statusOf = (text: string | null): WebhookStatus => {
  const status = (text ?? '').toLowerCase();
  return isStatus(status) ? STATUSES[status] : 'unknown';
};

/** One page of a list. Its items are validated one by one, so that the error can name the invalid one. */
export const pageAnswer = z.object({ value: z.array(z.unknown()), nextLink: optionalText });

export const personAnswer = z
  .object({
    id: wholeId,
    firstName: optionalText,
    lastName: optionalText,
    employeeNumber: textOrNumber.nullish().catch(null),
    externalReferences: z.unknown().optional(),
  })
  .transform(({ id, firstName, lastName, employeeNumber, externalReferences }): Person => {
    const own = references(externalReferences);
    return {
      id,
      firstName: firstName ?? '',
      lastName: lastName ?? '',
      employeeNumber: employeeNumber ?? null,
      ...(own ? { references: own } : {}),
    };
  });

/** An activity with the two codes by which a customer may identify it. */
export interface ActivityDefinition extends Activity {
  dataEntryCode: string | null;
  externalReference: string | null;
}

export const activityAnswer = z
  .object({
    id: textOrNumber,
    level: z.coerce.number().int(),
    name: z
      .object({ default: optionalText, translations: z.record(z.string(), z.string().nullable()).nullish() })
      .nullish(),
    dataEntryCode: textOrNumber.nullish().catch(null),
    externalReference: textOrNumber.nullish().catch(null),
  })
  .transform(({ id, level, name, dataEntryCode, externalReference }): ActivityDefinition => {
    const translations = references(name?.translations);
    return {
      id,
      level,
      name: name?.default ?? null,
      ...(translations ? { translations } : {}),
      dataEntryCode: dataEntryCode ?? null,
      externalReference: externalReference ?? null,
    };
  });
