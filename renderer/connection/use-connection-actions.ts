import { useMemo, useRef } from 'react';
import type { RequestName } from '../../shared/contract.ts';
import { useMessages, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import type { MainAction } from './status-text.ts';

const REQUESTS = {
  subscribe: 'connection.subscribe',
  renew: 'connection.renew',
  retry: 'connection.retry',
  unsubscribe: 'connection.unsubscribe',
  cancel: 'connection.cancel',
} as const satisfies Partial<Record<MainAction | 'cancel', RequestName>>;

/** Runs connection actions. After unsubscribing a toast offers to subscribe again. */
export const useConnectionActions = (): ((action: MainAction | 'cancel') => void) => {
  const { common, connection } = useMessages();
  const { api, navigation, settings, toasts } = useStores();
  const showError = useErrorToast();
  const resubscribeToastId = useRef<number>(undefined);

  return useMemo(() => {
    const callConnection = (name: keyof typeof REQUESTS) => api.call(REQUESTS[name], undefined);
    const offerResubscribe = () => {
      resubscribeToastId.current = toasts.getState().show({
        text: connection.unsubscribed,
        durationMs: 10_000,
        action: { label: common.action.subscribe, run: () => void callConnection('subscribe').catch(showError) },
      });
    };
    return (action) => {
      // Any further action makes the offer to subscribe again obsolete.
      if (resubscribeToastId.current !== undefined) toasts.getState().dismiss(resubscribeToastId.current);
      if (action === 'open-settings') navigation.getState().go('settings');
      else if (action === 'set-up') settings.getState().update({ firstRunDone: false }).catch(showError);
      else if (action === 'unsubscribe') callConnection(action).then(offerResubscribe, showError);
      else callConnection(action).catch(showError);
    };
  }, [api, navigation, settings, toasts, showError, common, connection]);
};
