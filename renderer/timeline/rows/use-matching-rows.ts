import { useEffect, useMemo, useState } from 'react';
import { useApi, useLanguage, useNames, usePlanView, useTimeline } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { activitiesMatching, peopleMatching } from './row-order.ts';

/** Who the filter's text means: by name or number, or by an activity of theirs in this period. undefined: everyone. */
export const useMatching = (): ReadonlySet<RowKey> | undefined => {
  const text = usePlanView((s) => s.text).trim();
  const people = useNames((s) => s.people);
  const byActivity = useByActivity(text);
  return useMemo(
    () => (text ? new Set<RowKey>([...peopleMatching(people, text), ...byActivity]) : undefined),
    [text, people, byActivity],
  );
};

const NOBODY: readonly RowKey[] = [];
const WAIT_MS = 150;

/** Only the core knows who does what in the whole period, so it is asked, once the typing pauses. */
const useByActivity = (text: string): readonly RowKey[] => {
  const api = useApi();
  const language = useLanguage();
  const activities = useNames((s) => s.activities);
  const range = useTimeline((s) => s.loaded?.range);
  const moment = useTimeline((s) => s.loaded?.moment);
  const [found, setFound] = useState(NOBODY);

  useEffect(() => {
    const activityIds = text ? activitiesMatching(activities, text, language) : [];
    if (!range || activityIds.length === 0) return setFound(NOBODY);
    let isWanted = true;
    const timer = setTimeout(() => {
      api.call('timeline.rows', { ...range, ...moment, activityIds }).then(
        ({ personIds }) => isWanted && setFound(personIds),
        () => {},
      );
    }, WAIT_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, text, activities, language, range, moment]);
  return found;
};
