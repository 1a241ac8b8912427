import { Activity, type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './KeepMounted.module.css';

/**
 * What stays in place while something else is shown, and is there again at once. At rest it hears of nothing and does
 * nothing; shown again, it is as current as if it were new.
 */
export const KeepMounted = ({ isShown, children }: { isShown: boolean; children: ReactNode }) => {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    return isShown || !element.current ? undefined : keepLayout(element.current);
  }, [isShown]);
  return (
    <div ref={element} className={styles.kept} data-rests={!isShown || undefined}>
      <Activity mode={isShown ? 'visible' : 'hidden'}>{children}</Activity>
    </div>
  );
};

/**
 * React hides what rests by `display: none`, more than once, and the browser forgets its whole layout for that: most of
 * what opening costs. The stylesheet hides it in a way that forgets nothing, so React's is taken back.
 */
const keepLayout = (element: HTMLElement): (() => void) => {
  const removeDisplayNone = () => {
    for (const content of element.children)
      if (content instanceof HTMLElement && content.style.display) content.style.removeProperty('display');
  };
  removeDisplayNone();
  const observer = new MutationObserver(removeDisplayNone);
  observer.observe(element, { attributeFilter: ['style'], subtree: true });
  return () => observer.disconnect();
};
