import { z } from 'zod';
import type { Activity, Person } from '../../shared/assignment.ts';
import { references } from './assignment-wire.ts';

/*
 * What Protime answers, apart from assignments (assignment-wire.ts). Objects that may hold more than we may keep are stripped to
 * the fields named here; that is what keeps national numbers and pay out of everything behind this folder.
 */

const optionalText = z.string().nullish();
/** Ids and numbers that some tenants write as text and others do not. */
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
  // It goes into a header as it is.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().nullish(),
  scope: optionalText,
});

export const tokenRefusal = z.object({ error: z.string() });

/** What Protime says about a request it refused. Only `code` may be passed on: messages quote what was sent. */
export const errorAnswer = z.object({
  error: z.object({
    code: optionalText,
    message: optionalText,
    reasons: z.array(z.unknown()).nullish(),
  }),
});

const STATUSES = { enabled: 'enabled', disabled: 'disabled', uninitialized: 'uninitialized' } as const;
export type WebhookStatus = (typeof STATUSES)[keyof typeof STATUSES] | 'unknown';

const isStatus = (text: string): text is keyof typeof STATUSES => Object.hasOwn(STATUSES, text);

const validity = (text: string | null | undefined): { validUntil: string | null; validUntilMs: number | null } => {
  const ms = text && /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? { validUntil: null, validUntilMs: null } : { validUntil: text ?? null, validUntilMs: ms };
};

/** A webhook as it was registered; the private key is in the answer to its creation only. */
export const webhookAnswer = z
  .object({
    id: textOrNumber,
    validUntil: optionalText,
    status: optionalText,
    destinationUrl: optionalText,
    collectionName: optionalText,
  })
  .transform(({ id, validUntil, status, destinationUrl, collectionName }) => ({
    id,
    /** As Protime said it, with its offset; null when it did not. */
    ...validity(validUntil),
    status: statusOf(status),
    destinationUrl: destinationUrl ?? null,
    collectionName: collectionName ?? null,
  }));
export type Webhook = z.infer<typeof webhookAnswer>;

const statusOf = (text: string | null | undefined): WebhookStatus => {
  const status = (text ?? '').toLowerCase();
  return isStatus(status) ? STATUSES[status] : 'unknown';
};

export const createdWebhookAnswer = z
  .object({ id: textOrNumber.nullish(), key: z.string().min(1), validUntil: optionalText })
  .transform(({ id, key, validUntil }) => ({ id: id ?? null, key, ...validity(validUntil) }));

/** One page of a list. Its items are checked one by one, so that a bad one can be named. */
export const pageAnswer = z.object({ value: z.array(z.unknown()), nextLink: optionalText });

export const personAnswer = z
  .object({
    id: wholeId,
    firstName: optionalText,
    lastName: optionalText,
    employeeNumber: textOrNumber.nullish(),
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

/** An activity with the two codes that a customer may know it by. */
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
    dataEntryCode: textOrNumber.nullish(),
    externalReference: textOrNumber.nullish(),
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
