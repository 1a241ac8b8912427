import { z } from 'zod';
import {
  isNotified,
  isWithheldReason,
  type Notice,
  type NotifiedReason,
  type NotNotifiedReason,
  WITHHELD_REASONS,
  type WithheldReason,
} from '../../shared/notice.ts';
import type { NotifiableEvent, PendingRejection } from './notifiable-event.ts';
import { type NotificationContext, reasonForOther, reasonForRejection, withheldReason } from './notification-reason.ts';

/** Kept between two decisions: which notices were shown recently, and how many are withheld. */
export interface NoticeState {
  /** Shown in the last seconds, to combine a burst into one summary. */
  readonly burst: readonly { atMs: number; rejected: number; withdrawn: number }[];
  /** Withheld notices other than rejections: only counted. Withheld rejections are stored one by one. */
  readonly withheld: WithheldCounts;
}
/** How many notices are withheld, and why the last one was. Stored in this shape. */
export const withheldSchema = z.object({
  withdrawn: z.number().int().min(0),
  changes: z.number().int().min(0),
  why: z.enum(WITHHELD_REASONS),
});
type WithheldCounts = Readonly<z.infer<typeof withheldSchema>>;
const NOTHING_WITHHELD: WithheldCounts = { withdrawn: 0, changes: 0, why: 'no-page' };
export const INITIAL_NOTICE_STATE: NoticeState = { burst: [], withheld: NOTHING_WITHHELD };

export const hasWithheld = ({ withheld: { withdrawn, changes } }: NoticeState): boolean => withdrawn + changes > 0;

/**
 * A notice to show, with the rejections, withdrawals and changes it reports. If it cannot be shown, these are withheld and
 * summed up later.
 */
export interface NoticeToShow {
  readonly notice: Notice;
  readonly why: NotifiedReason;
  readonly rejectionIds: readonly number[];
  readonly withdrawn: number;
  readonly changes: number;
}

export interface Decision {
  readonly after: NoticeState;
  /** To be shown, in this order. */
  readonly notices: readonly NoticeToShow[];
  /** The reason to store for each rejection among the events that is not shown now. */
  readonly rejectionReasons: readonly { rejectionId: number; why: NotNotifiedReason }[];
  /** Other notices that are not shown, and why. */
  readonly notNotified: readonly { notice: Notice; why: NotNotifiedReason }[];
}

const BURST_MS = 5000;
const BURST_MIN_COUNT = 4;

/**
 * Decides which notices to show for some events: a notice for each event or, from the fourth within 5 s on, one summary that
 * counts all of them and replaces the previous summary. The reason why a notice is not shown is returned, too.
 */
export const decide = (
  before: NoticeState,
  events: readonly NotifiableEvent[],
  context: NotificationContext,
): Decision => {
  let decision = noDecision(before);
  const shiftEvents = events.filter((event) => event.kind === 'rejected' || event.kind === 'withdrawn');
  if (shiftEvents.length > 0) decision = mergeDecisions(decision, decideShifts(decision.after, shiftEvents, context));
  for (const event of events) {
    if (event.kind === 'rejected' || event.kind === 'withdrawn') continue;
    decision = mergeDecisions(decision, decideOther(decision.after, event, context));
  }
  return decision;
};

/**
 * Decides about withheld rejections: all together when notices are no longer withheld; until then, only those whose shift starts soon.
 */
export const decideWithheld = (
  before: NoticeState,
  withheldRejections: readonly PendingRejection[],
  context: NotificationContext,
): Decision => {
  if (withheldReason(context)) {
    const events = withheldRejections.map((rejection) => ({ kind: 'rejected' as const, ...rejection }));
    // Those that are still withheld were reported before.
    return { ...decideShifts(before, events, context), notNotified: [] };
  }
  const { withdrawn, changes } = before.withheld;
  const after = { ...before, withheld: NOTHING_WITHHELD };
  const { notified, rejectionReasons } = withReasons(withheldRejections, context);
  const rejected = notified.length;
  const [first] = notified;
  if (rejected + withdrawn + changes === 0) return { ...noDecision(after), rejectionReasons };
  const withheldBecause = notified.at(-1)?.withheld ?? before.withheld.why;
  const notice: Notice =
    first && rejected + withdrawn + changes === 1
      ? rejectedNotice(first)
      : { kind: 'withheld', rejected, withdrawn, changes, why: withheldBecause };
  const why: NotifiedReason = withheldBecause === 'no-page' ? 'page-opened' : 'afterwards';
  const shown = toShow(notice, why, { rejectionIds: idsOf(notified), withdrawn, changes });
  return { ...noDecision(after), notices: [shown], rejectionReasons };
};

const decideShifts = (
  before: NoticeState,
  events: readonly Extract<NotifiableEvent, { kind: 'rejected' | 'withdrawn' }>[],
  context: NotificationContext,
): Decision => {
  const evaluated = events.map((event) =>
    event.kind === 'rejected'
      ? {
          rejectionIds: [event.rejectionId],
          withdrawn: 0,
          notice: rejectedNotice(event),
          why: reasonForRejection(event, context),
        }
      : {
          rejectionIds: [],
          withdrawn: 1,
          notice: { kind: 'withdrawn', shift: event.shift } satisfies Notice,
          why: reasonForOther(event, context),
        },
  );
  const notified = evaluated.flatMap(({ why, ...item }): NoticeToShow[] =>
    isNotified(why) ? [toShow(item.notice, why, item)] : [],
  );
  const notNotified = evaluated.flatMap(({ why, ...item }) => (isNotified(why) ? [] : [{ ...item, why }]));
  const rejectionIds = notified.flatMap((item) => item.rejectionIds);
  const withdrawn = notified.length - rejectionIds.length;
  const burst = [
    ...before.burst.filter(({ atMs }) => atMs > context.atMs - BURST_MS),
    { atMs: context.atMs, rejected: rejectionIds.length, withdrawn },
  ];
  const sum = (kind: 'rejected' | 'withdrawn') => burst.reduce((total, shown) => total + shown[kind], 0);
  const total = { rejected: sum('rejected'), withdrawn: sum('withdrawn') };
  const isBurst = notified.length > 0 && total.rejected + total.withdrawn >= BURST_MIN_COUNT;

  const withdrawals = notNotified.filter((item) => item.withdrawn > 0 && isWithheldReason(item.why));
  return {
    after: {
      burst: notified.length > 0 ? burst : before.burst,
      withheld: addWithheld(before.withheld, { withdrawn: withdrawals.length }, withheldReason(context)),
    },
    notices: isBurst ? [toShow({ kind: 'summary', ...total }, 'together', { rejectionIds, withdrawn })] : notified,
    rejectionReasons: notNotified.flatMap(({ rejectionIds, why }) =>
      rejectionIds.map((rejectionId) => ({ rejectionId, why })),
    ),
    notNotified: notNotified.map(({ notice, why }) => ({ notice, why })),
  };
};

const decideOther = (
  before: NoticeState,
  event: Exclude<NotifiableEvent, { kind: 'rejected' | 'withdrawn' }>,
  context: NotificationContext,
): Decision => {
  switch (event.kind) {
    case 'caught-up':
    case 'left-over': {
      const why: NotifiedReason = event.kind;
      const { notified, rejectionReasons } = withReasons(event.rejected, context);
      const rejected = notified.length;
      const rejectionIds = idsOf(notified);
      const noNotice = { ...noDecision(before), rejectionReasons };
      const isSummary = event.kind === 'left-over' || event.isInitial;
      if (isSummary) {
        const notice: Notice = { kind: 'summary', rejected, withdrawn: 0 };
        return rejected > 0 ? { ...noNotice, notices: [toShow(notice, why, { rejectionIds })] } : noNotice;
      }
      if (event.changes === 0) return noNotice;
      const notice: Notice = { kind: 'caught-up', changes: event.changes, rejected };
      if (!context.preferences.rejected) return { ...noNotice, notNotified: [{ notice, why: 'off' }] };
      // Its rejections are withheld one by one.
      const changes = event.changes - rejected - rejectionReasons.filter(({ why }) => isWithheldReason(why)).length;
      const reason = withheldReason(context);
      if (rejected > 0 || !reason) return { ...noNotice, notices: [toShow(notice, why, { rejectionIds, changes })] };
      return {
        ...noNotice,
        after: { ...before, withheld: addWithheld(before.withheld, { changes }, reason) },
        notNotified: [{ notice, why: reason }],
      };
    }
    default: {
      const why = reasonForOther(event, context);
      return isNotified(why)
        ? { ...noDecision(before), notices: [toShow(event, why)] }
        : { ...noDecision(before), notNotified: [{ notice: event, why }] };
    }
  }
};

const noDecision = (after: NoticeState): Decision => ({ after, notices: [], rejectionReasons: [], notNotified: [] });

const toShow = (
  notice: Notice,
  why: NotifiedReason,
  reported: Partial<Omit<NoticeToShow, 'notice' | 'why'>> = {},
): NoticeToShow => ({
  rejectionIds: [],
  withdrawn: 0,
  changes: 0,
  ...reported,
  notice,
  why,
});

const withReasons = (rejected: readonly PendingRejection[], context: NotificationContext) => {
  const evaluated = rejected.map((rejection) => ({ rejection, why: reasonForRejection(rejection, context) }));
  return {
    notified: evaluated.filter(({ why }) => isNotified(why)).map(({ rejection }) => rejection),
    rejectionReasons: evaluated.flatMap(({ rejection: { rejectionId }, why }) =>
      isNotified(why) ? [] : [{ rejectionId, why }],
    ),
  };
};
const idsOf = (rejected: readonly PendingRejection[]) => rejected.map(({ rejectionId }) => rejectionId);

const rejectedNotice = ({ rejectionId, shift }: PendingRejection): Notice => ({ kind: 'rejected', rejectionId, shift });

/** Adds to the withheld counts. */
export const addWithheld = (
  before: WithheldCounts,
  { withdrawn = 0, changes = 0 }: { withdrawn?: number; changes?: number },
  why: WithheldReason | undefined,
): WithheldCounts =>
  withdrawn + changes === 0
    ? before
    : {
        withdrawn: before.withdrawn + withdrawn,
        changes: before.changes + changes,
        why: why ?? before.why,
      };

const mergeDecisions = (a: Decision, b: Decision): Decision => ({
  after: b.after,
  notices: [...a.notices, ...b.notices],
  rejectionReasons: [...a.rejectionReasons, ...b.rejectionReasons],
  notNotified: [...a.notNotified, ...b.notNotified],
});
