import { useMemo, useRef } from 'react';
import type { RequestName } from '../../shared/contract.ts';
import { useMessages, useStores } from '../store/context.ts';
import { useTellFailure } from '../store/use-error-toast.ts';
import type { MainAction } from './status-text.ts';

const REQUESTS = {
  subscribe: 'connection.subscribe',
  renew: 'connection.renew',
  retry: 'connection.retry',
  unsubscribe: 'connection.unsubscribe',
  cancel: 'connection.cancel',
} as const satisfies Partial<Record<MainAction | 'cancel', RequestName>>;

/** Does what a button of the connection says. Unsubscribing can be taken back by the toast that reports it. */
export const useConnectionActions = (): ((action: MainAction | 'cancel') => void) => {
  const { common, connection } = useMessages();
  const { api, navigation, settings, toasts } = useStores();
  const tellFailure = useTellFailure();
  const offer = useRef<number>(undefined);

  return useMemo(() => {
    const ask = (name: keyof typeof REQUESTS) => api.call(REQUESTS[name], undefined);
    const offerReturn = () => {
      offer.current = toasts.getState().show({
        text: connection.unsubscribed,
        durationMs: 10_000,
        action: { label: common.action.subscribe, run: () => void ask('subscribe').catch(tellFailure) },
      });
    };
    return (action) => {
      // Whatever is done next, the offer to subscribe again is out of date.
      if (offer.current !== undefined) toasts.getState().dismiss(offer.current);
      if (action === 'open-settings') navigation.getState().go('settings');
      else if (action === 'set-up') settings.getState().update({ firstRunDone: false }).catch(tellFailure);
      else if (action === 'unsubscribe') ask(action).then(offerReturn, tellFailure);
      else ask(action).catch(tellFailure);
    };
  }, [api, navigation, settings, toasts, tellFailure, common, connection]);
};
