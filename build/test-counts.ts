/** Numbers of tests in the report of a step. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const ZERO: Counts = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** A step without a test report counts as one test. */
export const countStep = (status: number): Counts => (status === 0 ? { ...ZERO, passed: 1 } : { ...ZERO, failed: 1 });

interface VitestReport {
  numPassedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  testResults?: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

/** Vitest's JSON report. A file that could not even be loaded counts as one failed test. */
export const countVitest = (report: VitestReport | undefined, status: number): Counts => {
  const files = report?.testResults ?? [];
  const failed = files
    .map(({ status, assertionResults }) => {
      const failures = assertionResults.filter((result) => result.status === 'failed').length;
      return status === 'failed' ? Math.max(1, failures) : failures;
    })
    .reduce((sum, n) => sum + n, 0);
  return atLeastOneFailure(status, {
    passed: report?.numPassedTests ?? 0,
    failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
};

interface PlaywrightReport {
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Flaky tests count as failed. */
export const countPlaywright = (report: PlaywrightReport | undefined, status: number): Counts =>
  atLeastOneFailure(status, {
    passed: report?.stats?.expected ?? 0,
    failed: (report?.stats?.unexpected ?? 0) + (report?.stats?.flaky ?? 0),
    skipped: report?.stats?.skipped ?? 0,
  });

/** A non-zero exit status counts as at least one failure. */
const atLeastOneFailure = (status: number, counts: Counts): Counts =>
  status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;

/** The last line of a test run. */
export const totalLine = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`;
