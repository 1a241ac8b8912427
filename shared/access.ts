import { z } from 'zod';

/** Why a page of web mode has no access to the app. */
export const ACCESS_REFUSALS = ['no-access', 'ticket-expired', 'ticket-used', 'too-many-attempts'] as const;
export type AccessRefusal = (typeof ACCESS_REFUSALS)[number];

/** A browser keeps this many keys: several copies of the app may use one port in turn. */
export const MAX_KEYS = 4;

const secret = z.string().min(1).max(64);

/** First message of a page: the ticket in its address, if there is one, and the keys that this browser keeps for its port. */
export const hello = z.object({ ticket: secret.optional(), keys: z.array(secret).max(MAX_KEYS) });
export type Hello = z.infer<typeof hello>;

/** The answer to it: access, with a key when the ticket was exchanged for one, or the reason why there is none. */
export type HelloAnswer = { welcome: { key?: string } } | { refused: AccessRefusal };
