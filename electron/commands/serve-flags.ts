import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relayUrl, type SettingsChange, safeUrl, settings as settingsSchema } from '../../shared/settings.ts';
import type { Config } from '../config.ts';
import { UsageError } from '../exit-status.ts';
import { defaultDataDir, thisSystem } from '../storage/data-folder.ts';
import { COMMON_FLAGS, type Terminal } from './common.ts';
import { type Flag, type Flags, oneOf, text, toggle, type Values, wholeNumber } from './flags.ts';
import { OPEN_FLAGS } from './open-browser.ts';

const url = (help: string, schema = safeUrl, expected = 'an https address'): Flag<string> => ({
  value: 'URL',
  help,
  read: (typed, name) => {
    if (schema.safeParse(typed).success) return typed.replace(/\/+$/, '');
    throw new UsageError(`--${name} expects ${expected}, or http on this computer, not "${typed}"`);
  },
});

export const SERVE_FLAGS = {
  ...COMMON_FLAGS,
  'ui-port': wholeNumber('N', 'loopback port of the screens, 0 = any free one (default: 4310)', 0, 65_535),
  'receiver-port': wholeNumber('N', 'loopback port of the receiver, 0 = any free one (default: 0)', 0, 65_535),
  'public-url': url('the receiver is reachable there: no tunnel'),
  'tunnel-host': url(
    'localtunnel relay (default: the public one); tls://… encrypts the way from it to this computer',
    relayUrl,
    'an https or tls address',
  ),
  'tunnel-subdomain': text('NAME', 'requested name at the relay (default: the last one)'),
  tenant: text('NAME', 'Protime tenant: the first part of its address'),
  environment: oneOf(['production', 'sandbox'] as const, 'of Protime (default: production)'),
  'client-id': text('ID', 'of the API client; its secret comes from PROTIME_CLIENT_SECRET or Settings'),
  company: text('NAME', 'for the User-Agent that Protime asks for'),
  'api-url': url('replaces https://<tenant>.<environment>'),
  'auth-url': url('replaces https://authentication.<environment>'),
  subscribe: toggle('subscribe at start if there is no live subscription'),
  ...OPEN_FLAGS,
  restore: text('NAME', 'restore this backup first (newest, or its name); the current database is set aside'),
  'heartbeat-seconds': wholeNumber('N', 'interval of the heartbeat, in seconds (default: 60)', 1, 3600),
} satisfies Flags;

export const DEMO_FLAGS = {
  ...SERVE_FLAGS,
  strict: toggle('the demo tenant is as strict as Protime may be'),
} satisfies Flags;

export type ServeValues = Values<typeof DEMO_FLAGS>;

/** Flags as a checked configuration. @throws UsageError */
export const toConfig = (values: ServeValues, { env }: Terminal, { demo }: { demo: boolean }): Config => {
  const overrides = checked({
    protime: withoutUndefined({
      tenant: values.tenant,
      environment: values.environment,
      clientId: values['client-id'],
      company: values.company,
      apiUrl: values['api-url'],
      authUrl: values['auth-url'],
    }),
    tunnel: withoutUndefined({
      ...(values['public-url']
        ? { provider: 'public-url' as const, publicUrl: values['public-url'] }
        : values['tunnel-host']
          ? { provider: 'localtunnel' as const }
          : {}),
      host: values['tunnel-host'],
      subdomain: values['tunnel-subdomain'],
      receiverPort: values['receiver-port'],
    }),
  });
  const secret = env.PROTIME_CLIENT_SECRET;
  return {
    dataDir:
      values.data ?? (demo ? mkdtempSync(join(tmpdir(), 'assignment-monitor-demo-')) : defaultDataDir(thisSystem(env))),
    overrides,
    ...(secret ? { clientSecret: secret } : {}),
    demo,
    subscribe: values.subscribe ?? false,
    uiPort: values['ui-port'] ?? 4310,
    ...(values['heartbeat-seconds'] ? { heartbeatIntervalMs: values['heartbeat-seconds'] * 1000 } : {}),
  };
};

const withoutUndefined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const FLAG_OF: Record<string, string> = {
  'protime.tenant': 'tenant',
  'protime.company': 'company',
  'protime.clientId': 'client-id',
  'tunnel.subdomain': 'tunnel-subdomain',
};
const EXPECTED: Record<string, string> = {
  tenant: 'the first part of the Protime address, such as acme',
  company: 'a name without brackets',
  'client-id': 'at most 200 characters',
  'tunnel-subdomain': '4 to 63 lowercase letters, digits and hyphens',
};

/** The value of a flag must be valid as a setting. */
const checked = (overrides: SettingsChange): SettingsChange => {
  const result = settingsSchema.safeParse(overrides);
  if (result.success) return overrides;
  const field = result.error.issues[0]?.path.join('.') ?? '';
  const flag = FLAG_OF[field] ?? field;
  throw new UsageError(`--${flag} expects ${EXPECTED[flag] ?? 'another value'}`);
};
