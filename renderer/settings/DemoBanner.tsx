import { useMessages, useSettings, useStores } from '../store/context.ts';
import { useTask } from '../store/use-task.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Banner of the demo with a button to end it. */
export const DemoBanner = () => {
  const { settings: words } = useMessages();
  const { api, settings } = useStores();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const { isBusy, run } = useTask();
  if (!isDemo) return null;
  const leave = async () => {
    await api.call('demo.stop', undefined);
    await settings.getState().load();
  };
  return (
    <Banner
      tone="info"
      title={words.demo}
      action={
        <Button busy={isBusy} onClick={() => void run(leave)}>
          {words.leaveDemo}
        </Button>
      }
    >
      {words.demoText}
    </Banner>
  );
};
