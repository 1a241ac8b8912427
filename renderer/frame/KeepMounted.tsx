import { Activity, type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './KeepMounted.module.css';

/** Keeps its children mounted but inactive while hidden (React Activity). Shown again, they are up to date. */
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
 * Activity hides its children with `display: none`, which discards the layout; computing it again is most of the cost of
 * opening. The stylesheet hides them with `content-visibility: hidden` instead, so this removes React's style whenever it is
 * set.
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
