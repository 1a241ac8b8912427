import { describe, expect, it } from 'vitest';
import { commandIn, splitCommand } from '../../../electron/commands/leading-flags.ts';

describe('the arguments of the desktop program', () => {
  it.each([
    ['status --json', 'status --json'],
    ['--help', '--help'],
    ['--version', '--version'],
    ['--no-sandbox status --json', 'status --json'],
    [
      '--ozone-platform=wayland --remote-debugging-port=0 --no-sandbox plan --from 2026-03-01',
      'plan --from 2026-03-01',
    ],
    ['--no-sandbox --help', '--help'],
    ['--data folder status', '--data folder status'],
    ['--no-sandbox --data=folder --json status', '--data=folder --json status'],
    ['statuz', 'statuz'],
  ])('are a command: %s', (args, command) => {
    expect(commandIn(args.split(' '))).toEqual(command.split(' '));
  });

  it.each([
    [''],
    ['--hidden'],
    ['--no-sandbox'],
    ['--no-sandbox assignment-monitor://rejections'],
    ['--data'],
    // The value of a flag, not a command.
    ['--data status'],
    ['--data plan --hidden'],
    ['--no-sandbox --data search assignment-monitor://rejections'],
    ['./status'],
  ])('open the window: %s', (args) => {
    expect(commandIn(args.split(' ').filter(Boolean))).toBeUndefined();
  });
});

it('a flag of every command may stand before the name of the command', () => {
  const split = (args: string) => splitCommand(args.split(' '));
  expect(split('status --json')).toEqual({ name: 'status', args: ['--json'] });
  expect(split('--data plan --json status -x')).toEqual({ name: 'status', args: ['--data', 'plan', '--json', '-x'] });
  expect(split('--data=plan search words')).toEqual({ name: 'search', args: ['--data=plan', 'words'] });
  // Not ours: the command line says that there is no such command.
  expect(split('--no-sandbox status')).toEqual({ name: '--no-sandbox', args: ['status'] });
  expect(split('--data x')).toEqual({ name: undefined, args: ['--data', 'x'] });
});
