import type { Screen } from '../store/navigation-store.ts';

/** Goes to the history and puts the cursor in its search box: the first input of type `search` in the page's content. */
export const openSearch = (go: (screen: Screen) => void): void => {
  go('history');
  const focus = (framesLeft: number) => {
    const box = document.querySelector<HTMLInputElement>('main input[type="search"]');
    if (box) {
      box.focus();
      box.select();
    } else if (framesLeft > 0) requestAnimationFrame(() => focus(framesLeft - 1));
  };
  requestAnimationFrame(() => focus(30));
};
