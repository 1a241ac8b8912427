import { expect, it } from 'vitest';
import { createTroubleWatch } from '../../../electron/connection/trouble.ts';
import type { Notice } from '../../../shared/notice.ts';
import type { ProblemCode } from '../../../shared/problems.ts';

const start = () => {
  let nowMs = 0;
  const said: Notice[] = [];
  const watch = createTroubleWatch(
    (notice) => said.push(notice),
    () => nowMs,
  );
  const problem = (code: ProblemCode) => watch({ state: 'problem', problem: { code } });
  return {
    said,
    problem,
    live: () => watch({ state: 'live', problem: null }),
    after: (ms: number) => {
      nowMs += ms;
    },
  };
};

it('calls the planner at once when only the planner can help, and once', () => {
  const { said, problem, live } = start();
  problem('wrong-credentials');
  problem('wrong-credentials');
  live();
  expect(said.map(({ kind }) => kind)).toEqual(['problem', 'problem-over']);
});

it('says nothing of what mends itself within ten minutes', () => {
  const { said, problem, live, after } = start();
  problem('unreachable');
  after(9 * 60_000);
  problem('tunnel-failed');
  live();
  problem('unreachable');
  after(9 * 60_000);
  problem('unreachable');
  expect(said).toEqual([]);
  after(60_000);
  problem('unreachable');
  expect(said).toEqual([{ kind: 'problem', problem: { code: 'unreachable' } }]);
});
