import { z } from 'zod';
import { isJsonObject } from './json.ts';
import { problem } from './problems.ts';
import { quietHours } from './quiet-hours.ts';
import { instantMs, isTimeZone } from './time.ts';

const httpsOrLoopback = (url: string): boolean => {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  } catch {
    return false;
  }
};

/** 127.0.0.0/8, ::1 and localhost (sub-domains included). */
export const isLoopback = (hostname: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(hostname) ||
  hostname === '[::1]' ||
  hostname === '::1' ||
  /(^|\.)localhost$/.test(hostname);

/** https anywhere, or plain http on this machine. */
export const safeUrl = z.string().refine(httpsOrLoopback, { error: 'https-or-loopback' });

/** A tunnel's relay: as above, or `tls://…` (https, and the tunnel's own connections encrypted too). */
export const relayUrl = z.string().refine((url) => httpsOrLoopback(url.replace(/^tls:/i, 'https:')), {
  error: 'https-or-loopback',
});

const optional = <T extends z.ZodType>(type: T) => type.nullable().default(null);

export const settings = z.object({
  protime: z
    .object({
      /** The sub-domain: `acme` of `https://acme.myprotime.eu`. Empty: not set up. */
      tenant: z
        .string()
        .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/i, { error: 'tenant' })
        .default(''),
      environment: z.enum(['production', 'sandbox']).default('production'),
      clientId: z.string().max(200).default(''),
      /** For the mandatory User-Agent. */
      company: z
        .string()
        .max(100)
        .regex(/^[^\r\n()]*$/, { error: 'company' })
        .default(''),
      apiUrl: optional(safeUrl),
      authUrl: optional(safeUrl),
      /** External references to request, e.g. `@employee-number`. None by default because they pass through the tunnel. */
      peopleReferences: z.array(z.string().regex(/^@?[\w-]{1,60}$/, { error: 'reference' })).default([]),
      activityReferences: z.array(z.string().regex(/^@?[\w-]{1,60}$/, { error: 'reference' })).default([]),
      /** Version of the activity structure used for activity names; without it ids are shown. */
      activityStructureVersion: optional(z.string().regex(/^[\w-]{1,60}$/, { error: 'version' })),
    })
    .prefault({}),
  tunnel: z
    .object({
      provider: z.enum(['localtunnel', 'public-url']).default('localtunnel'),
      host: relayUrl.default('https://localtunnel.me'),
      subdomain: optional(z.string().regex(/^[a-z0-9]([a-z0-9-]{2,61}[a-z0-9])$/, { error: 'subdomain' })),
      publicUrl: optional(safeUrl),
      /** Loopback port of the receiver; 0 = any free one. */
      receiverPort: z.number().int().min(0).max(65535).default(0),
    })
    .prefault({}),
  sync: z
    .object({
      monthsBack: z.number().int().min(0).max(12).default(2),
      monthsAhead: z.number().int().min(1).max(12).default(3),
      /**
       * Assignments that started before these months and end in or after them are also read, if they started at most this many
       * months earlier.
       */
      startedMonthsBefore: z.number().int().min(0).max(24).default(12),
      /**
       * About how many requests Protime is sent per hour when nothing is the matter: one a minute for the webhook's status, the
       * others compare the plan. What the plan needs is read at once, whatever it takes.
       */
      requestsPerHour: z.number().int().min(180).max(3600).default(240),
    })
    .prefault({}),
  notifications: z
    .object({
      rejected: z.boolean().default(true),
      withdrawn: z.boolean().default(true),
      connection: z.boolean().default(true),
      showNames: z.boolean().default(true),
      /** false: all notifications are silent. */
      sound: z.boolean().default(true),
      quietHours: quietHours.prefault({}),
      /** Urgent: rejections of shifts that start within this many hours are notified during quiet hours too; 0: none. */
      breakThroughHours: z.number().int().min(0).max(72).default(12),
      /** Only rejections of these people are notified; empty: everyone. */
      onlyPeople: z.array(z.number().int()).max(500).default([]),
      /** Only rejections of these activities are notified; empty: all. */
      onlyActivities: z.array(z.string().max(100)).max(500).default([]),
      /** No notification until then; null or past: not muted. */
      mutedUntilMs: optional(instantMs),
    })
    .prefault({}),
  /** system: the language of the operating system. */
  language: z.enum(['system', 'en', 'nl', 'fr']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  plan: z
    .object({
      /** A change fewer than this many working days before the start is marked as short notice; 0: no mark. */
      shortNoticeDays: z.number().int().min(0).max(60).default(7),
      /** Country of the public holidays; auto: detected from time zone and language. */
      holidays: z.enum(['auto', 'none', 'BE', 'NL', 'FR']).default('auto'),
      /** Time zone used for all times; null: that of the computer. */
      timeZone: optional(z.string().refine(isTimeZone, { error: 'time-zone' })),
    })
    .prefault({}),
  updates: z
    .object({
      /** URL of the update feed (folder with `latest.yml` etc.); null: no update checks. */
      feed: optional(safeUrl),
    })
    .prefault({}),
  closeToTray: z.boolean().default(true),
  startAtLogin: z.boolean().default(false),
  unsubscribeOnQuit: z.boolean().default(false),
  retention: z
    .object({
      deliveryDays: z.number().int().min(1).max(365).default(30),
      historyMonths: z.number().int().min(1).max(120).default(13),
    })
    .prefault({}),
  /** The hint "keeps running in the tray" was shown. */
  trayHintShown: z.boolean().default(false),
  /** First run was finished or dismissed. */
  firstRunDone: z.boolean().default(false),
});
/** All settings except secrets. */
export type Settings = z.infer<typeof settings>;

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
/** A partial settings object. */
export type SettingsChange = DeepPartial<Settings>;

export const settingsView = z.object({
  settings,
  /** A client secret for the current Protime address is stored or set by an environment variable; it is never shown. */
  hasClientSecret: z.boolean(),
  /** Why there is none; absent when there is one. */
  secretProblem: problem.optional(),
  /** Dotted names of settings fixed by a flag or environment variable; read-only on screen. */
  locked: z.array(z.string()),
});
export type SettingsView = z.infer<typeof settingsView>;

/**
 * Merges a change into the settings and validates the result.
 * @throws z.ZodError naming each field that is not acceptable.
 */
export const mergeSettings = (current: Settings, change: unknown): Settings => settings.parse(merge(current, change));

const merge = (current: unknown, change: unknown): unknown => {
  if (change === undefined) return current;
  if (!isJsonObject(current) || !isJsonObject(change)) return change;
  const keys = new Set([...Object.keys(current), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(current[key], change[key])]));
};
