import { expect, it } from 'vitest';
import { restartApp } from '../../../electron/shell/restart-app.ts';

const restartWith = (args: string[], appImage?: string) => {
  const calls: unknown[] = [];
  const app = { relaunch: (options: unknown) => void calls.push(options), quit: () => void calls.push('quit') };
  restartApp(app, { args, appImage });
  return calls;
};

it('a restart keeps the flags, shows the window and follows no link', () => {
  const args = ['/app', '--no-sandbox', '--data', '/d', '--hidden', 'assignment-monitor://assignment/7'];
  expect(restartWith(args)).toEqual([{ args: ['/app', '--no-sandbox', '--data', '/d'] }, 'quit']);
});

it('a restart of an AppImage starts its file, not what was unpacked from it', () => {
  expect(restartWith([], '/home/jan/monitor.AppImage')).toEqual([
    { args: [], execPath: '/home/jan/monitor.AppImage' },
    'quit',
  ]);
});
