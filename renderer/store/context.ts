import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';
import { localeOf } from '../../shared/i18n/format.ts';
import { type Language, type Messages, messagesFor } from '../../shared/i18n/index.ts';
import { effectiveLanguage } from './settings-store.ts';
import type { Stores } from './stores.ts';

export const StoresContext = createContext<Stores | null>(null);

export const useStores = (): Stores => {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('StoresContext is missing above this component');
  return stores;
};

/** For requests without a store. Prefer the stores: they follow the pushes. */
export const useApi = () => useStores().api;

type StateOf<Name extends Exclude<keyof Stores, 'api'>> = ReturnType<Stores[Name]['getState']>;

export const useConnection = <T>(select: (s: StateOf<'connection'>) => T): T =>
  useStore(useStores().connection, select);
export const useExports = <T>(select: (s: StateOf<'exports'>) => T): T => useStore(useStores().exports, select);
export const useHistory = <T>(select: (s: StateOf<'history'>) => T): T => useStore(useStores().history, select);
export const useNames = <T>(select: (s: StateOf<'names'>) => T): T => useStore(useStores().names, select);
export const useNavigation = <T>(select: (s: StateOf<'navigation'>) => T): T =>
  useStore(useStores().navigation, select);
export const usePlanView = <T>(select: (s: StateOf<'planView'>) => T): T => useStore(useStores().planView, select);
export const useRejections = <T>(select: (s: StateOf<'rejections'>) => T): T =>
  useStore(useStores().rejections, select);
export const useSearches = () => useStore(useStores().searches, (s) => s.value);
export const useSettings = <T>(select: (s: StateOf<'settings'>) => T): T => useStore(useStores().settings, select);
export const useTimeline = <T>(select: (s: StateOf<'timeline'>) => T): T => useStore(useStores().timeline, select);
export const useToasts = <T>(select: (s: StateOf<'toasts'>) => T): T => useStore(useStores().toasts, select);
export const useUpdates = () => useStore(useStores().updates, (s) => s.value);

export const useLanguage = (): Language => useSettings(effectiveLanguage);
/** `nl-BE` and the like, for Intl. */
export const useLocale = (): string => localeOf(useLanguage());
/** All texts in the current language. */
export const useMessages = (): Messages => messagesFor(useLanguage());
