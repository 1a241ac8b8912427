import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { destinationOf, type SecretDestination } from '../../../electron/protime/destination.ts';
import { createClientSecret } from '../../../electron/storage/client-secret.ts';
import { createSecretBox } from '../../../electron/storage/secret-box.ts';
import { type SettingsChange, settings } from '../../../shared/settings.ts';

const PROTIME = { tenant: 'acme', environment: 'production', clientId: 'planner' } as const;
const to = (protime: SettingsChange['protime'] = {}): SecretDestination =>
  destinationOf(settings.parse({ protime: { ...PROTIME, ...protime } }).protime);
const NOTHING = destinationOf(settings.parse({}).protime);

/** Stored values, and a function that starts the app with them. */
const folder = () => {
  const values = new Map<string, unknown>();
  const box = createSecretBox(randomBytes(32));
  const store = {
    get: (name: string) => values.get(name),
    set: (name: string, value: unknown) => void values.set(name, value),
  };
  const start = ({
    stored = to(),
    overrides = {} as SettingsChange,
    fromEnvironment = undefined as string | undefined,
  } = {}) => {
    const secret = createClientSecret({ store, secrets: box, fromEnvironment, overrides, storedAtStart: stored });
    secret.settle(stored);
    return secret;
  };
  return { values, box, start };
};

const OTHERS: [string, SettingsChange['protime']][] = [
  ['authentication server', { authUrl: 'https://auth.example.org' }],
  ['port of the authentication server', { authUrl: 'https://authentication.myprotime.eu:8443' }],
  ['scheme of the authentication server', { authUrl: 'http://authentication.localhost' }],
  ['API', { apiUrl: 'https://api.example.org' }],
  ['tenant', { tenant: 'acne' }],
  ['environment', { environment: 'sandbox' }],
  ['client id', { clientId: 'somebody-else' }],
];

describe('a stored secret', () => {
  it.each(OTHERS)('is withheld and reported for another %s, and available again when that is restored', (_, other) => {
    const { start } = folder();
    const secret = start();
    secret.set('s3cret', to());
    expect(secret.get(to())).toBe('s3cret');
    expect(secret.get(to(other))).toBeUndefined();
    expect(secret.problem(to(other))?.code).toBe('secret-for-another-address');
    const again = start({ stored: to(other) });
    expect(again.get(to(other))).toBeUndefined();
    expect(again.get(to())).toBe('s3cret');
    expect(again.problem(to())).toBeUndefined();
  });

  it('is available for the same servers, whatever the spelling of their addresses', () => {
    const secret = folder().start();
    secret.set('s3cret', to());
    const written = { apiUrl: 'https://ACME.myprotime.eu:443/', authUrl: 'https://authentication.myprotime.eu/login' };
    expect(secret.get(to(written))).toBe('s3cret');
    expect(secret.get(to({ tenant: 'Acme' }))).toBe('s3cret');
  });

  it('that is entered again belongs only to the new destination', () => {
    const secret = folder().start();
    secret.set('s3cret', to());
    secret.set('another', to({ tenant: 'acne' }));
    expect([secret.get(to()), secret.get(to({ tenant: 'acne' }))]).toEqual([undefined, 'another']);
  });

  it('lists the servers it would be sent to', () => {
    const secret = folder().start();
    secret.set('s3cret', to());
    expect(secret.problem(to({ authUrl: 'https://auth.example.org:8443' }))?.detail).toBe(
      'auth.example.org:8443, acme.myprotime.eu',
    );
  });

  it('entered before the settings belongs to the first tenant and client id, not to other servers', () => {
    const { start } = folder();
    const secret = start({ stored: NOTHING });
    secret.set('s3cret', NOTHING);
    expect(secret.get(to({ authUrl: 'https://auth.example.org' }))).toBeUndefined();
    expect(secret.get(to({ apiUrl: 'https://api.example.org' }))).toBeUndefined();
    secret.settle(to({ apiUrl: 'https://api.example.org' }));
    secret.settle(to());
    expect(secret.get(to())).toBe('s3cret');
    expect(secret.get(to({ tenant: 'acne' }))).toBeUndefined();
  });

  it('cannot get another destination through an edit of the database', () => {
    const { start, values, box } = folder();
    start().set('s3cret', to());
    // Neither as a secret sealed alone, nor under the stored name of the environment's secret.
    const sealed = String(values.get('client-secret'));
    values.set('environment-secret', sealed);
    const stored = to({ authUrl: 'https://auth.example.org' });
    const edited = start({ stored, fromEnvironment: 'another' });
    expect(edited.get(to({ authUrl: 'https://auth.example.org' }))).not.toBe('s3cret');
    expect(box.open(String(values.get('client-secret')))).not.toContain('auth.example.org');
    values.set('client-secret', sealed.slice(0, -8));
    expect(start({ stored }).problem(to())?.code).toBe('secret-unreadable');
  });
});

describe('a secret stored without settings', () => {
  const old = () => {
    const made = folder();
    made.values.set('client-secret', made.box.seal('s3cret'));
    return made;
  };

  it('is bound once and silently to the settings stored at the first start', () => {
    const { start } = old();
    expect(start().get(to())).toBe('s3cret');
    const other = { authUrl: 'https://auth.example.org' };
    const again = start({ stored: to(other) });
    expect(again.get(to(other))).toBeUndefined();
    expect(again.get(to())).toBe('s3cret');
  });

  it.each(OTHERS)('is withheld when a flag of that start names another %s', (_, other = {}) => {
    const { start } = old();
    const secret = start({ overrides: { protime: other } });
    expect(secret.get(to(other))).toBeUndefined();
    expect(start().get(to())).toBe('s3cret');
  });

  it('is bound at the next change when the storage failed at the start', () => {
    const { values, box } = old();
    let isFull = true;
    const store = {
      get: (name: string) => values.get(name),
      set(name: string, value: unknown) {
        if (isFull) throw new Error('disk full');
        values.set(name, value);
      },
    };
    const make = (stored: SecretDestination) =>
      createClientSecret({
        ...{ store, secrets: box, fromEnvironment: undefined, overrides: {} },
        storedAtStart: stored,
      });
    const secret = make(to());
    expect(() => secret.settle(to())).toThrow('disk full');
    expect(secret.get(to())).toBe('s3cret');
    isFull = false;
    const other = { authUrl: 'https://auth.example.org' };
    secret.settle(to(other));
    expect(make(to(other)).get(to(other))).toBeUndefined();
  });
});

describe('the secret of the environment', () => {
  const fromEnvironment = 'fr0m-outside';

  it.each(OTHERS)('is withheld for another %s that was stored later, also after a restart', (_, other) => {
    const { start } = folder();
    const secret = start({ fromEnvironment });
    expect(secret.get(to())).toBe(fromEnvironment);
    secret.settle(to(other));
    expect(secret.get(to(other))).toBeUndefined();
    const again = start({ fromEnvironment, stored: to(other) });
    expect(again.get(to(other))).toBeUndefined();
    expect(again.problem(to(other))?.code).toBe('secret-for-another-address');
    expect(start({ fromEnvironment }).get(to())).toBe(fromEnvironment);
  });

  it.each(OTHERS)('is available for another %s that the same start names', (_, other = {}) => {
    const { start } = folder();
    start({ fromEnvironment });
    expect(start({ fromEnvironment, overrides: { protime: other } }).get(to(other))).toBe(fromEnvironment);
    // At the next start without the flag, the secret is available as before.
    expect(start({ fromEnvironment }).get(to())).toBe(fromEnvironment);
  });

  it('is withheld when that start names only a part of the change', () => {
    const { start } = folder();
    start({ fromEnvironment });
    const stored = to({ apiUrl: 'https://api.example.org' });
    const secret = start({ fromEnvironment, stored, overrides: { protime: { authUrl: 'https://auth.example.org' } } });
    expect(secret.get(to({ apiUrl: 'https://api.example.org', authUrl: 'https://auth.example.org' }))).toBeUndefined();
  });

  it('is replaced by a secret entered for a destination where it is withheld', () => {
    const secret = folder().start({ fromEnvironment });
    secret.set('entered', to({ tenant: 'acne' }));
    expect([secret.get(to()), secret.get(to({ tenant: 'acne' }))]).toEqual([fromEnvironment, 'entered']);
  });

  it('is not stored, and a new one is bound to the settings of its first start', () => {
    const { start, values, box } = folder();
    start({ fromEnvironment });
    expect([...values.values()].map((sealed) => box.open(String(sealed))).join()).not.toContain(fromEnvironment);
    const other = { authUrl: 'https://auth.example.org' };
    expect(start({ fromEnvironment: 'a new one', stored: to(other) }).get(to(other))).toBe('a new one');
  });
});
