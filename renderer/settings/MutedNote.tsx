import { formatInstant } from '../../shared/i18n/format.ts';
import { useLanguage, useMessages, useSettings, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { useHeldValue } from '../ui/held/use-held-list.ts';
import { useNow } from '../ui/use-now.ts';

interface Props {
  /** The list below is in use: the note neither appears nor disappears. */
  isHeld?: boolean;
  children?: string;
}

/** Banner shown while notifications are muted. */
export const MutedNote = ({ isHeld = false, children }: Props) => {
  const storedUntilMs = useSettings((s) => s.view?.settings.notifications.mutedUntilMs ?? null);
  const { notices } = useMessages();
  const language = useLanguage();
  const { settings } = useStores();
  const showError = useErrorToast();
  const now = useNow();
  const mutedUntilMs = useHeldValue(isHeld, storedUntilMs !== null && storedUntilMs > now ? storedUntilMs : null);
  const note = useHeldValue(isHeld, children);
  if (mutedUntilMs === null) return null;
  const until = formatInstant(mutedUntilMs, language, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
  const unmute = () => {
    settings
      .getState()
      .update({ notifications: { mutedUntilMs: null } })
      .catch(showError);
  };
  return (
    <Banner
      tone="warning"
      title={notices.mutedUntil(until)}
      action={<Button onClick={unmute}>{notices.unmute}</Button>}
    >
      {note}
    </Banner>
  );
};
