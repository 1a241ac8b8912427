import { useCallback, useEffect, useState } from 'react';
import { listen } from '../../listeners.ts';
import { useApi, useNavigation, usePlanView } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { type PrintedWeek, readWeek } from './print-week.ts';

/** Prints the shown week, from the button or Ctrl/Cmd+P. The print layout is mounted only while printing. */
export const usePrint = (order: readonly RowKey[]) => {
  const api = useApi();
  const day = useNavigation((s) => s.day);
  const planVersion = usePlanView((s) => s.planVersion);
  const showError = useErrorToast();
  const [week, setWeek] = useState<PrintedWeek>();
  const print = useCallback(() => {
    readWeek(api, order, day, planVersion).then(setWeek, showError);
  }, [api, order, day, planVersion, showError]);

  useEffect(() => {
    if (!week) return;
    const unlisten = listen(window, ['afterprint'], () => setWeek(undefined));
    window.print();
    return unlisten;
  }, [week]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      print();
    };
    return listen(window, ['keydown'], onKeyDown);
  }, [print]);

  return { week, print };
};
