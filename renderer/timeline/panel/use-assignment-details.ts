import { useEffect } from 'react';
import type { Assignment } from '../../../shared/assignment.ts';
import type { ChangeEntry } from '../../../shared/change-event.ts';
import type { Rejection } from '../../../shared/rejection.ts';
import { useApi, useConnection, useRejections } from '../../store/context.ts';
import { useRequest } from '../../store/use-request.ts';

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
  const isUp = useConnection((s) => s.link === 'up');
  const rejectionsRevision = useRejections((s) => s.revision);
  const read = async (): Promise<AssignmentDetails | undefined> => {
    if (id === null) return undefined;
    const [assignment, history, rejections] = await Promise.all([
      api.call('assignment.get', { id }),
      api.call('assignment.history', { id }),
      api.call('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] }),
    ]);
    const rejection = rejections.filter((r) => r.assignmentId === id).sort((a, b) => b.id - a.id)[0];
    return { id, assignment, history, rejection };
  };
  const { data: details, refetch } = useRequest(isUp ? read : undefined, [api, id, rejectionsRevision]);

  useEffect(() => {
    if (id === null) return;
    return api.on('timeline.changed', ({ upserts, removes }) => {
      if (removes.includes(id) || upserts.some((a) => a.id === id)) refetch();
    });
  }, [api, id, refetch]);

  return details?.id === id ? details : undefined;
};
