import { expect, it } from 'vitest';
import { isAppRunning, takeRunningLock } from '../../../electron/database/running-lock.ts';
import { databasePath } from './files.ts';

it('allows one app per data folder, and shows whether one is running', () => {
  const path = databasePath();
  expect(isAppRunning(path)).toBe(false);
  const app = takeRunningLock(path);
  expect(isAppRunning(path)).toBe(true);
  expect(() => takeRunningLock(path, 0)).toThrow(expect.objectContaining({ code: 'locked', path }));
  expect(isAppRunning(path)).toBe(true);
  app.release();
  expect(isAppRunning(path)).toBe(false);
  takeRunningLock(path, 0).release();
});
