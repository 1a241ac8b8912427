import { plural } from '../format.ts';

export const rejections = {
  title: 'Rejections',
  shown: 'Which rejections',
  segments: {
    open: 'Open',
    snoozed: 'Snoozed',
    muted: 'Muted',
    others: 'Outside my selection',
    acknowledged: 'Acknowledged',
    withdrawn: 'Withdrawn',
    all: 'All',
  },
  segment: (label: string, count: string) => `${label} (${count})`,
  seenAt: (when: string) => `Seen at ${when}`,
  starts: (inTime: string) => `Starts ${inTime}`,
  started: (ago: string) => `Started ${ago}`,
  acknowledge: 'Acknowledge',
  acknowledgeShown: (n: number) => (n === 1 ? 'Acknowledge the one shown' : `Acknowledge all ${n} shown`),
  acknowledged: (n: number, names: string) =>
    plural('en', n, { one: `Acknowledged: ${names}`, other: `${n} acknowledged: ${names}` }),
  reopen: 'Open again',
  reopened: (n: number, names: string) =>
    plural('en', n, { one: `Open again: ${names}`, other: `${n} open again: ${names}` }),
  snooze: 'Snooze',
  untilTomorrow: 'Until tomorrow',
  untilChange: 'Until it changes',
  snoozed: (names: string) => `Snoozed: ${names}`,
  snoozedHint: 'It is not counted until the snooze ends.',
  snoozedUntil: (when: string) => `Snoozed until ${when}`,
  snoozedUntilChange: 'Snoozed until it changes',
  mutedNote: (n: number) =>
    plural('en', n, {
      one: '1 rejection came in while muted. You will be notified when it ends.',
      other: `${n} rejections came in while muted. You will be notified when it ends.`,
    }),
  wake: 'Show again',
  origin: (when: string, caughtUp: boolean) =>
    `${caughtUp ? `Found at ${when} while reading what was missed: Protime now says that this shift is rejected.` : `Protime said at ${when} that this shift is rejected.`} Protime does not say who rejected it or why.`,
  openInPlan: 'Open in the plan',
  copy: 'Copy as text',
  copyShown: 'Copy all shown',
  copied: (n: number, names: string) => plural('en', n, { one: `Copied: ${names}`, other: `${n} copied: ${names}` }),
  copiedHint: 'Paste it into a mail.',
  copyFailed: 'Copying did not work',
  labelOfRow: (action: string, person: string) => `${action}: ${person}`,
  keys: {
    move: 'move',
    acknowledge: 'acknowledge or open again',
    snooze: 'snooze or show again',
    copy: 'copy',
    open: 'open in the plan',
  },
  gone: 'No longer there',
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
    connecting: 'The connection is being made; rejections can arrive once it is established.',
    notRunning: 'The app is not running, so no rejection can arrive.',
    nothingSnoozed: 'Nothing snoozed',
    nothingOfOthers: 'No rejections outside your selection',
    sinceLast: (when: string) => `Nothing was rejected since ${when}, and the app was receiving all that time.`,
    sinceLastButGaps: (when: string) => `Nothing was rejected since ${when}, as far as is known. In that time:`,
    gap: (period: string) => `${period}: not receiving`,
    gapFound: (n: number) =>
      n === 0
        ? 'nothing was missed'
        : plural('en', n, { one: '1 change was found afterwards', other: `${n} changes were found afterwards` }),
    gapUnread: 'what was missed has not been read yet',
    openConnection: 'Open Connection',
  },
};
