import { z } from 'zod';
import { isJsonObject } from '../../shared/json.ts';
import { type Problem, ProblemError } from '../../shared/problems.ts';
import {
  mergeSettings,
  type Settings,
  type SettingsChange,
  type SettingsView,
  settings as settingsSchema,
} from '../../shared/settings.ts';
import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import type { Writer } from '../database/writer.ts';
import type { Logger } from '../log.ts';
import { isSameDestination, type SecretDestination } from '../protime/destination.ts';
import { createClientSecret } from './client-secret.ts';
import type { SecretBox } from './secret-box.ts';

export interface SettingsOptions {
  store: KeyValueStore;
  writer: Writer;
  secrets: SecretBox;
  /** Settings given by flags and environment. */
  overrides: SettingsChange;
  /** `PROTIME_CLIENT_SECRET`. */
  clientSecret: string | undefined;
  /** Groups that did not change are the same objects as before. */
  onChange: (change: { current: Settings; before: Settings; secretChanged: boolean }) => void;
  log: Logger;
}

export type SettingsUpdate =
  | { ok: true; view: SettingsView }
  | { ok: false; fields: { field: string; reason: string }[] };

/** Effective settings: defaults, overridden by stored settings, overridden by flags and environment. */
export const createSettings = (options: SettingsOptions) => {
  const { store, writer, secrets, overrides, onChange, log } = options;
  let stored = readStored(store, log);
  let overlay: { change: SettingsChange; clientSecret: string } | undefined;
  const effectiveSettings = () =>
    overlay ? mergeSettings(mergeSettings(stored, overrides), overlay.change) : mergeSettings(stored, overrides);
  let current = effectiveSettings();

  const secret = createClientSecret({
    store,
    secrets,
    fromEnvironment: options.clientSecret,
    overrides,
    storedAtStart: stored.protime,
  });
  try {
    secret.settle(stored.protime);
  } catch (error) {
    // The storage failed: tried again with the next change.
    log.warn('the client secret is not sealed with its destination yet', { error: String(error) });
  }

  const refresh = ({ secretChanged = false } = {}) => {
    const before = current;
    current = reuseUnchangedGroups(before, effectiveSettings());
    onChange({ current, before, secretChanged });
  };

  const secretProblem = (): Problem | undefined => (overlay ? undefined : secret.problem(current.protime));

  const view = (): SettingsView => {
    const problem = secretProblem();
    return {
      settings: current,
      hasClientSecret: problem === undefined,
      ...(problem && { secretProblem: problem }),
      locked: [...dottedNames(overrides), ...dottedNames(overlay?.change ?? {})],
    };
  };

  return {
    current: (): Settings => current,
    view,
    /** The secret for a destination, by default the current one; undefined when none may be sent there. */
    clientSecret(to: SecretDestination = current.protime): string | undefined {
      if (!overlay) return secret.get(to);
      return isSameDestination(to, current.protime) ? overlay.clientSecret : undefined;
    },
    /** The problem that prevents any call to Protime; undefined when configured. */
    configurationProblem(): ProblemError | undefined {
      const { tenant, clientId } = current.protime;
      const problem: Problem | undefined = !tenant || !clientId ? { code: 'not-configured' } : secretProblem();
      return problem && new ProblemError(problem);
    },
    /** Changes the stored settings. A field given by a flag stays as the flag says. */
    async update(change: unknown): Promise<SettingsUpdate> {
      try {
        stored = await writer.write(() => {
          // Based on the settings stored when the task runs: the same commit may contain another change.
          const next = mergeSettings(readStored(store, log), change);
          store.set(SETTINGS_NAME, next);
          secret.settle(next.protime);
          return next;
        });
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        const fields = error.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message }));
        return { ok: false, fields };
      }
      refresh();
      return { ok: true, view: view() };
    },
    async setClientSecret(text: string): Promise<SettingsView> {
      // With the settings stored when the task runs: the same commit may change the tenant.
      await writer.write(() => secret.set(text, readStored(store, log).protime));
      refresh({ secretChanged: true });
      return view();
    },
    /** Overrides all settings and the secret until the app ends or the demo is left; nothing is stored. */
    enterDemo(change: SettingsChange, demoSecret: string): void {
      overlay = { change, clientSecret: demoSecret };
      refresh({ secretChanged: true });
    },
    leaveDemo(): void {
      overlay = undefined;
      refresh({ secretChanged: true });
    },
  };
};

export type SettingsService = ReturnType<typeof createSettings>;

const SETTINGS_NAME = 'settings';

const reuseUnchangedGroups = (before: Settings, after: Settings): Settings => {
  const same = Object.entries(after).map(([key, value]) => {
    const old = before[key as keyof Settings];
    return [key, JSON.stringify(old) === JSON.stringify(value) ? old : value];
  });
  return Object.fromEntries(same) as Settings;
};

/** The stored settings. A field that is invalid has its default, with a log line; the others are kept. */
export const readStored = (store: Pick<KeyValueStore, 'get'>, log: Pick<Logger, 'warn'>): Settings => {
  const stored = store.get(SETTINGS_NAME) ?? {};
  const result = settingsSchema.safeParse(stored);
  if (result.success) return result.data;
  const paths = result.error.issues.map(({ path }) => path);
  log.warn('stored settings are invalid, using the defaults for them', { fields: paths.map((path) => path.join('.')) });
  return settingsSchema.safeParse(paths.reduce(withoutField, stored)).data ?? settingsSchema.parse({});
};

const withoutField = (value: unknown, [name, ...rest]: readonly PropertyKey[]): unknown =>
  name === undefined || !isJsonObject(value)
    ? undefined
    : { ...value, [name]: withoutField(value[String(name)], rest) };

const dottedNames = (change: object, prefix = ''): string[] =>
  Object.entries(change).flatMap(([key, value]) =>
    isJsonObject(value) ? dottedNames(value, `${prefix}${key}.`) : value === undefined ? [] : [`${prefix}${key}`],
  );
