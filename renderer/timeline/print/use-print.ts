import { useCallback, useEffect, useState } from 'react';
import { useApi, useNavigation, usePlanView } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { useTellFailure } from '../../store/use-error-toast.ts';
import { type PrintedWeek, readWeek } from './print-week.ts';

/** Prints the week that is shown, by the button or the usual keys. The week stands beside the screen until it is printed. */
export const usePrint = (order: readonly RowKey[]) => {
  const api = useApi();
  const day = useNavigation((s) => s.day);
  const moment = usePlanView((s) => s.moment);
  const tellFailure = useTellFailure();
  const [week, setWeek] = useState<PrintedWeek>();
  const print = useCallback(() => {
    readWeek(api, order, day, moment).then(setWeek, tellFailure);
  }, [api, order, day, moment, tellFailure]);

  useEffect(() => {
    if (!week) return;
    const forget = () => setWeek(undefined);
    window.addEventListener('afterprint', forget);
    window.print();
    return () => window.removeEventListener('afterprint', forget);
  }, [week]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      print();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [print]);

  return { week, print };
};
