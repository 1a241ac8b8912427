import { duration, relativeTime } from './relative-time.ts';
import { useNow } from './use-now.ts';

/** `5 minutes ago`, kept current; the exact time on hover. */
export const RelativeTime = ({ ms, locale }: { ms: number; locale: string }) => {
  const now = useNow();
  const exact = new Date(ms).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time dateTime={new Date(ms).toISOString()} title={exact}>
      {relativeTime(ms, now, locale)}
    </time>
  );
};

/** `2 h 5 min`: a length of time. */
export const Duration = ({ ms, locale }: { ms: number; locale: string }) => <span>{duration(ms, locale)}</span>;
