import { describe, expect, it } from 'vitest';
import { currentHeartbeat, displayedStatus } from '../../../electron/subscription/displayed-status.ts';
import {
  INITIAL_STATE,
  type Phase,
  type SubscriptionState,
} from '../../../electron/subscription/subscription-state.ts';
import { mainAction, statusText } from '../../../renderer/connection/status-text.ts';
import { pillContent } from '../../../renderer/frame/connection-text.ts';
import { type ConnectionStatus, doubtShown } from '../../../shared/connection.ts';
import { messagesFor } from '../../../shared/i18n/index.ts';
import type { Problem } from '../../../shared/problems.ts';
import { DOUBT_REASONS, type Doubt } from '../../../shared/unapplied.ts';
import { liveStatus } from '../../fakes/planner-answers.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const messages = messagesFor('en');

const proven: SubscriptionState = {
  ...INITIAL_STATE,
  phase: 'live',
  tunnel: 'open',
  heartbeat: { state: 'ok', lastOkAtMs: NOW - 1000 },
  webhookActiveAtMs: NOW - 1000,
};
const minutesAgo = (minutes: number): SubscriptionState => ({
  ...proven,
  heartbeat: { state: 'ok', lastOkAtMs: NOW - minutes * 60_000 },
});

/** What the planner, and a script, are shown of a state with a doubt. */
const shown = (state: SubscriptionState, doubt: Doubt | null, storage: Problem | null = null) => {
  const status: ConnectionStatus = {
    ...liveStatus(NOW),
    ...displayedStatus(state, storage, NOW, doubt),
    heartbeat: currentHeartbeat(state, NOW),
    doubt,
  };
  return {
    state: status.state,
    pill: pillContent(status, 'up', messages, () => '12:00').text,
    sentence: statusText(status, messages).advice,
    button: doubtShown(status) ? 'read again' : mainAction(status, NOW),
    json: status.doubt?.reason ?? null,
  };
};
const doubtOf = (reason: Doubt['reason']): Doubt => ({ reason, sinceMs: NOW - 1000, count: 2, details: {} });

describe.each(DOUBT_REASONS)('with the doubt %s', (reason) => {
  const doubt = doubtOf(reason);

  it('a proven connection is late instead of live, says why and reads again', () => {
    expect(shown(proven, null)).toMatchObject({ state: 'live', json: null });
    expect(shown(proven, doubt)).toEqual({
      state: 'late',
      pill: 'Late · being checked',
      sentence: messages.connection.doubt[reason](2),
      button: 'read again',
      json: reason,
    });
  });

  const phases: Phase[] = [
    'not-set-up',
    'checking',
    'opening-tunnel',
    'subscribing',
    'syncing',
    'renewing',
    'unsubscribed',
    'problem',
  ];
  it.each<[string, SubscriptionState, (Problem | null)?]>([
    ...phases.map((phase): [string, SubscriptionState] => [phase, { ...proven, phase }]),
    ['late for want of a heartbeat', minutesAgo(3)],
    ['late while Protime is in maintenance', { ...proven, webhookActiveAtMs: null, problem: { code: 'maintenance' } }],
    ['down', minutesAgo(10)],
    ['nothing can be stored', proven, { code: 'disk-full' }],
  ])('%s stays as it is, and only the JSON has the doubt', (_, state, storage = null) => {
    expect(shown(state, doubt, storage)).toEqual({ ...shown(state, null, storage), json: reason });
  });
});
