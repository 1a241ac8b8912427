import { type Activity, activityName, type Person, personName } from './assignment.ts';
import { formatDay } from './i18n/format.ts';
import { type Language, messagesFor } from './i18n/index.ts';
import type { Notice, NoticeShift, PlannerNotification } from './notice.ts';
import { shiftTimes } from './time.ts';

export interface TextContext {
  language: Language;
  /** Off when others can see the screen. */
  showNames: boolean;
  person: (id: number) => Person | undefined;
  activity: (id: string) => Activity | undefined;
}

/** Translates a notice, e.g. `Rejected: Jan Peeters · Tue 10 March 08:00–17:00 · Reception`. */
export const toNotification = (notice: Notice, textContext: TextContext): PlannerNotification => {
  const { notices, problems, connection } = messagesFor(textContext.language);
  switch (notice.kind) {
    case 'rejected':
      return {
        tag: `rejection-${notice.rejectionId}`,
        title: titleWithName(notices.rejected, notice.shift, textContext),
        body: describeShift(notice.shift, textContext),
        target: { screen: 'plan', assignmentId: notice.shift.assignmentId },
        quiet: false,
      };
    case 'withdrawn':
      return {
        tag: `withdrawn-${notice.shift.assignmentId}`,
        title: titleWithName(notices.withdrawn, notice.shift, textContext),
        body: describeShift(notice.shift, textContext),
        target: { screen: 'plan', assignmentId: notice.shift.assignmentId },
        quiet: true,
      };
    case 'summary':
      return {
        tag: 'summary',
        title: notices.summary(notice.rejected, notice.withdrawn),
        body: '',
        target: { screen: 'rejections' },
        quiet: notice.rejected === 0,
      };
    case 'withheld':
      return {
        tag: 'withheld',
        title: [
          notices.summary(notice.rejected, notice.withdrawn),
          notice.changes > 0 ? notices.found(notice.changes) : '',
        ]
          .filter(Boolean)
          .join(' · '),
        body: notices.withheld[notice.why],
        target: { screen: notice.rejected + notice.withdrawn > 0 ? 'rejections' : 'history' },
        quiet: notice.rejected === 0,
      };
    case 'caught-up':
      return {
        tag: 'caught-up',
        title: notices.caughtUpTitle,
        body: notices.caughtUp(notice.changes, notice.rejected),
        target: { screen: notice.rejected > 0 ? 'rejections' : 'history' },
        quiet: notice.rejected === 0,
      };
    case 'saved-search':
      return {
        tag: `saved-search-${notice.searchId}`,
        // The name of a search may contain a person's name.
        title: textContext.showNames ? notices.savedSearch(notice.name) : notices.savedSearchUnnamed,
        body: notices.savedSearchBody(notice.changes),
        target: { screen: 'history', searchId: notice.searchId },
        quiet: true,
      };
    case 'problem': {
      const { title, advice } = problems[notice.problem.code];
      return { tag: 'connection', title, body: advice, target: { screen: 'connection' }, quiet: false };
    }
    case 'problem-over':
      return {
        tag: 'connection',
        title: notices.problemOver,
        body: notices.problemOverBody,
        target: { screen: 'connection' },
        quiet: true,
      };
    case 'doubt':
      return {
        tag: 'connection',
        title: notices.doubt,
        body: connection.doubt[notice.reason](notice.count),
        target: { screen: 'connection' },
        quiet: false,
      };
    case 'doubt-over':
      return {
        tag: 'connection',
        title: notices.doubtOver,
        body: notices.doubtOverBody,
        target: { screen: 'connection' },
        quiet: true,
      };
    case 'test':
      return {
        tag: 'test',
        title: notices.test,
        body: notices.testBody,
        target: { screen: 'rejections' },
        quiet: false,
      };
  }
};

const titleWithName = (
  title: string,
  { personId }: NoticeShift,
  { language, showNames, person }: TextContext,
): string =>
  showNames && personId !== null
    ? messagesFor(language).notices.named(title, personName(person(personId), personId))
    : title;

const describeShift = (shift: NoticeShift, { language, activity }: TextContext): string => {
  const mostSpecificId = shift.activityIds.at(-1);
  return [
    [
      formatDay(shift.from, language, { weekday: 'short', day: 'numeric', month: 'long' }),
      shiftTimes(shift.startMinutes, shift.endMinutes),
    ]
      .filter(Boolean)
      .join(' '),
    mostSpecificId === undefined ? undefined : activityName(activity(mostSpecificId), mostSpecificId, language),
  ]
    .filter(Boolean)
    .join(' · ');
};
