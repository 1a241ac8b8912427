import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import type { Problem } from '../../shared/problems.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import {
  destination,
  destinationOf,
  hostsOf,
  isSameDestination,
  type SecretDestination,
} from '../protime/destination.ts';
import type { SecretBox } from './secret-box.ts';

export interface ClientSecretOptions {
  store: Pick<KeyValueStore, 'get' | 'set'>;
  secrets: SecretBox;
  /** `PROTIME_CLIENT_SECRET`. */
  fromEnvironment: string | undefined;
  /** Settings given by flags and environment. */
  overrides: SettingsChange;
  /** Settings that were stored when the app started. */
  storedAtStart: SecretDestination;
}

const bound = z.object({ secret: z.string(), for: destination });
/** A secret and the only destination it may be sent to. */
type Bound = z.infer<typeof bound>;

const STORED = 'client-secret';
const OF_ENVIRONMENT = 'environment-secret';
/** Prefix of the text before encryption: distinguishes a secret with its destination from one that was sealed alone. */
const MARK = 'bound:1:';

/**
 * The client secret. It is returned for one destination only: authentication server, API, tenant, environment and client id
 * together. When one of them changes (the form, a settings file, a flag, a restored backup, a database edited by hand), the
 * secret is not returned and has to be entered again. It stays stored until then, so that changing back is enough.
 *
 * - A stored secret is sealed together with its destination: that of the settings in force when it was entered. If the
 *   tenant or the client id was still empty, the first one entered afterwards counts.
 * - A secret that an earlier version sealed alone gets the settings that are stored when this version first starts.
 * - The secret of the environment gets the settings in force at the first start with it. Settings given by flags or
 *   environment may differ at each start: they are given together with the secret. Stored settings may not, not even after a
 *   restart: they are stored, sealed, with a fingerprint of the secret.
 */
export const createClientSecret = (options: ClientSecretOptions) => {
  const { store, secrets, fromEnvironment, overrides } = options;
  const storedAtStart = destinationOf(options.storedAtStart);
  const inForceWith = (stored: SecretDestination): SecretDestination =>
    destinationOf({ ...stored, ...overrides.protime });
  const seal = (value: Bound): string => secrets.seal(MARK + JSON.stringify(value));

  /** undefined: there is none; null: it cannot be decrypted. */
  const open = (name: string): (Bound & { wasAlone?: true }) | null | undefined => {
    const sealed = store.get(name);
    if (typeof sealed !== 'string') return undefined;
    const text = secrets.open(sealed);
    if (text === undefined) return null;
    if (!text.startsWith(MARK)) return { secret: text, for: storedAtStart, wasAlone: true };
    return bound.safeParse(parseJson(text.slice(MARK.length))).data ?? null;
  };

  const givenFingerprint = fromEnvironment === undefined ? undefined : fingerprint(fromEnvironment);
  const sealedBefore = open(OF_ENVIRONMENT);
  /** The stored part of the destination of the environment's secret. */
  let storedOfEnvironment = sealedBefore && sealedBefore.secret === givenFingerprint ? sealedBefore.for : storedAtStart;
  const ofEnvironment = (): Bound | undefined =>
    fromEnvironment === undefined ? undefined : { secret: fromEnvironment, for: inForceWith(storedOfEnvironment) };

  const all = () => [ofEnvironment(), open(STORED)];

  return {
    /** The secret for a destination; undefined when none may be sent there. */
    get: (to: SecretDestination): string | undefined => all().find((one) => one && accepts(one.for, to))?.secret,

    /** Why there is no secret for a destination; undefined when there is one. */
    problem(to: SecretDestination): Problem | undefined {
      const known = all();
      if (known.some((one) => one && accepts(one.for, to))) return undefined;
      if (known.some((one) => one)) return { code: 'secret-for-another-address', detail: hostsOf(to) };
      return { code: known.includes(null) ? 'secret-unreadable' : 'secret-missing' };
    },

    /** Stores a new secret for the settings in force, given the stored ones. Part of a write. */
    set: (secret: string, stored: SecretDestination): void =>
      store.set(STORED, seal({ secret, for: inForceWith(stored) })),

    /**
     * Stores each secret with its destination, as far as the destination is known. Part of every write that changes stored
     * settings.
     */
    settle(stored: SecretDestination): void {
      const sealed = open(STORED);
      if (sealed) {
        const to = settled(sealed.for, inForceWith(stored));
        if (sealed.wasAlone || !isEqual(to, sealed.for)) store.set(STORED, seal({ secret: sealed.secret, for: to }));
      }
      if (givenFingerprint === undefined) return;
      storedOfEnvironment = settled(storedOfEnvironment, destinationOf(stored));
      const value = { secret: givenFingerprint, for: storedOfEnvironment };
      if (!isEqual(open(OF_ENVIRONMENT), value)) store.set(OF_ENVIRONMENT, seal(value));
    },
  };
};

/** Whether a secret entered for one destination may be sent to another: fields that were empty then match any value. */
const accepts = (enteredFor: SecretDestination, to: SecretDestination): boolean =>
  isSameDestination(
    { ...enteredFor, tenant: enteredFor.tenant || to.tenant, clientId: enteredFor.clientId || to.clientId },
    to,
  );

const settled = (enteredFor: SecretDestination, inForce: SecretDestination): SecretDestination =>
  accepts(enteredFor, inForce) ? destinationOf(inForce) : enteredFor;

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Stored sealed; only compares secrets. */
const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('base64');
