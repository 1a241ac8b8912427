import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { DoNotDisturbReason, Notice, Shown } from '../../shared/notice.ts';
import { toNotification } from '../../shared/notification-text.ts';
import { type ProblemCode, problemCode } from '../../shared/problems.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { PushListener } from '../listeners.ts';
import type { SettingsService } from '../storage/settings.ts';
import { type ConnectionProblemState, decideConnectionNotice, NO_CONNECTION_PROBLEM } from './connection-problem.ts';
import {
  type Decision,
  decide,
  decideWithheld,
  hasWithheld,
  INITIAL_NOTICE_STATE,
  type NoticeState,
  type NoticeToShow,
  withheld,
  withhold,
} from './decide.ts';
import type { Display, Displays } from './displays.ts';
import type { NotifiableEvent, PendingRejection } from './notifiable-event.ts';
import { doNotDisturbReason, isSilent, type NotificationContext } from './notification-reason.ts';
import { createRecord } from './record.ts';

export interface NoticesOptions {
  settings: Pick<SettingsService, 'current'>;
  names: Pick<NameStore, 'person' | 'activity'>;
  /** Whether a subscription was ever asked for. */
  wasSubscriptionRequested: () => boolean;
  /** Assignments shown in a focused window. */
  inView: () => ReadonlySet<number>;
  displays: Pick<Displays, 'show' | 'isReady'>;
  language: () => Language;
  push: PushListener;
  /** Stored state; validated when it is read. */
  persisted: {
    /** Code of the connection problem that was notified. */
    notifiedProblem: { get(): unknown; set(code: ProblemCode | null): void };
    /** What is kept back, or on its way to the planner, besides the rejections; null: nothing. */
    withheld: { get(): unknown; set(withheld: NoticeState['withheld'] | null): void };
  };
  now: () => number;
}

/** A notice on its way to the planner: `shown` resolves to null when nothing showed it. */
export interface Offered extends Pick<NoticeToShow, 'why' | 'rejectionIds'> {
  readonly shown: Promise<Shown | null>;
}

/** What to show, decided but not yet offered. */
export interface PreparedNotices extends Pick<Decision, 'rejectionReasons'> {
  /** Rejections the notices to come stand for. */
  readonly rejectionIds: readonly number[];
  offer(): readonly Offered[];
}

/**
 * Decides what the planner is told, puts it into words, has it shown, and remembers why it was told, or not. What nothing
 * showed was not told: it is kept back like what came in quiet time, and summed up when something can show it.
 */
export const createNotices = (options: NoticesOptions) => {
  const { settings, names, wasSubscriptionRequested, inView, displays, language, push, persisted, now } = options;
  let state: NoticeState = {
    ...INITIAL_NOTICE_STATE,
    withheld: withheld.safeParse(persisted.withheld.get()).data ?? INITIAL_NOTICE_STATE.withheld,
  };
  /** What has no receipt yet: should the app end before, its withdrawals and changes are summed up again. */
  const inFlight = new Set<NoticeToShow>();
  let connectionProblem: ConnectionProblemState = {
    ...NO_CONNECTION_PROBLEM,
    notifiedCode: problemCode.safeParse(persisted.notifiedProblem.get()).data ?? null,
  };
  let isTroubleInFlight = false;
  let status: Pick<ConnectionStatus, 'state' | 'problem'> | undefined;
  /** Counts the tenants whose plan was shown: what is on its way for an earlier one no longer matters. */
  let generation = 0;
  const record = createRecord({ onChange: () => push('notices.changed', undefined), now });

  const createContext = (): NotificationContext => {
    const { notifications, firstRunDone } = settings.current();
    return {
      atMs: now(),
      preferences: notifications,
      inView: inView(),
      canShow: displays.isReady(),
      isSettingUp: !firstRunDone && !wasSubscriptionRequested(),
    };
  };

  const keepWithheld = () => {
    const all = [...inFlight].reduce((sum, item) => withhold(sum, item, 'no-page'), state.withheld);
    persisted.withheld.set(all.withdrawn + all.changes > 0 ? all : null);
  };

  const notificationOf = ({ notice, why }: Pick<NoticeToShow, 'notice' | 'why'>, context: NotificationContext) => {
    const notification = toNotification(notice, {
      language: language(),
      showNames: context.preferences.showNames,
      person: names.person,
      activity: names.activity,
    });
    return { ...notification, why, quiet: notification.quiet || isSilent(why, context) };
  };

  const offer = async (item: NoticeToShow, context: NotificationContext): Promise<Shown | null> => {
    const { notice, why, rejectionIds } = item;
    const before = generation;
    const id = record.offer(notice);
    inFlight.add(item);
    const receipt = await displays.show(notificationOf(item, context));
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
      state = { burst: [], withheld: withhold(state.withheld, item, 'no-page') };
    }
    if (isCounted(item)) keepWithheld();
    return receipt && { ...receipt, inSummary };
  };

  const applyDecision = (decision: Decision, context: NotificationContext): PreparedNotices => {
    const { withheld: before } = state;
    const rejectionIds = decision.notices.flatMap((item) => item.rejectionIds);
    state = decision.after;
    for (const { rejectionId, why } of decision.rejectionReasons) record.settleWaiting(isRejection(rejectionId), why);
    for (const { notice, why } of decision.suppressed) record.add(notice, why);
    return {
      rejectionReasons: decision.rejectionReasons,
      rejectionIds,
      offer: () => {
        const offered = decision.notices.map((item) => ({ ...item, shown: offer(item, context) }));
        if (state.withheld !== before || decision.notices.some(isCounted)) keepWithheld();
        return offered;
      },
    };
  };

  const prepare = (events: readonly NotifiableEvent[]): PreparedNotices => {
    const context = createContext();
    return applyDecision(decide(state, events, context), context);
  };
  /** Shows one notice that stands for no rejection; null: it was not shown. */
  const raise = async (event: NotifiableEvent): Promise<Shown | null> =>
    (await prepare([event]).offer()[0]?.shown) ?? null;

  const checkConnectionProblem = async (): Promise<void> => {
    if (!status || isTroubleInFlight) return;
    const before = connectionProblem;
    const { after, event, held } = decideConnectionNotice(before, status, createContext());
    connectionProblem = after;
    if (held) record.add(held.event, held.why);
    else if (after === NO_CONNECTION_PROBLEM) record.settleWaiting(isTrouble, 'over');
    if (!event) {
      if (after.notifiedCode !== before.notifiedCode) persisted.notifiedProblem.set(after.notifiedCode);
      return;
    }
    isTroubleInFlight = true;
    const shown = await raise(event);
    isTroubleInFlight = false;
    if (connectionProblem !== after) return;
    if (shown) persisted.notifiedProblem.set(after.notifiedCode);
    else connectionProblem = { ...after, notifiedCode: before.notifiedCode };
    // What changed meanwhile.
    if (shown) await checkConnectionProblem();
  };

  return {
    consider: prepare,
    /** Decides about withheld rejections now. */
    prepareWithheld(rejected: readonly PendingRejection[]): PreparedNotices {
      const context = createContext();
      return applyDecision(decideWithheld(state, rejected, context), context);
    },
    /** Whether notices other than rejections are withheld. */
    hasWithheld: () => hasWithheld(state),
    isDoNotDisturb: () => doNotDisturbReason(createContext()) !== undefined,
    /** Why nothing at all can be shown at this moment, whatever it is; undefined: something can. */
    blockedBy: (): DoNotDisturbReason | undefined =>
      displays.isReady() ? undefined : doNotDisturbReason(createContext()),
    raise,
    /** Shows a test where it was asked for. */
    async test(display: Display): Promise<{ shown: boolean }> {
      const notice: Notice = { kind: 'test' };
      const id = record.offer(notice);
      const where = await display.show(notificationOf({ notice, why: 'asked' }, createContext()));
      if (where) record.settle(id, 'asked', { where, atMs: now(), inSummary: false });
      else record.settle(id, 'not-shown', null);
      return { shown: where !== null };
    },
    /** The connection changed. */
    onStatus(next: Pick<ConnectionStatus, 'state' | 'problem'>): void {
      status = next;
      void checkConnectionProblem();
    },
    /** Call periodically and when preferences changed: a problem may be due for notification. */
    checkConnectionProblem: (): void => void checkConnectionProblem(),
    /** Another tenant's plan: drops everything about the previous one. */
    reset(): void {
      generation += 1;
      inFlight.clear();
      state = INITIAL_NOTICE_STATE;
      connectionProblem = NO_CONNECTION_PROBLEM;
      record.clear();
      persisted.withheld.set(null);
      persisted.notifiedProblem.set(null);
    },
    /** Newest first, shown or not; of this run of the app. */
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
