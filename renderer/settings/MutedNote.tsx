import { formatInstant } from '../../shared/i18n/format.ts';
import { useLanguage, useMessages, useStores } from '../store/context.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/use-now.ts';

/** Says that nothing is notified at the moment, and until when. */
export const MutedNote = ({ mutedUntilMs }: { mutedUntilMs: number | null }) => {
  const { tray } = useMessages().common;
  const language = useLanguage();
  const { settings } = useStores();
  const tellFailure = useTellFailure();
  const now = useNow();
  if (mutedUntilMs === null || mutedUntilMs <= now) return null;
  const until = formatInstant(mutedUntilMs, language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const unmute = () => {
    settings
      .getState()
      .update({ notifications: { mutedUntilMs: null } })
      .catch(tellFailure);
  };
  return (
    <Banner tone="warning" title={tray.mutedUntil(until)} action={<Button onClick={unmute}>{tray.unmute}</Button>} />
  );
};
