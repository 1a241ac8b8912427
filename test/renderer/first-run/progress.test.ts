import { describe, expect, it } from 'vitest';
import { adjacentStep, FIRST_RUN_STEPS, stepToResume } from '../../../renderer/first-run/progress.ts';
import { settings as schema } from '../../../shared/settings.ts';

const view = (protime: object, hasClientSecret = false) => ({
  settings: schema.parse({ protime }),
  hasClientSecret,
  locked: [],
});
const complete = view({ tenant: 'acme', clientId: 'planner' }, true);

describe('the step at which first run resumes', () => {
  it('is the welcome step at first', () => expect(stepToResume(view({}), { state: 'not-set-up' })).toBe('welcome'));

  it('is the credentials while they are incomplete', () => {
    expect(stepToResume(view({ tenant: 'acme' }), { state: 'not-set-up' })).toBe('credentials');
    expect(stepToResume(view({ tenant: 'acme', clientId: 'planner' }), { state: 'not-set-up' })).toBe('credentials');
    expect(stepToResume(view({}, true), { state: 'not-set-up' })).toBe('credentials');
  });

  it('is the delivery method once credentials exist', () => {
    expect(stepToResume(complete, { state: 'unsubscribed' })).toBe('reach');
    expect(stepToResume(complete, null)).toBe('reach');
  });

  it('ends with the test notification when everything else is done', () => {
    expect(stepToResume(complete, { state: 'live' })).toBe('notification');
  });

  it('moves one step at a time and stays within the five', () => {
    expect(FIRST_RUN_STEPS).toHaveLength(5);
    expect([adjacentStep('welcome', 1), adjacentStep('welcome', -1), adjacentStep('notification', 1)]).toEqual([
      'credentials',
      'welcome',
      'notification',
    ]);
  });
});
