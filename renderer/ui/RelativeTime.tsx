import { relativeTime } from './relative-time.ts';
import { useNow } from './use-now.ts';

/** Relative time that updates itself; exact time as tooltip. */
export const RelativeTime = ({ ms, locale }: { ms: number; locale: string }) => {
  const now = useNow();
  const exact = new Date(ms).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time dateTime={new Date(ms).toISOString()} title={exact}>
      {relativeTime(ms, now, locale)}
    </time>
  );
};
