import { useEffect, useRef } from 'react';

/**
 * Tells when the end of a list comes near the window: put the returned ref on an element after the last row.
 * Tells again for each `key`, as long as the end stays in sight.
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
