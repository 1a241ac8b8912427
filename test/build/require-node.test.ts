import { expect, it } from 'vitest';
import { runtimeVersionError } from '../../electron/require-node.ts';

it('asks for a newer Node in one sentence', () => {
  expect(runtimeVersionError({ node: '20.20.2' })).toMatch(
    /needs Node\.js 24 or newer and this is 20\.20\.2: .*npm ci/,
  );
  expect(runtimeVersionError({ node: '24.0.0' })).toBeUndefined();
  expect(runtimeVersionError({ node: '26.1.0' })).toBeUndefined();
});

it('asks for a newer Electron in one sentence', () => {
  expect(runtimeVersionError({ node: '24.4.0', electron: '41.0.1' })).toMatch(
    /needs Electron 45 or newer and this is 41/,
  );
  expect(runtimeVersionError({ node: '24.4.0', electron: '45.4.1' })).toBeUndefined();
});
