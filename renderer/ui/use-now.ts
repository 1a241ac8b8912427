import { useEffect, useState } from 'react';
import { joined, listen } from '../listeners.ts';

/** The current time, updated at multiples of `intervalMs`, so that all times on screen change together. */
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
    return joined(listen(document, ['visibilitychange'], onVisible), () => clearTimeout(timer));
  }, [intervalMs]);
  return now;
};
