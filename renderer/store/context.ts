import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';
import { localeOf } from '../../shared/i18n/format.ts';
import { type Language, type Messages, messagesFor } from '../../shared/i18n/index.ts';
import type { HistoryState } from '../history/history-store.ts';
import type { ConnectionState } from './connection-store.ts';
import type { ExportsState } from './export-store.ts';
import type { NamesState } from './names-store.ts';
import type { NavigationState } from './navigation-store.ts';
import type { PlanViewState } from './plan-view-store.ts';
import type { RejectionsState } from './rejections-store.ts';
import type { SearchesState } from './searches-store.ts';
import { effectiveLanguage, type SettingsState } from './settings-store.ts';
import type { Stores } from './stores.ts';
import type { TimelineState } from './timeline-store.ts';
import type { ToastState } from './toast-store.ts';
import type { UpdatesState } from './updates-store.ts';

export const StoresContext = createContext<Stores | null>(null);

export const useStores = (): Stores => {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('StoresContext is missing above this component');
  return stores;
};

/** For requests without a store. Prefer the stores: they follow the pushes. */
export const useApi = () => useStores().api;

export const useConnection = <T>(select: (s: ConnectionState) => T): T => useStore(useStores().connection, select);
export const useExports = <T>(select: (s: ExportsState) => T): T => useStore(useStores().exports, select);
export const useHistory = <T>(select: (s: HistoryState) => T): T => useStore(useStores().history, select);
export const useNames = <T>(select: (s: NamesState) => T): T => useStore(useStores().names, select);
export const useNavigation = <T>(select: (s: NavigationState) => T): T => useStore(useStores().navigation, select);
export const usePlanView = <T>(select: (s: PlanViewState) => T): T => useStore(useStores().planView, select);
export const useRejections = <T>(select: (s: RejectionsState) => T): T => useStore(useStores().rejections, select);
export const useSearches = <T>(select: (s: SearchesState) => T): T => useStore(useStores().searches, select);
export const useSettings = <T>(select: (s: SettingsState) => T): T => useStore(useStores().settings, select);
export const useTimeline = <T>(select: (s: TimelineState) => T): T => useStore(useStores().timeline, select);
export const useToasts = <T>(select: (s: ToastState) => T): T => useStore(useStores().toasts, select);
export const useUpdates = <T>(select: (s: UpdatesState) => T): T => useStore(useStores().updates, select);

export const useLanguage = (): Language => useSettings(effectiveLanguage);
/** `nl-BE` and the like, for Intl. */
export const useLocale = (): string => localeOf(useLanguage());
/** All texts in the current language. */
export const useMessages = (): Messages => messagesFor(useLanguage());
