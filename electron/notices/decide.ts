import { z } from 'zod';
import { HUSH, isHush, isTold, type Notice, type Told, type Why } from '../../shared/notice.ts';
import { hushOf, judgeOther, judgeRejection, type Moment } from './judge.ts';
import type { News, RejectedNews } from './news.ts';

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
const NOTHING_WITHHELD: Withheld = { withdrawn: 0, changes: 0, why: 'quiet-hours' };
export const NOTHING_SPOKEN: Spoken = { burst: [], withheld: NOTHING_WITHHELD };

export const hasWithheld = ({ withheld: { withdrawn, changes } }: Spoken): boolean => withdrawn + changes > 0;

export interface Decision {
  readonly after: Spoken;
  /** In this order. */
  readonly say: readonly { notice: Notice; why: Told }[];
  /** What becomes of each rejection among the news. */
  readonly verdicts: readonly { rejectionId: number; why: Why }[];
  /** Other news that is not told, and why. */
  readonly unsaid: readonly { notice: Notice; why: Why }[];
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
  if (hushOf(moment))
    return decideShifts(
      before,
      kept.map((one) => ({ kind: 'rejected', ...one })),
      moment,
    );
  const { withdrawn, changes } = before.withheld;
  const after = { ...before, withheld: NOTHING_WITHHELD };
  const judged = judgeAll(kept, moment);
  const told = judged.filter(({ why }) => isTold(why));
  const why: Told = 'afterwards';
  const verdicts = judged.map((one) => ({ rejectionId: one.rejectionId, why: isTold(one.why) ? why : one.why }));
  const [first] = told;
  if (told.length + withdrawn + changes === 0) return { after, say: [], verdicts, unsaid: [] };
  const notice: Notice =
    first && told.length + withdrawn + changes === 1
      ? rejectedNotice(first)
      : {
          kind: 'withheld',
          rejected: told.length,
          withdrawn,
          changes,
          why: told.at(-1)?.withheld ?? before.withheld.why,
        };
  return { after, say: [{ notice, why }], verdicts, unsaid: [] };
};

const decideShifts = (
  before: Spoken,
  news: readonly Extract<News, { kind: 'rejected' | 'withdrawn' }>[],
  moment: Moment,
): Decision => {
  const judged = news.map((one) =>
    one.kind === 'rejected'
      ? { kind: one.kind, rejectionId: one.rejectionId, notice: rejectedNotice(one), why: judgeRejection(one, moment) }
      : {
          kind: one.kind,
          notice: { kind: 'withdrawn', shift: one.shift } satisfies Notice,
          why: judgeOther(one, moment),
        },
  );
  const told = judged.flatMap(({ kind, notice, why }) => (isTold(why) ? [{ kind, notice, why }] : []));
  const count = (kind: 'rejected' | 'withdrawn') => told.filter((one) => one.kind === kind).length;
  const burst = [
    ...before.burst.filter((said) => said.atMs > moment.atMs - BURST_MS),
    { atMs: moment.atMs, rejected: count('rejected'), withdrawn: count('withdrawn') },
  ];
  const sum = (pick: 'rejected' | 'withdrawn') => burst.reduce((total, said) => total + said[pick], 0);
  const total = { rejected: sum('rejected'), withdrawn: sum('withdrawn') };
  const isBurst = told.length > 0 && total.rejected + total.withdrawn >= BURST_FROM;

  const withdrawals = judged.filter(({ kind, why }) => kind === 'withdrawn' && isHush(why));
  return {
    after: {
      burst: told.length > 0 ? burst : before.burst,
      withheld: withhold(before.withheld, { withdrawn: withdrawals.length }, moment),
    },
    say: isBurst ? [{ notice: { kind: 'summary', ...total }, why: 'together' }] : told,
    verdicts: judged.flatMap(({ rejectionId, why }) =>
      rejectionId === undefined ? [] : [{ rejectionId, why: isBurst && isTold(why) ? 'together' : why }],
    ),
    unsaid: judged.filter(({ why }) => !isTold(why)).map(({ notice, why }) => ({ notice, why })),
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
      const judged = judgeAll(news.rejected, moment);
      const rejected = judged.filter((one) => isTold(one.why)).length;
      const verdicts = judged.map((one) => ({ rejectionId: one.rejectionId, why: isTold(one.why) ? why : one.why }));
      const nothing = { after: before, say: [], verdicts, unsaid: [] };
      const isSummary = news.kind === 'left-over' || news.isInitial;
      if (isSummary)
        return rejected > 0
          ? { ...nothing, say: [{ notice: { kind: 'summary', rejected, withdrawn: 0 }, why }] }
          : nothing;
      if (news.changes === 0) return nothing;
      const notice: Notice = { kind: 'caught-up', changes: news.changes, rejected };
      if (!moment.wanted.rejected) return { ...nothing, unsaid: [{ notice, why: 'off' }] };
      const hush = hushOf(moment);
      if (rejected > 0 || !hush) return { ...nothing, say: [{ notice, why }] };
      // Its rejections are kept back one by one.
      const changes = news.changes - judged.filter((one) => isHush(one.why)).length;
      return {
        ...nothing,
        after: { ...before, withheld: withhold(before.withheld, { changes }, moment) },
        unsaid: [{ notice, why: hush }],
      };
    }
    default: {
      const why = judgeOther(news, moment);
      const said = { notice: news, why };
      return {
        after: before,
        say: isTold(why) ? [{ notice: news, why }] : [],
        verdicts: [],
        unsaid: isTold(why) ? [] : [said],
      };
    }
  }
};

const judgeAll = (rejected: readonly RejectedNews[], moment: Moment) =>
  rejected.map((one) => ({ ...one, why: judgeRejection(one, moment) }));

const rejectedNotice = ({ rejectionId, shift }: RejectedNews): Notice => ({ kind: 'rejected', rejectionId, shift });

const withhold = (
  before: Withheld,
  { withdrawn = 0, changes = 0 }: { withdrawn?: number; changes?: number },
  moment: Moment,
): Withheld =>
  withdrawn + changes === 0
    ? before
    : {
        withdrawn: before.withdrawn + withdrawn,
        changes: before.changes + changes,
        why: hushOf(moment) ?? before.why,
      };

const add = (a: Decision, b: Decision): Decision => ({
  after: b.after,
  say: [...a.say, ...b.say],
  verdicts: [...a.verdicts, ...b.verdicts],
  unsaid: [...a.unsaid, ...b.unsaid],
});
