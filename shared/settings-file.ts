import { z } from 'zod';
import { isJsonObject, parseJson } from './json.ts';
import { mergeSettings, type Settings, type SettingsChange, type SettingsView } from './settings.ts';

const FORMAT = 'assignment-monitor-settings';
const VERSION = 1;

const file = z.object({
  format: z.literal(FORMAT),
  version: z.number().int(),
  settings: z.record(z.string(), z.unknown()),
});

/** Settings that belong to this computer only and are not exported. */
const NOT_EXPORTED: readonly string[] = ['firstRunDone', 'trayHintShown', 'notifications.mutedUntilMs'];

/** Removes credentials from URLs such as `https://user:secret@host`. */
const stripCredentials = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(https?:\/\/)[^/?#]*@/i, '$1') : value;

/** Exports the settings as JSON, without secrets and without settings fixed by a flag or the demo. */
export const toSettingsFile = ({ settings, locked }: Pick<SettingsView, 'settings' | 'locked'>): string => {
  const exported = omitSettings(settings, [...NOT_EXPORTED, ...locked]);
  return `${JSON.stringify({ format: FORMAT, version: VERSION, settings: exported }, stripCredentials, 2)}\n`;
};

export type SettingsFromFile =
  /** Not a settings file, or written by a newer, incompatible version. */
  | { ok: false; reason: 'not-a-file' | 'newer' }
  /** `leftOut`: dotted names of settings that are invalid or locked; they keep their current values. */
  | { ok: true; change: SettingsChange; leftOut: string[] };

/** Parses a settings file. Unknown settings are ignored; invalid and locked ones are listed in `leftOut`. */
export const fromSettingsFile = (
  text: string,
  { settings, locked }: Pick<SettingsView, 'settings' | 'locked'>,
): SettingsFromFile => {
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success) return { ok: false, reason: 'not-a-file' };
  if (parsed.data.version > VERSION) return { ok: false, reason: 'newer' };
  const imported = parsed.data.settings;
  const lockedNames = locked.filter((name) => hasSetting(imported, name));
  const usable = omitSettings(imported, [...NOT_EXPORTED, ...lockedNames]);
  const refused = refusedFields(settings, usable);
  return { ok: true, change: omitSettings(usable, refused) as SettingsChange, leftOut: [...refused, ...lockedNames] };
};

/** Decide where data and secrets are sent and where new versions come from. */
export const ADDRESS_SETTINGS: readonly string[] = [
  'protime.environment',
  'protime.tenant',
  'protime.apiUrl',
  'protime.authUrl',
  'tunnel.provider',
  'tunnel.host',
  'tunnel.publicUrl',
  'updates.feed',
];

export interface AlteredSetting {
  /** Dotted. */
  name: string;
  before: unknown;
  after: unknown;
}

/** The settings to which a change gives another value; lists and quiet hours are one value each. */
export const alteredSettings = (current: object, change: object, prefix = ''): AlteredSetting[] =>
  Object.entries(change).flatMap(([key, after]): AlteredSetting[] => {
    const name = prefix + key;
    const before = (current as Record<string, unknown>)[key];
    if (isJsonObject(after) && isJsonObject(before) && name !== QUIET_HOURS)
      return alteredSettings(before, after, `${name}.`);
    const merged = isJsonObject(after) && isJsonObject(before) ? { ...before, ...after } : after;
    return before === undefined || JSON.stringify(before) === JSON.stringify(merged) ? [] : [{ name, before, after }];
  });
const QUIET_HOURS = 'notifications.quietHours';

/** A copy of the settings without the given dotted names. Undo uses it so that locked settings are not stored. */
export const omitSettings = (settings: object, names: readonly string[]): Record<string, unknown> => {
  const rest = structuredClone(settings) as Record<string, unknown>;
  for (const name of names) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    const group = path.reduce<unknown>((at, key) => (isJsonObject(at) ? at[key] : undefined), rest);
    if (isJsonObject(group)) delete group[last];
  }
  return rest;
};

/** Dotted names of invalid settings; an invalid list entry is reported as its list. */
const refusedFields = (current: Settings, change: Record<string, unknown>): string[] => {
  try {
    mergeSettings(current, change);
    return [];
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const names = error.issues.map(({ path }) => {
      const entry = path.findIndex((key) => typeof key === 'number');
      return path.slice(0, entry < 0 ? undefined : entry).join('.');
    });
    return [...new Set(names)];
  }
};

const hasSetting = (settings: unknown, name: string): boolean =>
  name.split('.').reduce<unknown>((at, key) => (isJsonObject(at) ? at[key] : undefined), settings) !== undefined;
