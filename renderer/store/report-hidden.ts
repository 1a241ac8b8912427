import { emptyQuery, isSame } from '../history/query.ts';
import { listen } from '../listeners.ts';
import { placeParameter } from './persist-navigation.ts';
import { hashOf } from './plan-address.ts';
import type { SafeStorage } from './safe-storage.ts';
import type { Stores } from './stores.ts';

/** The page of the browser; replaced in tests. */
export interface HideablePage {
  isHidden: () => boolean;
  /** Called when it may have been hidden. Returns the unsubscribe function. */
  onChanged: (listener: () => void) => () => void;
  /** Whether a dialog is open, or a field holds what the planner entered. */
  hasInput: () => boolean;
}

/**
 * Desktop: reports when the page is hidden, and how it can be opened again, so that a hidden window need not be kept. Filters and
 * input would be lost: with them it cannot. Returns the unsubscribe function.
 */
export const reportHidden = (
  stores: Pick<Stores, 'api' | 'history' | 'navigation' | 'planView' | 'settings'>,
  storage: SafeStorage,
  page: HideablePage,
): (() => void) => {
  const { api, history, planView, settings } = stores;
  const isKept = (): boolean => {
    const { text, onlyRejected, zoom } = planView.getState();
    return (
      !settings.getState().view?.settings.firstRunDone ||
      page.hasInput() ||
      text !== '' ||
      onlyRejected ||
      zoom !== 1 ||
      !isSame(history.getState().query, emptyQuery)
    );
  };
  const report = (): void => {
    if (!page.isHidden() || settings.getState().info?.shell !== 'desktop') return;
    const address = isKept() ? null : placeParameter(storage) + hashOf(stores);
    // If the report is lost, the window is kept.
    api.call('page.hidden', { address }).catch(() => {});
  };
  return page.onChanged(report);
};

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The implementation for browsers. */
export const browserHideablePage = (): HideablePage => {
  const entered = new Set<Field>();
  listen(document, ['input'], ({ target }) => void entered.add(target as Field), { capture: true });
  return {
    isHidden: () => document.visibilityState === 'hidden',
    onChanged: (listener) => listen(document, ['visibilitychange'], listener),
    hasInput: () => {
      for (const field of entered) if (!field.isConnected || field.value === '') entered.delete(field);
      return entered.size > 0 || document.querySelector('dialog[open]') !== null;
    },
  };
};
