import { useEffect, useRef } from 'react';
import { listen } from '../listeners.ts';
import { useStores } from '../store/context.ts';
import type { Screen } from '../store/navigation-store.ts';
import { openSearch } from './search-focus.ts';

/** Second keys after `g`. */
export const GO_KEYS = {
  p: 'plan',
  r: 'rejections',
  h: 'history',
  c: 'connection',
  s: 'settings',
} as const satisfies Record<string, Screen>;

const isGoKey = (key: string): key is keyof typeof GO_KEYS => Object.hasOwn(GO_KEYS, key);

/** Time limit for the second key after `g`. */
const PREFIX_MS = 1500;

/** Whether the target is a text input. */
const isTextInput = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));

/** Handles the shortcuts that work on every screen. */
export const useShortcuts = ({ onHelp }: { onHelp: () => void }): void => {
  const { navigation } = useStores();
  const help = useRef(onHelp);
  help.current = onHelp;

  useEffect(() => {
    let prefixUntilMs = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTextInput(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const { key } = event;
      const isAfterPrefix = event.timeStamp < prefixUntilMs;
      prefixUntilMs = 0;
      if (isAfterPrefix && isGoKey(key)) navigation.getState().go(GO_KEYS[key]);
      else if (key === 'g') prefixUntilMs = event.timeStamp + PREFIX_MS;
      else if (key === '/') openSearch(navigation.getState().go);
      else if (key === '?') help.current();
      else return;
      event.preventDefault();
    };
    return listen(window, ['keydown'], onKeyDown);
  }, [navigation]);
};
