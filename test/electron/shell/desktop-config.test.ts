import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../electron/exit-status.ts';
import { desktopConfig, namedDataDir } from '../../../electron/shell/desktop-config.ts';

describe('the data folder of the desktop app', () => {
  it('is named by its flag, else by the environment, relative to the working directory', () => {
    const env = { MONITOR_DATA: 'from-env' };
    expect(namedDataDir(['--data', 'folder'], env)).toBe(resolve('folder'));
    expect(namedDataDir(['--hidden', '--data=a b/c', 'assignment-monitor://rejections'], env)).toBe(resolve('a b/c'));
    expect(namedDataDir(['--no-sandbox', '--data', join('/', 'd')], {})).toBe(join('/', 'd'));
    expect(namedDataDir(['--hidden'], env)).toBe(resolve('from-env'));
    expect(
      namedDataDir(['--database=x', '--ozone-platform=wayland', '-psn_0_1'], { MONITOR_DATA: '' }),
    ).toBeUndefined();
  });

  it.each([[['--data']], [['--data', '--hidden']], [['--hidden', '--data']]])('has to be named: %j', (args) => {
    expect(() => namedDataDir(args, { MONITOR_DATA: '/d' })).toThrow(new UsageError('--data expects a folder'));
  });
});

describe('the update feed', () => {
  const feedOf = (env: Record<string, string>, packaged?: string) =>
    desktopConfig('/d', env, packaged).overrides.updates?.feed;

  it('is the one of the environment, else that of the package', () => {
    const env = { MONITOR_UPDATE_FEED: 'https://feed.example' };
    expect(feedOf(env, 'https://packaged.example')).toBe('https://feed.example');
    expect(feedOf({ MONITOR_UPDATE_FEED: '' }, 'https://packaged.example')).toBe('https://packaged.example');
    expect(feedOf({ MONITOR_UPDATE_FEED: '' })).toBeUndefined();
  });

  it('has to be an https address', () => {
    expect(() => feedOf({ MONITOR_UPDATE_FEED: 'http://feed.example' })).toThrow(UsageError);
    expect(() => feedOf({ MONITOR_UPDATE_FEED: 'http://feed.example' })).toThrow(/expects an https address/);
    expect(() => feedOf({}, 'ftp://packaged.example')).toThrow(/expects an https address/);
  });
});

it('the secret of the environment is part of the configuration, if there is one', () => {
  expect(desktopConfig('/d', { PROTIME_CLIENT_SECRET: 's' })).toMatchObject({ dataDir: '/d', clientSecret: 's' });
  expect(desktopConfig('/d', {})).not.toHaveProperty('clientSecret');
});
