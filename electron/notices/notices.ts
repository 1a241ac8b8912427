import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Notice, RecentNotice, Told, Why } from '../../shared/notice.ts';
import { toNotification } from '../../shared/notification-text.ts';
import { type ProblemCode, problemCode } from '../../shared/problems.ts';
import type { NameStore } from '../database/names.ts';
import type { PushListener } from '../listeners.ts';
import type { SettingsService } from '../settings.ts';
import { type Decision, decide, decideWithheld, hasWithheld, NOTHING_SPOKEN, type Spoken, withheld } from './decide.ts';
import { hushOf, isSilent, type Moment } from './judge.ts';
import type { News, RejectedNews } from './news.ts';
import { decideTrouble, NO_TROUBLE, type Trouble } from './trouble.ts';

export interface NoticesOptions {
  settings: Pick<SettingsService, 'current'>;
  names: Pick<NameStore, 'person' | 'activity'>;
  /** Whether a subscription was ever asked for. */
  wasWanted: () => boolean;
  /** Assignments open in front of the planner. */
  inView: () => ReadonlySet<number>;
  language: () => Language;
  push: PushListener;
  /** What outlives a restart. What was kept with them is checked when it is read. */
  kept: {
    /** The trouble the planner was told of. */
    trouble: { get(): unknown; set(code: ProblemCode | null): void };
    /** What is kept back besides the rejections; null: nothing. */
    withheld: { get(): unknown; set(withheld: Spoken['withheld'] | null): void };
  };
  now: () => number;
}

/** What to say, decided but not yet said. */
export interface Considered extends Pick<Decision, 'verdicts'> {
  say(): void;
}

const RECENT = 50;

/** Decides what the planner is told, puts it into words, and remembers why it was told, or not. */
export const createNotices = (options: NoticesOptions) => {
  const { settings, names, wasWanted, inView, language, push, kept, now } = options;
  let spoken: Spoken = {
    ...NOTHING_SPOKEN,
    withheld: withheld.safeParse(kept.withheld.get()).data ?? NOTHING_SPOKEN.withheld,
  };
  let trouble: Trouble = { ...NO_TROUBLE, told: problemCode.safeParse(kept.trouble.get()).data ?? null };
  let status: Pick<ConnectionStatus, 'state' | 'problem'> | undefined;
  let recent: RecentNotice[] = [];

  const moment = (): Moment => {
    const { notifications, firstRunDone } = settings.current();
    return { atMs: now(), wanted: notifications, inView: inView(), isSettingUp: !firstRunDone && !wasWanted() };
  };

  const remember = (notice: Notice, why: Why) => {
    recent = [{ atMs: now(), notice, why }, ...recent].slice(0, RECENT);
  };

  const say = (notice: Notice, why: Told, at: Moment) => {
    remember(notice, why);
    const notification = toNotification(notice, {
      language: language(),
      showNames: at.wanted.showNames,
      person: names.person,
      activity: names.activity,
    });
    push('notices.raised', { ...notification, why, quiet: notification.quiet || isSilent(why, at) });
  };

  const take = (decision: Decision, at: Moment): Considered => {
    const before = spoken;
    spoken = decision.after;
    if (spoken.withheld !== before.withheld) kept.withheld.set(hasWithheld(spoken) ? spoken.withheld : null);
    for (const { notice, why } of decision.unsaid) remember(notice, why);
    return {
      verdicts: decision.verdicts,
      say: () => {
        for (const { notice, why } of decision.say) say(notice, why, at);
      },
    };
  };

  const consider = (news: readonly News[]): Considered => {
    const at = moment();
    return take(decide(spoken, news, at), at);
  };

  const lookAtTrouble = () => {
    if (!status) return;
    const { after, news } = decideTrouble(trouble, status, moment());
    if (after.told !== trouble.told) kept.trouble.set(after.told);
    trouble = after;
    if (news) consider([news]).say();
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
    raise: (news: News) => consider([news]).say(),
    /** The connection changed. */
    onStatus(next: Pick<ConnectionStatus, 'state' | 'problem'>): void {
      status = next;
      lookAtTrouble();
    },
    /** Time has passed, or the planner wants something else: what was not worth telling may be now. */
    lookAtTrouble,
    /** The plan is another tenant's now: what is left to say of the one before is no news any more. */
    forget(): void {
      spoken = NOTHING_SPOKEN;
      trouble = NO_TROUBLE;
      recent = [];
      kept.withheld.set(null);
      kept.trouble.set(null);
    },
    /** Newest first, told or not; of this run of the app. */
    recent: () => recent,
  };
};

export type Notices = ReturnType<typeof createNotices>;
