import { z } from 'zod';
import { HUSH, type Hush, isHush, isTold, type Notice, type NotTold, type Told } from '../../shared/notice.ts';
import type { News, RejectedNews } from './notifiable-event.ts';
import { hushOf, judgeOther, judgeRejection, type Moment } from './notification-reason.ts';

/** What was said, and kept back, so far. */
export interface Spoken {
  /** What was said in the last seconds, so that a burst becomes one summary. */
  readonly burst: readonly { atMs: number; rejected: number; withdrawn: number }[];
  /** Kept back since it is quiet, besides the rejections, which are remembered one by one. */
  readonly withheld: Withheld;
}
/** How many were kept back, and why the last of them was; in this shape it outlives a restart. */
export const withheld = z.object({
  withdrawn: z.number().int().min(0),
  changes: z.number().int().min(0),
  why: z.enum(HUSH),
});
type Withheld = Readonly<z.infer<typeof withheld>>;
const NOTHING_WITHHELD: Withheld = { withdrawn: 0, changes: 0, why: 'no-page' };
export const NOTHING_SPOKEN: Spoken = { burst: [], withheld: NOTHING_WITHHELD };

export const hasWithheld = ({ withheld: { withdrawn, changes } }: Spoken): boolean => withdrawn + changes > 0;

/** A notice to show, and what it stands for: if nothing shows it, that is kept back and summed up later. */
export interface NoticeToShow {
  readonly notice: Notice;
  readonly why: Told;
  readonly rejectionIds: readonly number[];
  readonly withdrawn: number;
  readonly changes: number;
}

export interface Decision {
  readonly after: Spoken;
  /** In this order. */
  readonly say: readonly NoticeToShow[];
  /** What becomes of each rejection among the news that is not to be shown now. */
  readonly verdicts: readonly { rejectionId: number; why: NotTold }[];
  /** News that is not told, and why. */
  readonly unsaid: readonly { notice: Notice; why: NotTold }[];
}

const BURST_MS = 5000;
const BURST_FROM = 4;

/**
 * What to say of some news, in the light of what was said before: each by itself, or, from the fourth rejection within 5 s
 * on, one summary that counts all of them and takes the place of the summary before. What is not said has its reason, too.
 */
export const decide = (before: Spoken, news: readonly News[], moment: Moment): Decision => {
  let decision: Decision = { after: before, say: [], verdicts: [], unsaid: [] };
  const single = news.filter((n) => n.kind === 'rejected' || n.kind === 'withdrawn');
  if (single.length > 0) decision = add(decision, decideShifts(decision.after, single, moment));
  for (const one of news) {
    if (one.kind === 'rejected' || one.kind === 'withdrawn') continue;
    decision = add(decision, decideOne(decision.after, one, moment));
  }
  return decision;
};

/**
 * What to say of rejections that were kept back, now that time has passed: all of them together when it is no longer quiet,
 * and before that those whose shift has come near.
 */
export const decideWithheld = (before: Spoken, kept: readonly RejectedNews[], moment: Moment): Decision => {
  if (hushOf(moment)) {
    const news = kept.map((one) => ({ kind: 'rejected' as const, ...one }));
    // Of those that still wait it was said before that they do.
    return { ...decideShifts(before, news, moment), unsaid: [] };
  }
  const { withdrawn, changes } = before.withheld;
  const after = { ...before, withheld: NOTHING_WITHHELD };
  const { told, verdicts } = judgeAll(kept, moment);
  const rejected = told.length;
  const [first] = told;
  if (rejected + withdrawn + changes === 0) return { after, say: [], verdicts, unsaid: [] };
  const hush = told.at(-1)?.withheld ?? before.withheld.why;
  const notice: Notice =
    first && rejected + withdrawn + changes === 1
      ? rejectedNotice(first)
      : { kind: 'withheld', rejected, withdrawn, changes, why: hush };
  const why: Told = hush === 'no-page' ? 'page-opened' : 'afterwards';
  return { after, say: [toShow(notice, why, { rejectionIds: idsOf(told), withdrawn, changes })], verdicts, unsaid: [] };
};

const decideShifts = (
  before: Spoken,
  news: readonly Extract<News, { kind: 'rejected' | 'withdrawn' }>[],
  moment: Moment,
): Decision => {
  const judged = news.map((one) =>
    one.kind === 'rejected'
      ? {
          rejectionIds: [one.rejectionId],
          withdrawn: 0,
          notice: rejectedNotice(one),
          why: judgeRejection(one, moment),
        }
      : {
          rejectionIds: [],
          withdrawn: 1,
          notice: { kind: 'withdrawn', shift: one.shift } satisfies Notice,
          why: judgeOther(one, moment),
        },
  );
  const told = judged.flatMap(({ why, ...one }): NoticeToShow[] => (isTold(why) ? [toShow(one.notice, why, one)] : []));
  const unsaid = judged.flatMap(({ why, ...one }) => (isTold(why) ? [] : [{ ...one, why }]));
  const rejectionIds = told.flatMap((one) => one.rejectionIds);
  const withdrawn = told.length - rejectionIds.length;
  const burst = [
    ...before.burst.filter((said) => said.atMs > moment.atMs - BURST_MS),
    { atMs: moment.atMs, rejected: rejectionIds.length, withdrawn },
  ];
  const sum = (pick: 'rejected' | 'withdrawn') => burst.reduce((total, said) => total + said[pick], 0);
  const total = { rejected: sum('rejected'), withdrawn: sum('withdrawn') };
  const isBurst = told.length > 0 && total.rejected + total.withdrawn >= BURST_FROM;

  const withdrawals = unsaid.filter((one) => one.withdrawn > 0 && isHush(one.why));
  return {
    after: {
      burst: told.length > 0 ? burst : before.burst,
      withheld: withhold(before.withheld, { withdrawn: withdrawals.length }, hushOf(moment)),
    },
    say: isBurst ? [toShow({ kind: 'summary', ...total }, 'together', { rejectionIds, withdrawn })] : told,
    verdicts: unsaid.flatMap(({ rejectionIds, why }) => rejectionIds.map((rejectionId) => ({ rejectionId, why }))),
    unsaid: unsaid.map(({ notice, why }) => ({ notice, why })),
  };
};

const decideOne = (
  before: Spoken,
  news: Exclude<News, { kind: 'rejected' | 'withdrawn' }>,
  moment: Moment,
): Decision => {
  switch (news.kind) {
    case 'caught-up':
    case 'left-over': {
      const why: Told = news.kind;
      const { told, verdicts } = judgeAll(news.rejected, moment);
      const rejected = told.length;
      const rejectionIds = idsOf(told);
      const nothing = { after: before, say: [], verdicts, unsaid: [] };
      const isSummary = news.kind === 'left-over' || news.isInitial;
      if (isSummary) {
        const notice: Notice = { kind: 'summary', rejected, withdrawn: 0 };
        return rejected > 0 ? { ...nothing, say: [toShow(notice, why, { rejectionIds })] } : nothing;
      }
      if (news.changes === 0) return nothing;
      const notice: Notice = { kind: 'caught-up', changes: news.changes, rejected };
      if (!moment.wanted.rejected) return { ...nothing, unsaid: [{ notice, why: 'off' }] };
      // Its rejections are kept back one by one.
      const changes = news.changes - rejected - verdicts.filter((one) => isHush(one.why)).length;
      const hush = hushOf(moment);
      if (rejected > 0 || !hush) return { ...nothing, say: [toShow(notice, why, { rejectionIds, changes })] };
      return {
        ...nothing,
        after: { ...before, withheld: withhold(before.withheld, { changes }, hush) },
        unsaid: [{ notice, why: hush }],
      };
    }
    default: {
      const why = judgeOther(news, moment);
      const nothing = { after: before, say: [], verdicts: [], unsaid: [] };
      return isTold(why) ? { ...nothing, say: [toShow(news, why)] } : { ...nothing, unsaid: [{ notice: news, why }] };
    }
  }
};

const toShow = (
  notice: Notice,
  why: Told,
  standsFor: Partial<Omit<NoticeToShow, 'notice' | 'why'>> = {},
): NoticeToShow => ({
  rejectionIds: [],
  withdrawn: 0,
  changes: 0,
  ...standsFor,
  notice,
  why,
});

const judgeAll = (rejected: readonly RejectedNews[], moment: Moment) => {
  const judged = rejected.map((one) => ({ one, why: judgeRejection(one, moment) }));
  return {
    told: judged.filter(({ why }) => isTold(why)).map(({ one }) => one),
    verdicts: judged.flatMap(({ one, why }) => (isTold(why) ? [] : [{ rejectionId: one.rejectionId, why }])),
  };
};
const idsOf = (rejected: readonly RejectedNews[]) => rejected.map(({ rejectionId }) => rejectionId);

const rejectedNotice = ({ rejectionId, shift }: RejectedNews): Notice => ({ kind: 'rejected', rejectionId, shift });

/** Adds to what is kept back, and why. */
export const withhold = (
  before: Withheld,
  { withdrawn = 0, changes = 0 }: { withdrawn?: number; changes?: number },
  why: Hush | undefined,
): Withheld =>
  withdrawn + changes === 0
    ? before
    : {
        withdrawn: before.withdrawn + withdrawn,
        changes: before.changes + changes,
        why: why ?? before.why,
      };

const add = (a: Decision, b: Decision): Decision => ({
  after: b.after,
  say: [...a.say, ...b.say],
  verdicts: [...a.verdicts, ...b.verdicts],
  unsaid: [...a.unsaid, ...b.unsaid],
});
