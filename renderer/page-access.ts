import { z } from 'zod';
import { type Hello, MAX_KEYS } from '../shared/access.ts';
import { listen } from './listeners.ts';
import { readStored, type SafeStorage, writeStored } from './store/safe-storage.ts';

/** What lets this page use the app in web mode: the ticket in its address, and keys that the browser keeps for its port. */
export interface PageAccess {
  hello(): Hello;
  /** The app accepted it; a ticket was exchanged for `key`. */
  accepted(key: string | undefined): void;
  /** The app refused it: the ticket is of no use any more. */
  refused(): void;
  /** Whether the keys outlast this tab. */
  isKept(): boolean;
  /** Another tab of this browser received a key. Returns the unsubscribe function. */
  onKeyAdded(listener: () => void): () => void;
}

/** The part of the browser that it uses; replaced in tests. */
export interface AccessBrowser {
  local: SafeStorage;
  /** Takes the ticket out of the address. */
  takeTicket(): string | undefined;
  /** Kept over a reload of this tab, also where storage is refused. */
  tabState: { get(): unknown; set(keys: readonly string[]): void };
  /** Whether the storage really holds this text. */
  isStored(name: string, text: string): boolean;
  onStored(listener: (name: string | null) => void): () => void;
}

const STORAGE_KEY = 'access-keys';
const keyList = z.array(z.string());

export const createPageAccess = ({ local, takeTicket, tabState, isStored, onStored }: AccessBrowser): PageAccess => {
  let ticket = takeTicket();
  let isKept = true;
  const keys = (): string[] => {
    const known = [
      ...(readStored(local, STORAGE_KEY, keyList) ?? []),
      ...(keyList.safeParse(tabState.get()).data ?? []),
    ];
    return [...new Set(known)].slice(0, MAX_KEYS);
  };
  const keep = (next: readonly string[]): void => {
    writeStored(local, STORAGE_KEY, next);
    isKept = isStored(STORAGE_KEY, JSON.stringify(next));
    if (!isKept) tabState.set(next);
  };
  return {
    hello: () => ({ ...(ticket === undefined ? {} : { ticket }), keys: keys() }),
    accepted: (key) => {
      ticket = undefined;
      // Written again where there is no new one: only that shows whether they are kept.
      keep(key === undefined ? keys() : [key, ...keys()].slice(0, MAX_KEYS));
    },
    refused: () => {
      ticket = undefined;
    },
    isKept: () => isKept,
    onKeyAdded: (listener) => onStored((name) => void (name === STORAGE_KEY && listener())),
  };
};

export const browserAccess = (local: SafeStorage): PageAccess =>
  createPageAccess({
    local,
    takeTicket: takeTicketFromAddress,
    tabState: {
      get: () => (history.state as { accessKeys?: unknown } | null)?.accessKeys,
      set: (accessKeys) => replaceTabState({ accessKeys }),
    },
    isStored: (name, text) => {
      try {
        return window.localStorage.getItem(name) === text;
      } catch {
        return false;
      }
    },
    onStored: (listener) => listen(window, ['storage'], (event) => listener((event as StorageEvent).key)),
  });

/** It does not stay in the address bar, in a bookmark or in the history. */
const takeTicketFromAddress = (): string | undefined => {
  const address = new URL(location.href);
  const ticket = address.searchParams.get('ticket');
  if (ticket === null) return undefined;
  address.searchParams.delete('ticket');
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // A browser may refuse; the ticket is used up all the same.
  }
  return ticket;
};

const replaceTabState = (state: object): void => {
  try {
    history.replaceState({ ...(history.state as object | null), ...state }, '');
  } catch {
    // The keys are still in memory, until the tab is closed or reloaded.
  }
};
