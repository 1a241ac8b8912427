import { describe, expect, it } from 'vitest';
import { add, countPlaywright, countStep, countVitest, totalLine } from '../../build/test-counts.ts';

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

describe('the total', () => {
  it('sums over all steps', () => {
    const vitest = countVitest({ numPassedTests: 3, testResults: [file('failed', 'passed', 'failed')] }, 1);
    const playwright = countPlaywright({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 } }, 0);
    expect(totalLine([vitest, playwright, countStep(0), countStep(2)].reduce(add))).toBe('9 passed, 2 failed');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countVitest({ numPassedTests: 1, testResults: [file('failed'), file('passed', 'passed')] }, 1).failed).toBe(
      1,
    );
  });

  it('counts a non-zero exit without failed tests as a failure', () => {
    expect(countVitest(undefined, 1).failed).toBe(1);
    expect(countVitest({ numPassedTests: 9, testResults: [] }, 1).failed).toBe(1);
    expect(countPlaywright(undefined, 1).failed).toBe(1);
  });

  it('counts a flaky test as a failure', () => {
    const counts = countPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 2 } }, 0);
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 2 });
  });
});
