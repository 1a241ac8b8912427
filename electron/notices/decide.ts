import { z } from 'zod';
import {
  DO_NOT_DISTURB_REASONS,
  type DoNotDisturbReason,
  isDoNotDisturb,
  isNotified,
  type Notice,
  type NotifiedReason,
  type SuppressedReason,
} from '../../shared/notice.ts';
import type { NotifiableEvent, PendingRejection } from './notifiable-event.ts';
import {
  doNotDisturbReason,
  type NotificationContext,
  reasonForOther,
  reasonForRejection,
} from './notification-reason.ts';

/** Notices shown recently, and those withheld. */
export interface NoticeState {
  /** Shown in the last seconds, to combine a burst into one summary. */
  readonly burst: readonly { atMs: number; rejected: number; withdrawn: number }[];
  /** Withheld notices other than rejections, which are stored one by one. */
  readonly withheld: Withheld;
}
/** How many notices are withheld, and why the last one was. Stored in this shape. */
export const withheld = z.object({
  withdrawn: z.number().int().min(0),
  changes: z.number().int().min(0),
  why: z.enum(DO_NOT_DISTURB_REASONS),
});
type Withheld = Readonly<z.infer<typeof withheld>>;
const NOTHING_WITHHELD: Withheld = { withdrawn: 0, changes: 0, why: 'no-page' };
export const INITIAL_NOTICE_STATE: NoticeState = { burst: [], withheld: NOTHING_WITHHELD };

export const hasWithheld = ({ withheld: { withdrawn, changes } }: NoticeState): boolean => withdrawn + changes > 0;

/** A notice to show, and what it stands for: if it cannot be shown, that is withheld and summed up later. */
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
  readonly rejectionReasons: readonly { rejectionId: number; why: SuppressedReason }[];
  /** Other notices that are not shown, and why. */
  readonly suppressed: readonly { notice: Notice; why: SuppressedReason }[];
}

const BURST_MS = 5000;
const BURST_MIN_COUNT = 4;

/**
 * Decides which notices to show for some events: one each or, from the fourth within 5 s on, one summary that counts all of
 * them and replaces the previous summary. What is not shown has a reason, too.
 */
export const decide = (
  before: NoticeState,
  events: readonly NotifiableEvent[],
  context: NotificationContext,
): Decision => {
  let decision = noDecision(before);
  const single = events.filter((n) => n.kind === 'rejected' || n.kind === 'withdrawn');
  if (single.length > 0) decision = mergeDecisions(decision, decideShifts(decision.after, single, context));
  for (const one of events) {
    if (one.kind === 'rejected' || one.kind === 'withdrawn') continue;
    decision = mergeDecisions(decision, decideOne(decision.after, one, context));
  }
  return decision;
};

/**
 * Decides about withheld rejections: all together once do-not-disturb has ended; before that, those whose shift starts soon.
 */
export const decideWithheld = (
  before: NoticeState,
  withheldRejections: readonly PendingRejection[],
  context: NotificationContext,
): Decision => {
  if (doNotDisturbReason(context)) {
    const events = withheldRejections.map((one) => ({ kind: 'rejected' as const, ...one }));
    // Those that are still withheld were reported as suppressed before.
    return { ...decideShifts(before, events, context), suppressed: [] };
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
  const evaluated = events.map((one) =>
    one.kind === 'rejected'
      ? {
          rejectionIds: [one.rejectionId],
          withdrawn: 0,
          notice: rejectedNotice(one),
          why: reasonForRejection(one, context),
        }
      : {
          rejectionIds: [],
          withdrawn: 1,
          notice: { kind: 'withdrawn', shift: one.shift } satisfies Notice,
          why: reasonForOther(one, context),
        },
  );
  const notified = evaluated.flatMap(({ why, ...one }): NoticeToShow[] =>
    isNotified(why) ? [toShow(one.notice, why, one)] : [],
  );
  const suppressed = evaluated.flatMap(({ why, ...one }) => (isNotified(why) ? [] : [{ ...one, why }]));
  const rejectionIds = notified.flatMap((one) => one.rejectionIds);
  const withdrawn = notified.length - rejectionIds.length;
  const burst = [
    ...before.burst.filter(({ atMs }) => atMs > context.atMs - BURST_MS),
    { atMs: context.atMs, rejected: rejectionIds.length, withdrawn },
  ];
  const sum = (kind: 'rejected' | 'withdrawn') => burst.reduce((total, shown) => total + shown[kind], 0);
  const total = { rejected: sum('rejected'), withdrawn: sum('withdrawn') };
  const isBurst = notified.length > 0 && total.rejected + total.withdrawn >= BURST_MIN_COUNT;

  const withdrawals = suppressed.filter((one) => one.withdrawn > 0 && isDoNotDisturb(one.why));
  return {
    after: {
      burst: notified.length > 0 ? burst : before.burst,
      withheld: withhold(before.withheld, { withdrawn: withdrawals.length }, doNotDisturbReason(context)),
    },
    notices: isBurst ? [toShow({ kind: 'summary', ...total }, 'together', { rejectionIds, withdrawn })] : notified,
    rejectionReasons: suppressed.flatMap(({ rejectionIds, why }) =>
      rejectionIds.map((rejectionId) => ({ rejectionId, why })),
    ),
    suppressed: suppressed.map(({ notice, why }) => ({ notice, why })),
  };
};

const decideOne = (
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
      const nothing = { ...noDecision(before), rejectionReasons };
      const isSummary = event.kind === 'left-over' || event.isInitial;
      if (isSummary) {
        const notice: Notice = { kind: 'summary', rejected, withdrawn: 0 };
        return rejected > 0 ? { ...nothing, notices: [toShow(notice, why, { rejectionIds })] } : nothing;
      }
      if (event.changes === 0) return nothing;
      const notice: Notice = { kind: 'caught-up', changes: event.changes, rejected };
      if (!context.preferences.rejected) return { ...nothing, suppressed: [{ notice, why: 'off' }] };
      // Its rejections are withheld one by one.
      const changes = event.changes - rejected - rejectionReasons.filter((one) => isDoNotDisturb(one.why)).length;
      const doNotDisturb = doNotDisturbReason(context);
      if (rejected > 0 || !doNotDisturb)
        return { ...nothing, notices: [toShow(notice, why, { rejectionIds, changes })] };
      return {
        ...nothing,
        after: { ...before, withheld: withhold(before.withheld, { changes }, doNotDisturb) },
        suppressed: [{ notice, why: doNotDisturb }],
      };
    }
    default: {
      const why = reasonForOther(event, context);
      return isNotified(why)
        ? { ...noDecision(before), notices: [toShow(event, why)] }
        : { ...noDecision(before), suppressed: [{ notice: event, why }] };
    }
  }
};

const noDecision = (after: NoticeState): Decision => ({ after, notices: [], rejectionReasons: [], suppressed: [] });

const toShow = (
  notice: Notice,
  why: NotifiedReason,
  standsFor: Partial<Omit<NoticeToShow, 'notice' | 'why'>> = {},
): NoticeToShow => ({
  rejectionIds: [],
  withdrawn: 0,
  changes: 0,
  ...standsFor,
  notice,
  why,
});

const withReasons = (rejected: readonly PendingRejection[], context: NotificationContext) => {
  const evaluated = rejected.map((one) => ({ one, why: reasonForRejection(one, context) }));
  return {
    notified: evaluated.filter(({ why }) => isNotified(why)).map(({ one }) => one),
    rejectionReasons: evaluated.flatMap(({ one, why }) =>
      isNotified(why) ? [] : [{ rejectionId: one.rejectionId, why }],
    ),
  };
};
const idsOf = (rejected: readonly PendingRejection[]) => rejected.map(({ rejectionId }) => rejectionId);

const rejectedNotice = ({ rejectionId, shift }: PendingRejection): Notice => ({ kind: 'rejected', rejectionId, shift });

/** Adds to the withheld counts. */
export const withhold = (
  before: Withheld,
  { withdrawn = 0, changes = 0 }: { withdrawn?: number; changes?: number },
  why: DoNotDisturbReason | undefined,
): Withheld =>
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
  suppressed: [...a.suppressed, ...b.suppressed],
});
