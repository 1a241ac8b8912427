import { useEffect, useState } from 'react';
import { isNotified, type RecentNotice } from '../../shared/notice.ts';
import { toNotification } from '../../shared/notification-text.ts';
import { useApi, useLanguage, useMessages, useNames } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import { useNoticeText } from '../store/use-notice-text.ts';
import { useRequest } from '../store/use-request.ts';
import shared from '../styles/shared.module.css';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import styles from './SettingsScreen.module.css';

/** Recent notices with reasons; loaded when opened. */
export const RecentNotices = () => {
  const { notices: words } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{words.recent.title}</summary>
      {isOpen && <RecentList />}
    </details>
  );
};

const RecentList = () => {
  const { notices: words } = useMessages();
  const language = useLanguage();
  const { timeOrDay } = useInstants();
  const noticeText = useNoticeText();
  const people = useNames((s) => s.people);
  const activities = useNames((s) => s.activities);
  const api = useApi();
  const { data: recent, failed, refetch } = useRequest(() => api.call('notices.recent', undefined), [api]);
  useEffect(() => api.on('notices.changed', refetch), [api, refetch]);
  if (failed) return <p className={shared.soft}>{words.recent.failed}</p>;
  if (!recent) return null;
  const textContext = {
    language,
    showNames: true,
    person: (id: number) => people.get(id),
    activity: (id: string) => activities.get(id),
  };
  return (
    <>
      <p className={shared.soft}>{recent.length > 0 ? words.recent.hint : words.recent.none}</p>
      <HeldRows
        items={recent}
        idOf={idOf}
        gender="f"
        className={styles.recentList}
        attributesOf={({ why }) => ({ 'data-notified': isNotified(why) })}
      >
        {(entry) => {
          const { atMs, notice } = entry;
          const { title, body } = toNotification(notice, textContext);
          return (
            <>
              <span className={shared.soft}>{timeOrDay(atMs)}</span>
              <span>{[title, body].filter(Boolean).join(' · ')}</span>
              <span className={shared.soft}>{noticeText(entry)}</span>
            </>
          );
        }}
      </HeldRows>
    </>
  );
};

/** Identifies a notice, before and after it is shown. No notice is raised twice in the same ms. */
const idOf = ({ atMs, notice }: RecentNotice): string => JSON.stringify([atMs, notice]);
