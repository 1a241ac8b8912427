import { useEffect, useState } from 'react';
import type { Assignment } from '../../../shared/assignment.ts';
import type { ChangeEntry } from '../../../shared/change-event.ts';
import type { Rejection } from '../../../shared/rejection.ts';
import { useApi, useConnection, useRejections } from '../../store/context.ts';

export interface AssignmentDetails {
  id: number;
  /** null: the app does not know this assignment. */
  assignment: Assignment | null;
  /** Newest first. */
  history: readonly ChangeEntry[];
  /** The latest rejection of this assignment. */
  rejection: Rejection | undefined;
}

/** Assignment, history and rejection; reloaded when they change; undefined until loaded. */
export const useAssignmentDetails = (id: number | null): AssignmentDetails | undefined => {
  const api = useApi();
  const link = useConnection((s) => s.link);
  const rejectionsRevision = useRejections((s) => s.revision);
  const [details, setDetails] = useState<AssignmentDetails>();
  const [revision, setRevision] = useState(0);
  /** Key that triggers a reload. */
  const reloadKey = `${revision}/${rejectionsRevision}/${link}`;

  useEffect(() => {
    if (id === null) return;
    return api.on('timeline.changed', ({ upserts, removes }) => {
      if (removes.includes(id) || upserts.some((a) => a.id === id)) setRevision((n) => n + 1);
    });
  }, [api, id]);

  useEffect(() => {
    if (id === null || !reloadKey.endsWith('/up')) return;
    let isCurrent = true;
    Promise.all([
      api.call('assignment.get', { id }),
      api.call('assignment.history', { id }),
      api.call('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] }),
    ]).then(
      ([assignment, history, rejections]) => {
        const rejection = rejections.filter((r) => r.assignmentId === id).sort((a, b) => b.id - a.id)[0];
        if (isCurrent) setDetails({ id, assignment, history, rejection });
      },
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [api, id, reloadKey]);

  return details?.id === id ? details : undefined;
};
