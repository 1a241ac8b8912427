import type { ReactNode } from 'react';
import { formatInstant } from '../../shared/i18n/format.ts';
import { useLanguage, useMessages, useSettings, useStores } from '../store/context.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/use-now.ts';

/** Says that nothing is notified at the moment, and until when. Nothing when it is. */
export const MutedNote = ({ children }: { children?: ReactNode }) => {
  const mutedUntilMs = useSettings((s) => s.view?.settings.notifications.mutedUntilMs ?? null);
  const { tray } = useMessages().common;
  const language = useLanguage();
  const { settings } = useStores();
  const tellFailure = useTellFailure();
  const now = useNow();
  if (mutedUntilMs === null || mutedUntilMs <= now) return null;
  const until = formatInstant(mutedUntilMs, language, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
  const unmute = () => {
    settings
      .getState()
      .update({ notifications: { mutedUntilMs: null } })
      .catch(tellFailure);
  };
  return (
    <Banner tone="warning" title={tray.mutedUntil(until)} action={<Button onClick={unmute}>{tray.unmute}</Button>}>
      {children}
    </Banner>
  );
};
