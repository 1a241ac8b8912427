import { type ConnectionStatus, doubtShown, lastReceivedMs } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import type { LinkState } from '../bridge.ts';
import type { StatusTone } from '../ui/StatusPill.tsx';

interface PillContent {
  tone: StatusTone;
  text: string;
}

/** Tone and text of the status pill. A lost link to the app wins over every other state. */
export const pillContent = (
  status: ConnectionStatus | null,
  link: LinkState,
  { common }: Pick<Messages, 'common'>,
  time: (ms: number) => string,
): PillContent => {
  if (link === 'gone') return { tone: 'bad', text: common.frame.notRunning };
  if (link === 'reconnecting') return { tone: 'working', text: common.frame.reconnecting };
  if (!status) return { tone: 'working', text: common.loading };
  const { state, lastEventAtMs, heartbeat, notReceivingSinceMs } = status;
  switch (state) {
    case 'live':
      return { tone: 'good', text: lastEventAtMs === null ? common.state.live : common.liveSince(time(lastEventAtMs)) };
    case 'late':
      if (doubtShown(status)) return { tone: 'warning', text: common.frame.doubtful };
      return {
        tone: 'warning',
        text:
          heartbeat.lastOkAtMs === null || heartbeat.state === 'ok'
            ? common.state.late
            : common.frame.lateSince(time(heartbeat.lastOkAtMs)),
      };
    case 'down':
      return { tone: 'bad', text: common.notReceivingSince(time(lastReceivedMs(status))) };
    case 'problem':
      return {
        tone: 'bad',
        text: notReceivingSinceMs === null ? common.state.problem : common.notReceivingSince(time(notReceivingSinceMs)),
      };
    case 'not-set-up':
    case 'unsubscribed':
      return { tone: 'off', text: common.state[state] };
    default:
      return { tone: 'working', text: common.state[state] };
  }
};
