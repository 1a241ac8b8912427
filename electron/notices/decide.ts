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
/** How many are withheld, and why the last one is. Stored in this shape. */
export const withheld = z.object({
  withdrawn: z.number().int().min(0),
  changes: z.number().int().min(0),
  why: z.enum(DO_NOT_DISTURB_REASONS),
});
type Withheld = Readonly<z.infer<typeof withheld>>;
const NOTHING_WITHHELD: Withheld = { withdrawn: 0, changes: 0, why: 'no-page' };
export const INITIAL_NOTICE_STATE: NoticeState = { burst: [], withheld: NOTHING_WITHHELD };

export const hasWithheld = ({ withheld: { withdrawn, changes } }: NoticeState): boolean => withdrawn + changes > 0;

/** A notice to show, and what it stands for: if nothing shows it, that is kept back and summed up later. */
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
  /** What becomes of each rejection among the news that is not to be shown now. */
  readonly rejectionReasons: readonly { rejectionId: number; why: SuppressedReason }[];
  /** News that is not told, and why. */
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
  let decision: Decision = { after: before, notices: [], rejectionReasons: [], suppressed: [] };
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
    const news = withheldRejections.map((one) => ({ kind: 'rejected' as const, ...one }));
    // Of those that still wait it was said before that they do.
    return { ...decideShifts(before, news, context), suppressed: [] };
  }
  const { withdrawn, changes } = before.withheld;
  const after = { ...before, withheld: NOTHING_WITHHELD };
  const { told: notified, rejectionReasons } = withReasons(withheldRejections, context);
  const rejected = notified.length;
  const [first] = notified;
  if (rejected + withdrawn + changes === 0) return { after, notices: [], rejectionReasons, suppressed: [] };
  const hush = notified.at(-1)?.withheld ?? before.withheld.why;
  const notice: Notice =
    first && rejected + withdrawn + changes === 1
      ? rejectedNotice(first)
      : { kind: 'withheld', rejected, withdrawn, changes, why: hush };
  const why: NotifiedReason = hush === 'no-page' ? 'page-opened' : 'afterwards';
  return {
    after,
    notices: [toShow(notice, why, { rejectionIds: idsOf(notified), withdrawn, changes })],
    rejectionReasons,
    suppressed: [],
  };
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
    ...before.burst.filter((suppressedNotice) => suppressedNotice.atMs > context.atMs - BURST_MS),
    { atMs: context.atMs, rejected: rejectionIds.length, withdrawn },
  ];
  const sum = (pick: 'rejected' | 'withdrawn') =>
    burst.reduce((total, suppressedNotice) => total + suppressedNotice[pick], 0);
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
      const { told, rejectionReasons } = withReasons(event.rejected, context);
      const rejected = told.length;
      const rejectionIds = idsOf(told);
      const nothing = { after: before, notices: [], rejectionReasons, suppressed: [] };
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
      const nothing = { after: before, notices: [], rejectionReasons: [], suppressed: [] };
      return isNotified(why)
        ? { ...nothing, notices: [toShow(event, why)] }
        : { ...nothing, suppressed: [{ notice: event, why }] };
    }
  }
};

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
    told: evaluated.filter(({ why }) => isNotified(why)).map(({ one }) => one),
    rejectionReasons: evaluated.flatMap(({ one, why }) =>
      isNotified(why) ? [] : [{ rejectionId: one.rejectionId, why }],
    ),
  };
};
const idsOf = (rejected: readonly PendingRejection[]) => rejected.map(({ rejectionId }) => rejectionId);

const rejectedNotice = ({ rejectionId, shift }: PendingRejection): Notice => ({ kind: 'rejected', rejectionId, shift });

/** Adds to what is kept back, and why. */
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
