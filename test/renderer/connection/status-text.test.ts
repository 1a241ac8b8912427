import { describe, expect, it } from 'vitest';
import { mainAction, msLeft, statusText, toneOf } from '../../../renderer/connection/status-text.ts';
import { CONNECTION_STATES, type ConnectionStatus } from '../../../shared/connection.ts';
import { LANGUAGES, messagesFor } from '../../../shared/i18n/index.ts';
import { actionFor, PROBLEM_CODES } from '../../../shared/problems.ts';
import { liveStatus } from '../../fakes/planner-answers.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const status = (rest: Partial<ConnectionStatus>): ConnectionStatus => ({ ...liveStatus(NOW), ...rest });

describe('the main button of the connection', () => {
  it.each([
    ['not-set-up', 'set-up'],
    ['unsubscribed', 'subscribe'],
    ['syncing', 'subscribe'],
    ['renewing', 'renew'],
    ['live', 'unsubscribe'],
    ['late', 'retry'],
    ['down', 'retry'],
  ] as const)('in the state %s is %s', (state, action) => {
    expect(mainAction(status({ state }), NOW)).toBe(action);
  });

  it('is Renew when the subscription ends soon', () => {
    const validUntil = new Date(NOW + 10 * 60_000).toISOString();
    expect(mainAction(status({ validUntil }), NOW)).toBe('renew');
  });

  it('is the action that solves the problem, and absent when there is none', () => {
    const action = (code: 'wrong-tenant' | 'subscription-lost' | 'disk-full') =>
      mainAction(status({ state: 'problem', problem: { code } }), NOW);
    expect([action('wrong-tenant'), action('subscription-lost'), action('disk-full')]).toEqual([
      'open-settings',
      'renew',
      undefined,
    ]);
  });
});

describe('the status text of the connection', () => {
  it('has a text for each state and problem in each language', () => {
    for (const language of LANGUAGES) {
      const messages = messagesFor(language);
      for (const state of CONNECTION_STATES) {
        const { headline, advice } = statusText(status({ state }), messages);
        expect([headline, advice].every(Boolean)).toBe(true);
      }
      for (const code of PROBLEM_CODES)
        expect(statusText(status({ state: 'problem', problem: { code } }), messages)).toMatchObject(
          messages.problems[code].title ? { headline: messages.problems[code].title } : {},
        );
    }
  });

  it('has one action with a label for each problem, or none', () => {
    for (const language of LANGUAGES) {
      const { common, problems } = messagesFor(language);
      for (const code of PROBLEM_CODES) {
        const action = actionFor(code);
        const label = action === 'none' ? 'none' : common.action[action];
        expect([code, problems[code].title, problems[code].advice, label].every(Boolean)).toBe(true);
      }
    }
  });

  it('explains why it is late: no heartbeat, no answer of Protime, or which answer', () => {
    const messages = messagesFor('en');
    const late = (rest: Partial<ConnectionStatus>) => statusText(status({ state: 'late', ...rest }), messages).advice;
    expect([
      late({ heartbeat: { state: 'late', lastOkAtMs: 1 } }),
      late({}),
      late({ problem: { code: 'maintenance' } }),
    ]).toEqual([
      messages.connection.advice.late,
      messages.connection.adviceUnconfirmed,
      'Protime is in maintenance. Nothing to do: the app tries again by itself.',
    ]);
  });

  it('does not claim that changes arrive while an expired subscription is renewed', () => {
    const { connection } = messagesFor('en');
    const advice = (notReceivingSinceMs: number | null) =>
      statusText(status({ state: 'renewing', notReceivingSinceMs }), messagesFor('en')).advice;
    expect([advice(null), advice(1)]).toEqual([connection.advice.renewing, connection.adviceLost]);
  });

  it('names the missing permission', () => {
    const problem = { code: 'missing-scope', scope: 'connector-protimeapi-webhooks.write' } as const;
    expect(statusText(status({ state: 'problem', problem }), messagesFor('en')).scope).toBe(problem.scope);
  });

  it('distinguishes states by more than colour', () => {
    expect(
      new Set((['live', 'late', 'down', 'unsubscribed', 'syncing'] as const).map((state) => toneOf({ state }))).size,
    ).toBe(5);
  });

  it('uses the word webhook only in the details', () => {
    for (const language of LANGUAGES) {
      const { connection } = messagesFor(language);
      const { webhook, ...rest } = connection;
      expect(webhook).toBe('Webhook');
      // The word may occur in keys, but not in texts.
      expect(JSON.stringify(Object.values(flat(rest)))).not.toMatch(/webhook/i);
    }
  });
});

describe('the remaining time of a subscription', () => {
  it('is read from the date with its own offset', () => {
    expect(msLeft({ validUntil: '2026-03-10T14:30:00+02:00', clockOffsetMs: 0 }, NOW)).toBe(30 * 60_000);
  });

  it('uses the provider’s clock when the local clock is wrong', () => {
    expect(msLeft({ validUntil: '2026-03-10T14:30:00+02:00', clockOffsetMs: 3_600_000 }, NOW)).toBe(-30 * 60_000);
  });

  it('is unknown without a date, or with one that cannot be read', () => {
    expect([null, 'soon'].map((validUntil) => msLeft({ validUntil, clockOffsetMs: 0 }, NOW))).toEqual([null, null]);
  });
});

const flat = (value: object, prefix = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] => {
      if (typeof inner === 'string') return [[prefix + key, inner]];
      if (typeof inner === 'object' && inner !== null) return Object.entries(flat(inner, `${prefix}${key}.`));
      return [];
    }),
  );
