import { plural } from '../format.ts';

export const rejections = {
  title: 'Rejections',
  shown: 'Which rejections',
  segments: { open: 'Open', acknowledged: 'Acknowledged', withdrawn: 'Withdrawn', all: 'All' },
  segment: (label: string, count: string) => `${label} (${count})`,
  list: 'Rejections, newest first',
  seenAt: (when: string) => `Seen at ${when}`,
  starts: (inTime: string) => `Starts ${inTime}`,
  started: (ago: string) => `Started ${ago}`,
  state: { open: 'Open', acknowledged: 'Acknowledged', withdrawn: 'Withdrawn' },
  acknowledge: 'Acknowledge',
  acknowledgeShown: (n: number) => (n === 1 ? 'Acknowledge the one shown' : `Acknowledge all ${n} shown`),
  acknowledged: (n: number) =>
    plural('en', n, { one: 'Rejection acknowledged', other: `${n} rejections acknowledged` }),
  reopen: 'Open again',
  reopened: (n: number) =>
    plural('en', n, { one: 'The rejection is open again', other: `${n} rejections are open again` }),
  openInPlan: 'Open in the plan',
  copy: 'Copy as text',
  copyShown: 'Copy all shown',
  copied: 'Copied: paste it into a mail',
  copyFailed: 'Copying did not work',
  forRow: (action: string, person: string) => `${action}: ${person}`,
  keys: { move: 'move', acknowledge: 'acknowledge or open again', copy: 'copy', open: 'open in the plan' },
  failed: 'The rejections could not be read',
  empty: {
    nothing: 'Nothing rejected',
    notKnown: 'No rejection known',
    nothingOpen: 'No open rejections',
    nothingAcknowledged: 'Nothing acknowledged yet',
    nothingWithdrawn: 'No rejection was withdrawn',
    receivingSince: (when: string) => `Receiving since ${when}. A rejection appears here within seconds.`,
    notReceivingSince: (when: string) =>
      `Not receiving since ${when}, so a rejection may be missing here. The app finds it once the connection is back.`,
    notSubscribed: 'This app is not subscribed, so no rejection can arrive.',
    notSetUp: 'Not connected to Protime yet, so no rejection can arrive.',
    connecting: 'The connection is being made; rejections can arrive once it stands.',
    notRunning: 'The app is not running, so no rejection can arrive.',
    openConnection: 'Open Connection',
  },
};
