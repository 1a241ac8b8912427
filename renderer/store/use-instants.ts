import { formatInstant } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useNow } from '../ui/use-now.ts';
import { useLanguage } from './context.ts';

/** Formats instants relative to today. */
export const useInstants = () => {
  const language = useLanguage();
  const today = dayOf(useNow());
  return {
    /** `14:02` today, `23 Nov, 14:02` on another day. */
    timeOrDay: (ms: number): string =>
      formatInstant(
        ms,
        language,
        dayOf(ms) === today
          ? { timeStyle: 'short' }
          : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
      ),
  };
};
