import { expect, it, onTestFinished } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import { silentLog } from '../../../electron/log.ts';
import { createSettings, type SettingsOptions } from '../../../electron/storage/settings.ts';
import { addDays, addMonths, type Day, daysBetween } from '../../../shared/time.ts';
import { startCore } from '../ingest/core.ts';

const start = (options: Partial<SettingsOptions> = {}, core = startCore()) => {
  const changes: Parameters<SettingsOptions['onChange']>[0][] = [];
  const settings = createSettings({
    store: core.values,
    writer: createWriter(core.db),
    secrets: {
      seal: (text) => `sealed:${text}`,
      open: (text) => (text.startsWith('sealed:') ? text.slice(7) : undefined),
    },
    overrides: {},
    clientSecret: undefined,
    onChange: (change) => changes.push(change),
    log: silentLog,
    ...options,
  });
  onTestFinished(() => core.db.close());
  return { core, settings, changes };
};

it('stores valid values, and names an invalid field without changing anything', async () => {
  const { core, settings, changes } = start();
  expect(await settings.update({ protime: { tenant: 'acme' } })).toMatchObject({ ok: true });
  expect(await settings.update({ protime: { tenant: 'a b' }, language: 'nl' })).toEqual({
    ok: false,
    fields: [{ field: 'protime.tenant', reason: 'tenant' }],
  });
  expect(settings.current()).toMatchObject({ protime: { tenant: 'acme' }, language: 'system' });
  expect(changes).toHaveLength(1);
  expect(createSettingsAgain(core).current().protime.tenant).toBe('acme');
});
const createSettingsAgain = (core: ReturnType<typeof startCore>) => start({}, core).settings;

it('reads at least eight weeks back by default, in any month, and keeps what was chosen', () => {
  const { core, settings } = start();
  const daysBack = (day: Day) => daysBetween(addMonths(day, -settings.current().sync.monthsBack), day);
  const year = Array.from({ length: 365 }, (_, n) => addDays('2026-01-01', n));
  expect(Math.min(...year.map(daysBack))).toBeGreaterThanOrEqual(8 * 7);
  core.values.set('settings', { sync: { monthsBack: 1 } });
  expect(createSettingsAgain(core).current().sync.monthsBack).toBe(1);
});

it('uses a flag before the stored value, without storing it', async () => {
  const core = startCore();
  const { settings } = start({ overrides: { protime: { tenant: 'flag' } } }, core);
  await settings.update({ protime: { tenant: 'stored' } });
  expect(settings.current().protime.tenant).toBe('flag');
  expect(settings.view().locked).toContain('protime.tenant');
  expect(createSettingsAgain(core).current().protime.tenant).toBe('stored');
});

it('lists missing settings, and never shows the secret', async () => {
  const { core, settings } = start();
  expect(settings.configurationProblem()?.problem.code).toBe('not-configured');
  await settings.update({ protime: { tenant: 'acme', clientId: 'c' } });
  expect(settings.configurationProblem()?.problem.code).toBe('secret-missing');
  await settings.setClientSecret('hush');
  expect(settings.configurationProblem()).toBeUndefined();
  expect(settings.clientSecret()).toBe('hush');
  expect(JSON.stringify(settings.view())).not.toContain('hush');
  core.values.set('client-secret', 'sealed elsewhere');
  expect(settings.configurationProblem()?.problem.code).toBe('secret-unreadable');
});

it('uses the secret of the environment first', () => {
  expect(start({ clientSecret: 'from outside' }).settings.clientSecret()).toBe('from outside');
});

it('uses the default in place of a stored value that is invalid, and keeps the others at the next change', async () => {
  const core = startCore();
  core.values.set('settings', {
    language: 'klingon',
    protime: { tenant: 'acme' },
    notifications: { sound: false, onlyPeople: [1, 'two'], quietHours: 'never' },
  });
  const { settings } = start({}, core);
  const kept = { language: 'system', protime: { tenant: 'acme' }, notifications: { sound: false, onlyPeople: [] } };
  expect(settings.current()).toMatchObject(kept);
  await settings.update({ theme: 'dark' });
  expect(createSettingsAgain(core).current()).toMatchObject({ ...kept, theme: 'dark' });
});

it('uses the defaults when what is stored is no settings at all', () => {
  const core = startCore();
  core.values.set('settings', 'none');
  expect(start({}, core).settings.current().language).toBe('system');
});

it('stores all valid changes of several simultaneous ones, also next to an invalid one', async () => {
  const { core, settings } = start();
  const answers = await Promise.all([
    settings.update({ protime: { tenant: 'acme' } }),
    settings.update({ protime: { tenant: 'a b' } }),
    settings.update({ protime: { clientId: 'planner' } }),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(settings.current().protime).toMatchObject({ tenant: 'acme', clientId: 'planner' });
  expect(createSettingsAgain(core).current().protime).toMatchObject({ tenant: 'acme', clientId: 'planner' });
});
