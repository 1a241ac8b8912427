import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Hush, Notice, Shown } from '../../shared/notice.ts';
import { toNotification } from '../../shared/notification-text.ts';
import { type ProblemCode, problemCode } from '../../shared/problems.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { PushListener } from '../listeners.ts';
import type { SettingsService } from '../settings.ts';
import { decideTrouble, NO_TROUBLE, type Trouble } from './connection-problem.ts';
import {
  type Decision,
  decide,
  decideWithheld,
  hasWithheld,
  NOTHING_SPOKEN,
  type NoticeToShow,
  type Spoken,
  withheld,
  withhold,
} from './decide.ts';
import type { Display, Displays } from './displays.ts';
import type { News, RejectedNews } from './notifiable-event.ts';
import { hushOf, isSilent, type Moment } from './notification-reason.ts';
import { createRecord } from './record.ts';

export interface NoticesOptions {
  settings: Pick<SettingsService, 'current'>;
  names: Pick<NameStore, 'person' | 'activity'>;
  /** Whether a subscription was ever asked for. */
  wasWanted: () => boolean;
  /** Assignments open in front of the planner. */
  inView: () => ReadonlySet<number>;
  displays: Pick<Displays, 'show' | 'isReady'>;
  language: () => Language;
  push: PushListener;
  /** What outlives a restart. What was kept with them is checked when it is read. */
  kept: {
    /** The trouble the planner was told of. */
    trouble: { get(): unknown; set(code: ProblemCode | null): void };
    /** What is kept back, or on its way to the planner, besides the rejections; null: nothing. */
    withheld: { get(): unknown; set(withheld: Spoken['withheld'] | null): void };
  };
  now: () => number;
}

/** A notice on its way to the planner: `shown` resolves to null when nothing showed it. */
export interface Offered extends Pick<NoticeToShow, 'why' | 'rejectionIds'> {
  readonly shown: Promise<Shown | null>;
}

/** What to show, decided but not yet offered. */
export interface Considered extends Pick<Decision, 'verdicts'> {
  /** Rejections the notices to come stand for. */
  readonly rejectionIds: readonly number[];
  offer(): readonly Offered[];
}

/**
 * Decides what the planner is told, puts it into words, has it shown, and remembers why it was told, or not. What nothing
 * showed was not told: it is kept back like what came in quiet time, and summed up when something can show it.
 */
export const createNotices = (options: NoticesOptions) => {
  const { settings, names, wasWanted, inView, displays, language, push, kept, now } = options;
  let spoken: Spoken = {
    ...NOTHING_SPOKEN,
    withheld: withheld.safeParse(kept.withheld.get()).data ?? NOTHING_SPOKEN.withheld,
  };
  /** What has no receipt yet: should the app end before, its withdrawals and changes are summed up again. */
  const inFlight = new Set<NoticeToShow>();
  let trouble: Trouble = { ...NO_TROUBLE, told: problemCode.safeParse(kept.trouble.get()).data ?? null };
  let isTroubleInFlight = false;
  let status: Pick<ConnectionStatus, 'state' | 'problem'> | undefined;
  /** Counts the tenants whose plan was shown: what is on its way for an earlier one no longer matters. */
  let generation = 0;
  const record = createRecord({ onChange: () => push('notices.changed', undefined), now });

  const moment = (): Moment => {
    const { notifications, firstRunDone } = settings.current();
    return {
      atMs: now(),
      wanted: notifications,
      inView: inView(),
      canShow: displays.isReady(),
      isSettingUp: !firstRunDone && !wasWanted(),
    };
  };

  const keepWithheld = () => {
    const all = [...inFlight].reduce((sum, item) => withhold(sum, item, 'no-page'), spoken.withheld);
    kept.withheld.set(all.withdrawn + all.changes > 0 ? all : null);
  };

  const notificationOf = ({ notice, why }: Pick<NoticeToShow, 'notice' | 'why'>, at: Moment) => {
    const notification = toNotification(notice, {
      language: language(),
      showNames: at.wanted.showNames,
      person: names.person,
      activity: names.activity,
    });
    return { ...notification, why, quiet: notification.quiet || isSilent(why, at) };
  };

  const offer = async (item: NoticeToShow, at: Moment): Promise<Shown | null> => {
    const { notice, why, rejectionIds } = item;
    const before = generation;
    const id = record.offer(notice);
    inFlight.add(item);
    const receipt = await displays.show(notificationOf(item, at));
    if (generation !== before) return null;
    inFlight.delete(item);
    const inSummary = SUMMARIES.includes(notice.kind);
    if (receipt) {
      record.settle(id, why, { ...receipt, inSummary: false });
      if (why === 'afterwards' || why === 'page-opened')
        record.settleWaiting(isPartOf(rejectionIds), why, { ...receipt, inSummary });
    } else {
      record.settle(id, 'no-page', null);
      // The next summary counts anew what this one did not say.
      spoken = { burst: [], withheld: withhold(spoken.withheld, item, 'no-page') };
    }
    if (isCounted(item)) keepWithheld();
    return receipt && { ...receipt, inSummary };
  };

  const take = (decision: Decision, at: Moment): Considered => {
    const { withheld: before } = spoken;
    const rejectionIds = decision.say.flatMap((item) => item.rejectionIds);
    spoken = decision.after;
    for (const { rejectionId, why } of decision.verdicts) record.settleWaiting(isRejection(rejectionId), why);
    for (const { notice, why } of decision.unsaid) record.add(notice, why);
    return {
      verdicts: decision.verdicts,
      rejectionIds,
      offer: () => {
        const offered = decision.say.map((item) => ({ ...item, shown: offer(item, at) }));
        if (spoken.withheld !== before || decision.say.some(isCounted)) keepWithheld();
        return offered;
      },
    };
  };

  const consider = (news: readonly News[]): Considered => {
    const at = moment();
    return take(decide(spoken, news, at), at);
  };
  /** Shows one notice that stands for no rejection; null: it was not shown. */
  const raise = async (news: News): Promise<Shown | null> => (await consider([news]).offer()[0]?.shown) ?? null;

  const lookAtTrouble = async (): Promise<void> => {
    if (!status || isTroubleInFlight) return;
    const before = trouble;
    const { after, news, held } = decideTrouble(before, status, moment());
    trouble = after;
    if (held) record.add(held.news, held.why);
    else if (after === NO_TROUBLE) record.settleWaiting(isTrouble, 'over');
    if (!news) {
      if (after.told !== before.told) kept.trouble.set(after.told);
      return;
    }
    isTroubleInFlight = true;
    const shown = await raise(news);
    isTroubleInFlight = false;
    if (trouble !== after) return;
    if (shown) kept.trouble.set(after.told);
    else trouble = { ...after, told: before.told };
    // What changed meanwhile.
    if (shown) await lookAtTrouble();
  };

  return {
    consider,
    /** What is to be said now of rejections that were kept back. */
    considerWithheld(rejected: readonly RejectedNews[]): Considered {
      const at = moment();
      return take(decideWithheld(spoken, rejected, at), at);
    },
    /** Whether anything but rejections waits for the end of the quiet. */
    hasWithheld: () => hasWithheld(spoken),
    isHushed: () => hushOf(moment()) !== undefined,
    /** Why nothing at all can be shown at this moment, whatever it is; undefined: something can. */
    blockedBy: (): Hush | undefined => (displays.isReady() ? undefined : hushOf(moment())),
    raise,
    /** Shows a test where it was asked for. */
    async test(display: Display): Promise<{ shown: boolean }> {
      const notice: Notice = { kind: 'test' };
      const id = record.offer(notice);
      const where = await display.show(notificationOf({ notice, why: 'asked' }, moment()));
      if (where) record.settle(id, 'asked', { where, atMs: now(), inSummary: false });
      else record.settle(id, 'not-shown', null);
      return { shown: where !== null };
    },
    /** The connection changed. */
    onStatus(next: Pick<ConnectionStatus, 'state' | 'problem'>): void {
      status = next;
      void lookAtTrouble();
    },
    /** Time has passed, or the planner wants something else: what was not worth telling may be now. */
    lookAtTrouble: (): void => void lookAtTrouble(),
    /** The plan is another tenant's now: what is left to say of the one before is no news any more. */
    forget(): void {
      generation += 1;
      inFlight.clear();
      spoken = NOTHING_SPOKEN;
      trouble = NO_TROUBLE;
      record.clear();
      kept.withheld.set(null);
      kept.trouble.set(null);
    },
    /** Newest first, told or not; of this run of the app. */
    recent: record.list,
  };
};

export type Notices = ReturnType<typeof createNotices>;

const SUMMARIES: readonly Notice['kind'][] = ['summary', 'withheld', 'caught-up'];

/** Whether it stands for what is kept as a count. */
const isCounted = ({ withdrawn, changes }: NoticeToShow): boolean => withdrawn + changes > 0;
const isRejection =
  (id: number) =>
  (notice: Notice): boolean =>
    notice.kind === 'rejected' && notice.rejectionId === id;
/** What a summary of what was kept back stands for: these rejections, and everything else that was. */
const isPartOf =
  (rejectionIds: readonly number[]) =>
  (notice: Notice): boolean =>
    notice.kind === 'rejected'
      ? rejectionIds.includes(notice.rejectionId)
      : notice.kind === 'withdrawn' || SUMMARIES.includes(notice.kind);
const isTrouble = ({ kind }: Notice): boolean => kind === 'problem' || kind === 'problem-over';
