import type { Language } from '../../shared/i18n/index.ts';
import type { Notice, Shown, WithheldReason } from '../../shared/notice.ts';
import { toNotification } from '../../shared/notification-text.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { PushListener } from '../listeners.ts';
import type { SettingsService } from '../storage/settings.ts';
import {
  type ConnectionProblemState,
  decideConnectionNotice,
  NO_CONNECTION_PROBLEM,
  type NotifiableConnection,
  type NotifiedCode,
  notifiedCode,
} from './connection-problem.ts';
import {
  addWithheld,
  type Decision,
  decide,
  decideWithheld,
  hasWithheld,
  INITIAL_NOTICE_STATE,
  type NoticeState,
  type NoticeToShow,
  withheldSchema,
} from './decide.ts';
import type { Display, Displays } from './displays.ts';
import type { NotifiableEvent, PendingRejection } from './notifiable-event.ts';
import { isSilent, type NotificationContext, withheldReason } from './notification-reason.ts';
import { createRecord } from './record.ts';

export interface NoticesOptions {
  settings: Pick<SettingsService, 'current'>;
  names: Pick<NameStore, 'person' | 'activity'>;
  /** Whether a subscription was ever requested. */
  wasSubscriptionRequested: () => boolean;
  /** Assignments shown in a focused window. */
  viewedAssignments: () => ReadonlySet<number>;
  displays: Pick<Displays, 'show' | 'isReady'>;
  language: () => Language;
  push: PushListener;
  /** Stored state; validated when it is read. */
  persisted: {
    /** The connection problem, or the doubt, that was notified. */
    notifiedProblem: { get(): unknown; set(code: NotifiedCode | null): void };
    /** Counts of the notices that are withheld or not shown yet, without rejections; null: none. */
    withheld: { get(): unknown; set(withheld: NoticeState['withheld'] | null): void };
  };
  now: () => number;
}

/** A notice that is being shown: `shown` resolves to null when that failed. */
export interface NoticeBeingShown extends Pick<NoticeToShow, 'why' | 'rejectionIds'> {
  readonly shown: Promise<Shown | null>;
}

/** Decided, but not shown yet. */
export interface PreparedNotices extends Pick<Decision, 'rejectionReasons'> {
  /** Rejections that the notices report. */
  readonly rejectionIds: readonly number[];
  show(): readonly NoticeBeingShown[];
}

/**
 * Decides which notices are shown, creates their text, shows them and records the reason. A notice that could not be shown
 * counts as not notified: it is withheld as in quiet hours, and summed up when a display is ready.
 */
export const createNotices = (options: NoticesOptions) => {
  const { settings, names, wasSubscriptionRequested, viewedAssignments, displays, language, push, persisted, now } =
    options;
  let state: NoticeState = {
    ...INITIAL_NOTICE_STATE,
    withheld: withheldSchema.safeParse(persisted.withheld.get()).data ?? INITIAL_NOTICE_STATE.withheld,
  };
  /** Notices that are being shown: if the app ends now, their withdrawals and changes are summed up after a restart. */
  const inFlight = new Set<NoticeToShow>();
  let connectionProblem: ConnectionProblemState = {
    ...NO_CONNECTION_PROBLEM,
    notifiedCode: notifiedCode.safeParse(persisted.notifiedProblem.get()).data ?? null,
  };
  let isConnectionNoticeInFlight = false;
  let status: NotifiableConnection | undefined;
  /** Increased when the plan is replaced by another one: results of earlier notices are then ignored. */
  let generation = 0;
  const record = createRecord({ onChange: () => push('notices.changed', undefined), now });

  const createContext = (): NotificationContext => {
    const { notifications, firstRunDone } = settings.current();
    return {
      atMs: now(),
      preferences: notifications,
      viewedAssignments: viewedAssignments(),
      canShow: displays.isReady(),
      isSettingUp: !firstRunDone && !wasSubscriptionRequested(),
    };
  };

  const saveWithheld = () => {
    const all = [...inFlight].reduce((sum, item) => addWithheld(sum, item, 'no-page'), state.withheld);
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

  const showNotice = async (item: NoticeToShow, context: NotificationContext): Promise<Shown | null> => {
    const { notice, why, rejectionIds } = item;
    const before = generation;
    const id = record.addShowing(notice);
    inFlight.add(item);
    const result = await displays.show(notificationOf(item, context));
    if (generation !== before) return null;
    inFlight.delete(item);
    const inSummary = SUMMARIES.includes(notice.kind);
    if (result) {
      record.setResult(id, why, { ...result, inSummary: false });
      if (why === 'afterwards' || why === 'page-opened')
        record.setResultOfWithheld(isInSummary(rejectionIds), why, { ...result, inSummary });
    } else {
      record.setResult(id, 'no-page', null);
      // The next summary counts again what this one did not show.
      state = { burst: [], withheld: addWithheld(state.withheld, item, 'no-page') };
    }
    if (isCounted(item)) saveWithheld();
    return result && { ...result, inSummary };
  };

  const applyDecision = (decision: Decision, context: NotificationContext): PreparedNotices => {
    const { withheld: before } = state;
    const rejectionIds = decision.notices.flatMap((item) => item.rejectionIds);
    state = decision.after;
    for (const { rejectionId, why } of decision.rejectionReasons)
      record.setResultOfWithheld(isRejection(rejectionId), why);
    for (const { notice, why } of decision.notNotified) record.add(notice, why);
    return {
      rejectionReasons: decision.rejectionReasons,
      rejectionIds,
      show: () => {
        const showing = decision.notices.map((item) => ({ ...item, shown: showNotice(item, context) }));
        if (state.withheld !== before || decision.notices.some(isCounted)) saveWithheld();
        return showing;
      },
    };
  };

  const prepare = (events: readonly NotifiableEvent[]): PreparedNotices => {
    const context = createContext();
    return applyDecision(decide(state, events, context), context);
  };
  /** Shows a notice that reports no rejection; null: it was not shown. */
  const notifyOne = async (event: NotifiableEvent): Promise<Shown | null> =>
    (await prepare([event]).show()[0]?.shown) ?? null;

  const checkConnectionProblem = async (): Promise<void> => {
    if (!status || isConnectionNoticeInFlight) return;
    const before = connectionProblem;
    const { after, event, withheld } = decideConnectionNotice(before, status, createContext());
    connectionProblem = after;
    if (withheld) record.add(withheld.event, withheld.why);
    else if (after === NO_CONNECTION_PROBLEM) record.setResultOfWithheld(isConnectionNotice, 'over');
    if (!event) {
      if (after.notifiedCode !== before.notifiedCode) persisted.notifiedProblem.set(after.notifiedCode);
      return;
    }
    isConnectionNoticeInFlight = true;
    const shown = await notifyOne(event);
    isConnectionNoticeInFlight = false;
    if (connectionProblem !== after) return;
    if (shown) persisted.notifiedProblem.set(after.notifiedCode);
    else connectionProblem = { ...after, notifiedCode: before.notifiedCode };
    // The status may have changed meanwhile.
    if (shown) await checkConnectionProblem();
  };

  return {
    prepare,
    /** Decides about withheld rejections now. */
    prepareWithheld(rejected: readonly PendingRejection[]): PreparedNotices {
      const context = createContext();
      return applyDecision(decideWithheld(state, rejected, context), context);
    },
    /** Whether notices other than rejections are withheld. */
    hasWithheld: () => hasWithheld(state),
    isWithholding: () => withheldReason(createContext()) !== undefined,
    /** Why no notice at all can be shown now; undefined when a display is ready. */
    blockedBy: (): WithheldReason | undefined => (displays.isReady() ? undefined : withheldReason(createContext())),
    notifyOne,
    /** Shows a test notice on the display that requested it. */
    async test(display: Display): Promise<{ shown: boolean }> {
      const notice: Notice = { kind: 'test' };
      const id = record.addShowing(notice);
      const where = await display.show(notificationOf({ notice, why: 'asked' }, createContext()));
      if (where) record.setResult(id, 'asked', { where, atMs: now(), inSummary: false });
      else record.setResult(id, 'not-shown', null);
      return { shown: where !== null };
    },
    /** The connection changed. */
    onStatus(next: NotifiableConnection): void {
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
    /** Notices since the app started, newest first, shown or not. */
    recent: record.list,
  };
};

export type Notices = ReturnType<typeof createNotices>;

const SUMMARIES: readonly Notice['kind'][] = ['summary', 'withheld', 'caught-up'];

/** Whether it reports withdrawals or changes, which are withheld as counts. */
const isCounted = ({ withdrawn, changes }: NoticeToShow): boolean => withdrawn + changes > 0;
const isRejection =
  (id: number) =>
  (notice: Notice): boolean =>
    notice.kind === 'rejected' && notice.rejectionId === id;
/** Whether a summary of withheld notices includes it: one of these rejections, a withdrawal or another summary. */
const isInSummary =
  (rejectionIds: readonly number[]) =>
  (notice: Notice): boolean =>
    notice.kind === 'rejected'
      ? rejectionIds.includes(notice.rejectionId)
      : notice.kind === 'withdrawn' || SUMMARIES.includes(notice.kind);
const isConnectionNotice = ({ kind }: Notice): boolean =>
  kind === 'problem' || kind === 'problem-over' || kind === 'doubt' || kind === 'doubt-over';
