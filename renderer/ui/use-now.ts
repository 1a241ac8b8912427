import { useEffect, useState } from 'react';

/** The current time, updated every `everyMs` at multiples of it, so that all times on screen change together. */
export const useNow = (intervalMs = 60_000): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      timer = setTimeout(tick, intervalMs - (Date.now() % intervalMs) + 5);
    };
    timer = setTimeout(tick, intervalMs - (Date.now() % intervalMs) + 5);
    // After a remount the last value may be old.
    setNow((known) => (Date.now() - known < intervalMs ? known : Date.now()));
    // Timers are delayed while the computer sleeps or the window is hidden, so update when the page becomes visible.
    const onVisible = () => document.visibilityState === 'visible' && setNow(Date.now());
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [intervalMs]);
  return now;
};
