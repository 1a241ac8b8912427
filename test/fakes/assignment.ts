import type { Assignment } from '../../shared/assignment.ts';

/** An assignment of one day, 08:00–17:00, with overrides. */
export const makeAssignment = (overrides: Partial<Assignment> = {}): Assignment => ({
  id: 1,
  personId: 10,
  from: '2026-03-10',
  until: overrides.from ?? '2026-03-10',
  startMinutes: 480,
  endMinutes: 1020,
  breakMinutes: 30,
  comments: null,
  activities: [],
  isRejected: false,
  changeVersion: '0000000001',
  deleted: false,
  seq: 1,
  seenAtMs: 0,
  changedAtMs: null,
  ...overrides,
});
