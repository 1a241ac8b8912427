import { useState } from 'react';
import { useMessages, useSettings, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Says that this is the demo, and offers the way out of it. */
export const DemoBanner = () => {
  const { settings: words } = useMessages();
  const { api, settings } = useStores();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const [isLeaving, setIsLeaving] = useState(false);
  const showError = useErrorToast();
  if (!isDemo) return null;
  const leave = async () => {
    setIsLeaving(true);
    try {
      await api.call('demo.stop', undefined);
      await settings.getState().load();
    } catch (error) {
      showError(error);
    } finally {
      setIsLeaving(false);
    }
  };
  return (
    <Banner
      tone="info"
      title={words.demo}
      action={
        <Button busy={isLeaving} onClick={() => void leave()}>
          {words.leaveDemo}
        </Button>
      }
    >
      {words.demoText}
    </Banner>
  );
};
