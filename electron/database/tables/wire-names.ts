import type { Assignment, Person } from '../../../shared/assignment.ts';
import { personName } from '../../../shared/assignment.ts';
import type { ChangeEntry, FieldName } from '../../../shared/change-event.ts';

/** Field names of Protime: the command line prints them, so that scripts can compare its output with Protime's. */
const FIELD: Record<FieldName, string> = {
  personId: 'personId',
  from: 'from',
  until: 'until',
  startMinutes: 'startTimeInMinutes',
  endMinutes: 'endTimeInMinutes',
  breakMinutes: 'breakDurationInMinutes',
  comments: 'comments',
  activities: 'activityLevels',
  isRejected: 'isRejected',
};

type WireActivity = { level: number; activityDefinition: { id: string; externalReferences?: Record<string, string> } };
const toLevels = (activities: Assignment['activities']): WireActivity[] =>
  activities.map(({ level, activityId, externalReferences }) => ({
    level,
    activityDefinition: { id: activityId, ...(externalReferences ? { externalReferences } : {}) },
  }));

const iso = (ms: number): string => new Date(ms).toISOString();
const nameOf = (id: number | null, person: Person | undefined): string | null =>
  person && id !== null ? personName(person, id) : null;

export const assignmentLine = (a: Assignment, person: Person | undefined) => ({
  id: a.id,
  changeVersion: a.changeVersion,
  personId: a.personId,
  personName: nameOf(a.personId, person),
  from: a.from || null,
  until: a.until || null,
  startTimeInMinutes: a.startMinutes,
  endTimeInMinutes: a.endMinutes,
  breakDurationInMinutes: a.breakMinutes,
  comments: a.comments,
  activityLevels: toLevels(a.activities),
  isRejected: a.isRejected,
  deleted: a.deleted,
  seenAt: iso(a.seenAtMs),
});

export const changeLine = (entry: ChangeEntry, person: Person | undefined) => ({
  seq: entry.seq,
  assignmentId: entry.assignmentId,
  changeVersion: entry.changeVersion,
  kind: entry.kinds[0] ?? 'unchanged',
  source: entry.source,
  outcome: entry.outcome,
  personId: entry.personId,
  personName: nameOf(entry.personId, person),
  seenAt: iso(entry.seenAtMs),
  changes: entry.changes.map(({ field, before, after }) => ({
    field: FIELD[field],
    before: field === 'activities' ? toLevels(before as Assignment['activities']) : before,
    after: field === 'activities' ? toLevels(after as Assignment['activities']) : after,
  })),
});
