import { useEffect, useState } from 'react';

/** The current time, renewed every `everyMs`, aligned to whole steps so that all clocks on screen tick together. */
export const useNow = (intervalMs = 60_000): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(Date.now());
      timer = setTimeout(tick, intervalMs - (Date.now() % intervalMs) + 5);
    };
    timer = setTimeout(tick, intervalMs - (Date.now() % intervalMs) + 5);
    // Begun anew after the screen was hidden, the last time may be long ago.
    setNow((known) => (Date.now() - known < intervalMs ? known : Date.now()));
    // A sleeping computer or a hidden window lets timers lie; coming back counts as a tick.
    const onVisible = () => document.visibilityState === 'visible' && setNow(Date.now());
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [intervalMs]);
  return now;
};
