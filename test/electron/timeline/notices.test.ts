import { expect, it } from 'vitest';
import { gather, NO_BURST, noticeWanted } from '../../../electron/timeline/notices.ts';
import type { Notice } from '../../../shared/notice.ts';

const shift = {
  assignmentId: 1,
  personId: 7,
  from: '2026-03-10',
  startMinutes: null,
  endMinutes: null,
  activityId: null,
};
const rejected: Notice = { kind: 'rejected', rejectionId: 1, shift };
const withdrawn: Notice = { kind: 'withdrawn', shift };

it('says three one by one, and from the fourth on one summary that counts them all', () => {
  let burst = NO_BURST;
  const say = (notices: Notice[], atMs: number) => {
    const gathered = gather(burst, notices, atMs);
    burst = gathered.burst;
    return gathered.say;
  };
  expect(say([rejected], 0)).toEqual([rejected]);
  expect(say([rejected, withdrawn], 1000)).toEqual([rejected, withdrawn]);
  expect(say([rejected], 2000)).toEqual([{ kind: 'summary', rejected: 3, withdrawn: 1 }]);
  expect(say([{ kind: 'test' }], 2500)).toEqual([{ kind: 'test' }]);
  expect(say([rejected, rejected], 4000)).toEqual([{ kind: 'summary', rejected: 5, withdrawn: 1 }]);
  expect(say([rejected], 9500)).toEqual([rejected]);
});

it('keeps to what the planner wants to hear of', () => {
  const wanted = { rejected: false, withdrawn: true, connection: false, showNames: true, mutedUntilMs: 5000 };
  const problem: Notice = { kind: 'problem', problem: { code: 'disk-full' } };
  const summary: Notice = { kind: 'summary', rejected: 2, withdrawn: 0 };
  const heard = (atMs: number) =>
    [rejected, withdrawn, problem, summary, { kind: 'test' } as const].filter((n) => noticeWanted(n, wanted, atMs));
  expect(heard(6000).map(({ kind }) => kind)).toEqual(['withdrawn', 'test']);
  expect(heard(4000).map(({ kind }) => kind)).toEqual(['test']);
});
