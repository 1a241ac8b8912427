import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Problem } from '../../shared/problems.ts';
import type { Settings, SettingsChange } from '../../shared/settings.ts';
import type { SettingStore } from '../database/settings-store.ts';
import type { SecretBox } from '../secrets.ts';
import { type Destination, destination, destinationOf, hostsOf, isSameDestination } from './destination.ts';

export interface ClientSecretOptions {
  store: Pick<SettingStore, 'get' | 'set'>;
  secrets: SecretBox;
  /** `PROTIME_CLIENT_SECRET`. */
  fromEnvironment: string | undefined;
  /** What flags and environment decide. */
  overrides: SettingsChange;
  /** The settings as this start finds them: as stored, and in force. */
  atStart: { stored: Settings; inForce: Settings };
}

const bound = z.object({ secret: z.string(), for: destination });
/** A secret and the only destination it may be sent to. */
type Bound = z.infer<typeof bound>;

const STORED = 'client-secret';
const OF_ENVIRONMENT = 'environment-secret';
/** Begins what is sealed: a secret that was sealed alone is never taken for one with a destination, nor the other way round. */
const MARK = 'bound:1:';

/**
 * The client secret, given out for one destination only: authentication server, API, tenant, environment and client id
 * together. Whatever changes one of them (the form, a settings file, a flag, a restored backup, a database edited by hand),
 * the secret is not given out and has to be entered again. It is kept until then, so that changing back is enough.
 *
 * - A stored secret is sealed together with its destination: that of the settings in force when it was entered. Where the
 *   tenant or the client id was still empty, the first one entered afterwards counts.
 * - A secret that an earlier version sealed alone gets the settings that are stored when this version first starts.
 * - The secret of the environment gets the settings in force at the first start with it; a sealed fingerprint remembers them.
 *   Another destination is accepted where flags or environment of the same start name it, for whoever starts the app gives
 *   both; what was stored meanwhile is not, not even after a restart.
 */
export const createClientSecret = ({ store, secrets, fromEnvironment, overrides, atStart }: ClientSecretOptions) => {
  const seal = (value: Bound): string => secrets.seal(MARK + JSON.stringify(value));

  /** undefined: there is none; null: it cannot be opened. */
  const open = (name: string): (Bound & { wasAlone?: true }) | null | undefined => {
    const sealed = store.get(name);
    if (typeof sealed !== 'string') return undefined;
    const text = secrets.open(sealed);
    if (text === undefined) return null;
    if (!text.startsWith(MARK)) return { secret: text, for: destinationOf(atStart.stored.protime), wasAlone: true };
    return bound.safeParse(JSON.parse(text.slice(MARK.length))).data ?? null;
  };

  const destinationOfEnvironment = (secret: string): Destination => {
    const inForce = destinationOf(atStart.inForce.protime);
    const known = open(OF_ENVIRONMENT);
    if (known?.secret !== fingerprint(secret)) return inForce;
    const withGiven = destinationOf({ ...known.for, ...overrides.protime });
    return accepts(withGiven, inForce) ? inForce : known.for;
  };
  const ofEnvironment: Bound | undefined =
    fromEnvironment === undefined
      ? undefined
      : { secret: fromEnvironment, for: destinationOfEnvironment(fromEnvironment) };

  const known = () => [ofEnvironment, open(STORED)];

  return {
    /** The secret for a destination; undefined when none may be sent there. */
    get: (to: Destination): string | undefined => known().find((one) => one && accepts(one.for, to))?.secret,

    /** Why there is no secret for a destination; undefined when there is one. */
    problem(to: Destination): Problem | undefined {
      const all = known();
      if (all.some((one) => one && accepts(one.for, to))) return undefined;
      if (all.some((one) => one)) return { code: 'secret-for-another-address', detail: hostsOf(to) };
      return { code: all.includes(null) ? 'secret-unreadable' : 'secret-missing' };
    },

    /** Stores a new one for the settings in force. Part of a write. */
    set: (secret: string, inForce: Settings): void =>
      store.set(STORED, seal({ secret, for: destinationOf(inForce.protime) })),

    /** Seals each secret with all that is known of its destination. Part of every write that changes settings. */
    settle({ protime: inForce }: Settings): void {
      const stored = open(STORED);
      if (stored) {
        const to = settled(stored.for, inForce);
        if (stored.wasAlone || !isEqual(to, stored.for)) store.set(STORED, seal({ secret: stored.secret, for: to }));
      }
      if (!ofEnvironment) return;
      ofEnvironment.for = settled(ofEnvironment.for, inForce);
      const value = { secret: fingerprint(ofEnvironment.secret), for: ofEnvironment.for };
      if (!isEqual(open(OF_ENVIRONMENT), value)) store.set(OF_ENVIRONMENT, seal(value));
    },
  };
};

/** Where a secret may go that was entered for a destination; what was empty then is what was entered first. */
const accepts = (enteredFor: Destination, to: Destination): boolean =>
  isSameDestination(
    { ...enteredFor, tenant: enteredFor.tenant || to.tenant, clientId: enteredFor.clientId || to.clientId },
    to,
  );

const settled = (enteredFor: Destination, inForce: Destination): Destination =>
  accepts(enteredFor, inForce) ? destinationOf(inForce) : enteredFor;

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Sealed, like a secret: it says whether a secret is the same, and is of no other use. */
const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('base64');
