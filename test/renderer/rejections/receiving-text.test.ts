import { describe, expect, it } from 'vitest';
import { receivingText } from '../../../renderer/rejections/RejectionsEmpty.tsx';
import { CONNECTION_STATES, type ConnectionStatus } from '../../../shared/connection.ts';
import { messagesFor } from '../../../shared/i18n/index.ts';
import { liveStatus } from '../../fakes/planner-answers.ts';

const words = (rest: Partial<ConnectionStatus>) =>
  receivingText({ ...liveStatus(1_000_000_000), ...rest }, messagesFor('en'), (ms) => `t${ms}`);

describe('the reception status of an empty list', () => {
  it('states since when the app has been receiving', () => {
    expect(words({ sinceMs: 5 })).toEqual({ text: expect.stringContaining('Receiving since t5'), isReceiving: true });
  });

  it('states since when nothing could arrive: the last proof of reception, not the time of detection', () => {
    const { text, isReceiving } = words({
      state: 'down',
      sinceMs: 9,
      heartbeat: { state: 'down', lastOkAtMs: 4 },
    });
    expect(text).toContain('Not receiving since t4');
    expect(isReceiving).toBe(false);
  });

  it('has a sentence for each state, and warns in each one without reception', () => {
    for (const state of CONNECTION_STATES) expect(words({ state }).text).not.toBe('');
    for (const state of ['late', 'down', 'problem', 'unsubscribed', 'not-set-up'] as const)
      expect(words({ state }).isReceiving).toBe(false);
  });
});
