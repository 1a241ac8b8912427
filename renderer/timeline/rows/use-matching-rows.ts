import { useEffect, useMemo, useState } from 'react';
import { useApi, useLanguage, useNames, usePlanView, useTimeline } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { activitiesMatching, peopleMatching } from './row-order.ts';

/** Rows that match the filter text by name, number or activity; undefined: no filter. */
export const useMatchingRows = (): ReadonlySet<RowKey> | undefined => {
  const text = usePlanView((s) => s.text).trim();
  const people = useNames((s) => s.people);
  const byActivity = useRowsByActivity(text);
  return useMemo(
    () => (text ? new Set<RowKey>([...peopleMatching(people, text), ...byActivity]) : undefined),
    [text, people, byActivity],
  );
};

const NO_ROWS: readonly RowKey[] = [];
const DEBOUNCE_MS = 150;

/** The core finds the people by activity, after a pause in typing. */
const useRowsByActivity = (text: string): readonly RowKey[] => {
  const api = useApi();
  const language = useLanguage();
  const activities = useNames((s) => s.activities);
  const range = useTimeline((s) => s.loaded?.range);
  const planVersion = useTimeline((s) => s.loaded?.planVersion);
  const [found, setFound] = useState(NO_ROWS);

  useEffect(() => {
    const activityIds = text ? activitiesMatching(activities, text, language) : [];
    if (!range || activityIds.length === 0) return setFound(NO_ROWS);
    let isCurrent = true;
    const timer = setTimeout(() => {
      api.call('timeline.rows', { ...range, ...planVersion, activityIds }).then(
        ({ personIds }) => isCurrent && setFound(personIds),
        () => {},
      );
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, text, activities, language, range, planVersion]);
  return found;
};
