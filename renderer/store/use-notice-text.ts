import type { NoticeReason, RecentNotice } from '../../shared/notice.ts';
import { useMessages } from './context.ts';
import { useInstants } from './use-instants.ts';

/** Why the planner was notified or not, and when and where it was shown. */
export const useNoticeText = () => {
  const { notices } = useMessages();
  const { timeOrDay } = useInstants();
  return ({ why, shown }: { why: NoticeReason | null; shown: RecentNotice['shown'] }): string => {
    const words = shown?.inSummary ? notices.shownInSummary : notices.shown;
    return [why && notices.why[why], shown && words(notices.place[shown.where], timeOrDay(shown.atMs))]
      .filter(Boolean)
      .join(' ');
  };
};
