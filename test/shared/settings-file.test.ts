import { describe, expect, it } from 'vitest';
import { mergeSettings, type SettingsChange, settings } from '../../shared/settings.ts';
import { ADDRESS_SETTINGS, alteredSettings, fromSettingsFile, toSettingsFile } from '../../shared/settings-file.ts';

const fresh = { settings: settings.parse({}), locked: [] };
const filled = mergeSettings(settings.parse({}), {
  protime: { tenant: 'acme', clientId: 'planner', company: 'Bakkerij Ünal' },
  notifications: { quietHours: { on: true }, mutedUntilMs: 5, onlyPeople: [7] },
  language: 'nl',
  firstRunDone: true,
});
const fileOf = (change: object, version = 1) =>
  JSON.stringify({ format: 'assignment-monitor-settings', version, settings: change });
const taken = (text: string, view: Parameters<typeof fromSettingsFile>[1] = fresh) => {
  const found = fromSettingsFile(text, view);
  if (!found.ok) throw new Error(found.reason);
  return found;
};

it('contains all settings except those of this computer', () => {
  const { change, leftOut } = taken(toSettingsFile({ settings: filled, locked: [] }));
  expect(mergeSettings(settings.parse({}), change)).toEqual(
    mergeSettings(filled, { notifications: { mutedUntilMs: null }, firstRunDone: false }),
  );
  expect(leftOut).toEqual([]);
});

it('leaves out settings set by a flag or the demo, on export and import', () => {
  const locked = ['protime.tenant', 'tunnel.publicUrl', 'no.such.field'];
  const text = toSettingsFile({ settings: filled, locked });
  expect(text).not.toContain('acme');
  expect(taken(text).change.protime).toMatchObject({ clientId: 'planner' });
  const { change, leftOut } = taken(fileOf({ protime: { tenant: 'other', clientId: 'new' } }), { ...fresh, locked });
  expect([change, leftOut]).toEqual([{ protime: { clientId: 'new' } }, ['protime.tenant']]);
});

it('holds no secret, not even one in an address', () => {
  const change: SettingsChange = {
    tunnel: { publicUrl: 'https://user:pa$$@plan.example.com/x', host: 'https://r.example' },
  };
  const text = toSettingsFile({ settings: mergeSettings(filled, change), locked: [] });
  expect(text).toContain('https://plan.example.com/x');
  expect(text).not.toMatch(/pa\$\$|user:/);
});

describe('an invalid file', () => {
  it.each(['', '{', '[]', 'null', '{"format":"other","version":1,"settings":{}}', '{"settings":{"language":"nl"}}'])(
    'is recognised: %s',
    (text) => expect(fromSettingsFile(text, fresh)).toEqual({ ok: false, reason: 'not-a-file' }),
  );

  it('of a newer version is reported as such', () =>
    expect(fromSettingsFile(fileOf({ language: 'nl' }, 2), fresh)).toEqual({ ok: false, reason: 'newer' }));

  it('loses only invalid values, and lists them', () => {
    const { change, leftOut } = taken(
      fileOf({
        language: 'nl',
        theme: 'pink',
        protime: { tenant: 'acme', peopleReferences: ['@ok', 'not ok'] },
        tunnel: { receiverPort: 99_999, subdomain: 'planner' },
        plan: 'nonsense',
      }),
    );
    expect(change).toEqual({ language: 'nl', protime: { tenant: 'acme' }, tunnel: { subdomain: 'planner' } });
    expect(leftOut.toSorted()).toEqual(['plan', 'protime.peopleReferences', 'theme', 'tunnel.receiverPort']);
    expect(() => mergeSettings(filled, change)).not.toThrow();
  });

  it('of an older version does not change settings it does not contain, and its unknown settings are ignored', () => {
    const { change, leftOut } = taken(
      fileOf({ language: 'fr', oldThing: { a: 1 }, plan: { shortNoticeDays: 3, gone: 1 } }),
    );
    const after = mergeSettings(filled, change);
    expect([after.language, after.plan.shortNoticeDays, after.protime, leftOut]).toEqual(['fr', 3, filled.protime, []]);
  });
});

describe('the preview', () => {
  it('lists each setting with another value once', () => {
    const change = {
      protime: { tenant: 'acme', clientId: 'planner', authUrl: 'https://a.example' },
      notifications: { quietHours: { on: true, untilMinutes: 30 }, onlyPeople: [7, 8] },
      language: 'nl',
      unknown: 1,
    };
    expect(alteredSettings(filled, change).map(({ name, before, after }) => [name, before, after])).toEqual([
      ['protime.authUrl', null, 'https://a.example'],
      ['notifications.quietHours', filled.notifications.quietHours, { on: true, untilMinutes: 30 }],
      ['notifications.onlyPeople', [7], [7, 8]],
    ]);
  });

  it('treats as addresses all settings that must be a safe address', () => {
    const accepts = (name: string, value: string): boolean => {
      const change = name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      try {
        mergeSettings(fresh.settings, change as SettingsChange);
        return true;
      } catch {
        return false;
      }
    };
    const names = Object.entries(fresh.settings).flatMap(([group, fields]) =>
      typeof fields === 'object' ? Object.keys(fields).map((field) => `${group}.${field}`) : [group],
    );
    const urls = names.filter((name) => accepts(name, 'https://a.example') && !accepts(name, 'http://a.example'));
    expect(urls.length).toBeGreaterThan(3);
    expect(urls.filter((name) => !ADDRESS_SETTINGS.includes(name))).toEqual([]);
  });
});
