import { expect, it } from 'vitest';
import { nodeComplaint } from '../../electron/require-node.ts';

it('asks for a newer Node in one sentence', () => {
  expect(nodeComplaint('20.20.2')).toMatch(/needs Node\.js 24 or newer and this is 20\.20\.2: .*npm ci/);
  expect(nodeComplaint('24.0.0')).toBeUndefined();
  expect(nodeComplaint('26.1.0')).toBeUndefined();
});
