import { useEffect, useRef } from 'react';

/**
 * Calls `onReached` when the end of a list is close to the viewport. Put the returned ref on an element after the last row.
 * Called again for each new `key` while the end stays visible.
 */
export const useEndReached = (onReached: () => void, key: unknown) => {
  const end = useRef<HTMLDivElement>(null);
  const reached = useRef(onReached);
  reached.current = onReached;

  useEffect(() => {
    const element = end.current;
    if (!element || key === undefined) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reached.current(), {
      rootMargin: '600px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [key]);

  return end;
};
