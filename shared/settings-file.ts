import { z } from 'zod';
import { mergeSettings, type Settings, type SettingsChange, type SettingsView } from './settings.ts';

const FORMAT = 'assignment-monitor-settings';
const VERSION = 1;

const file = z.object({
  format: z.literal(FORMAT),
  version: z.number().int(),
  settings: z.record(z.string(), z.unknown()),
});

/** What belongs to this computer or this moment. */
const NOT_EXPORTED: readonly string[] = ['firstRunDone', 'trayHintShown', 'notifications.mutedUntilMs'];

/** `https://user:secret@host`: an address can hold a secret, too. */
const stripCredentials = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(https?:\/\/)[^/?#]*@/i, '$1') : value;

/** Settings as text for another computer: no secret is among them, nor what a flag or the demo decides here. */
export const toSettingsFile = ({ settings, locked }: Pick<SettingsView, 'settings' | 'locked'>): string => {
  const exported = omitSettings(settings, [...NOT_EXPORTED, ...locked]);
  return `${JSON.stringify({ format: FORMAT, version: VERSION, settings: exported }, stripCredentials, 2)}\n`;
};

export type SettingsFromFile =
  /** It is no such file, or one that a newer version of the app wrote in another way. */
  | { ok: false; reason: 'not-a-file' | 'newer' }
  /** `leftOut`: dotted names of what cannot be used, or is decided elsewhere; all of it stays as it is. */
  | { ok: true; change: SettingsChange; leftOut: string[] };

/** What a file of settings changes. Settings this version does not know are passed over, those it cannot use are named. */
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

/** The same settings without some of them, by dotted name. Undo needs it: what a flag decides must not be stored. */
export const omitSettings = (settings: object, names: readonly string[]): Record<string, unknown> => {
  const rest = structuredClone(settings) as Record<string, unknown>;
  for (const name of names) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    const group = path.reduce<unknown>((at, key) => (isGroup(at) ? at[key] : undefined), rest);
    if (isGroup(group)) delete group[last];
  }
  return rest;
};

/** By dotted name; an entry of a list counts for its list. */
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
  name.split('.').reduce<unknown>((at, key) => (isGroup(at) ? at[key] : undefined), settings) !== undefined;

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
