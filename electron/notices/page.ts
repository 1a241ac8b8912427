import type { PageHandlers } from '../../shared/contract.ts';
import type { PlannerNotification } from '../../shared/notice.ts';
import type { Visibility } from './displays.ts';

/** How long a page may take to show a notice: more than a busy page needs, less than a planner can wait for it. */
const SHOW_TIMEOUT_MS = 10_000;

interface Offer {
  notification: PlannerNotification;
  isTaken: boolean;
  shown: Promise<boolean>;
  settle: (shown: boolean) => void;
}

export interface NoticePageOptions {
  /** Sends the page the id of a notice to take. */
  offer: (id: number) => void;
  /** The page can show notices from now on; null: it cannot. */
  onReady: (visibility: Visibility | null) => void;
}

/**
 * The core's side of one page that shows notices. The page takes a notice, shows it and confirms that. After a timeout it
 * can no longer take the notice, so that no two pages show the same one.
 */
export const createNoticePage = ({ offer, onReady }: NoticePageOptions) => {
  const offers = new Map<number, Offer>();
  let lastId = 0;
  let isListening = false;

  const handlers: Pick<PageHandlers, 'notices.ready' | 'notices.take' | 'notices.shown'> = {
    'notices.ready': ({ ready }) => {
      isListening = true;
      onReady(ready === 'no' ? null : ready);
    },
    'notices.take': ({ id }) => {
      const offer = offers.get(id);
      if (!offer) return null;
      offer.isTaken = true;
      return offer.notification;
    },
    'notices.shown': ({ id, shown }) => offers.get(id)?.settle(shown),
  };

  const add = (notification: PlannerNotification): Promise<boolean> => {
    const { promise: shown, resolve } = Promise.withResolvers<boolean>();
    lastId += 1;
    const id = lastId;
    const settle = (isShown: boolean) => {
      clearTimeout(timer);
      offers.delete(id);
      resolve(isShown);
    };
    const timer = setTimeout(() => settle(false), SHOW_TIMEOUT_MS);
    offers.set(id, { notification, isTaken: false, shown, settle });
    offer(id);
    return shown;
  };

  return {
    handlers,
    /**
     * Resolves to whether the page showed it, or a later notice with the same tag instead: in a burst, a notice that the page
     * has not taken yet is replaced. False at once when the page does not listen yet.
     */
    show(notification: PlannerNotification): Promise<boolean> {
      if (!isListening) return Promise.resolve(false);
      const replaced = [...offers.values()].find(
        (pending) => !pending.isTaken && pending.notification.tag === notification.tag,
      );
      if (!replaced) return add(notification);
      replaced.notification = notification;
      return replaced.shown;
    },
    /** The page was closed or reloaded: pending notices fail. */
    close(): void {
      isListening = false;
      onReady(null);
      for (const { settle } of offers.values()) settle(false);
    },
  };
};
