import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeRunningLock } from '../../../electron/database/running-lock.ts';
import { createLog, silentLog } from '../../../electron/log.ts';
import { databasePathIn, defaultDataDir } from '../../../electron/storage/data-folder.ts';
import { leaveRoamingFolder } from '../../../electron/storage/roaming-folder.ts';

const home = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'home-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

describe('the default data folder', () => {
  const nobody = join('/', 'home', 'nobody');
  const of = (platform: NodeJS.Platform, env: Record<string, string>) =>
    defaultDataDir({ platform, env, home: nobody });

  it('is where the system keeps the data of applications', () => {
    expect(of('linux', {})).toBe(join(nobody, '.config', 'assignment-monitor'));
    expect(of('linux', { XDG_CONFIG_HOME: '/config' })).toBe(join('/config', 'assignment-monitor'));
    expect(of('darwin', { XDG_CONFIG_HOME: '/config' })).toBe(
      join(nobody, 'Library', 'Application Support', 'assignment-monitor'),
    );
  });

  it('is not in the working directory when the variable is empty or relative', () => {
    for (const XDG_CONFIG_HOME of ['', 'config'])
      expect(of('linux', { XDG_CONFIG_HOME })).toBe(join(nobody, '.config', 'assignment-monitor'));
  });

  it('is the one of this computer on Windows, not the one that roams', () => {
    const env = { APPDATA: '/Roaming', LOCALAPPDATA: '/Local' };
    expect(of('win32', env)).toBe(join('/Local', 'assignment-monitor'));
    expect(of('win32', {})).toBe(join(nobody, 'AppData', 'Local', 'assignment-monitor'));
  });
});

describe('data in the roaming folder of Windows', () => {
  const windows = () => {
    const dir = home();
    const env = { APPDATA: join(dir, 'Roaming'), LOCALAPPDATA: join(dir, 'Local') };
    const roaming = join(env.APPDATA, 'assignment-monitor');
    const local = join(env.LOCALAPPDATA, 'assignment-monitor');
    const fill = (folder: string, text: string) => {
      mkdirSync(join(folder, 'window'), { recursive: true });
      writeFileSync(databasePathIn(folder), text);
      writeFileSync(join(folder, 'window', 'Preferences'), text);
    };
    const lines: string[] = [];
    const system = { platform: 'win32' as const, env, home: dir };
    return {
      ...{ roaming, local, fill, lines, env },
      folder: () => defaultDataDir(system),
      start: () =>
        leaveRoamingFolder(
          system,
          createLog((line) => lines.push(line)),
        ),
    };
  };

  it('moves once, with everything in its folder', () => {
    const { roaming, local, fill, start, folder, lines } = windows();
    fill(roaming, 'the plan');
    expect(folder()).toBe(roaming);
    start();
    expect([existsSync(roaming), readdirSync(local).sort(), folder()]).toEqual([
      false,
      ['planner.db', 'window'],
      local,
    ]);
    expect(readFileSync(join(local, 'window', 'Preferences'), 'utf8')).toBe('the plan');
    start();
    expect([folder(), lines.length]).toEqual([local, 1]);
  });

  it('does nothing where there is none', () => {
    const { local, start, folder, lines } = windows();
    start();
    expect([folder(), existsSync(local), lines]).toEqual([local, false, []]);
  });

  it('stays in use, and says so, while an app uses it', () => {
    const { roaming, local, fill, start, folder, lines } = windows();
    fill(roaming, 'the plan');
    const { release } = takeRunningLock(databasePathIn(roaming));
    start();
    expect([folder(), existsSync(local)]).toEqual([roaming, false]);
    expect(lines).toEqual([expect.stringContaining('the roaming folder stays in use')]);
    release();
    start();
    expect(folder()).toBe(local);
  });

  it('stays in use, and says so, when it cannot be moved', () => {
    const { roaming, local, fill, start, folder, lines } = windows();
    fill(roaming, 'the plan');
    mkdirSync(local, { recursive: true });
    writeFileSync(join(local, 'something'), 'of another program');
    start();
    expect([folder(), existsSync(databasePathIn(roaming))]).toEqual([roaming, true]);
    expect(lines).toEqual([expect.stringContaining('the roaming folder stays in use')]);
  });

  it('is not used any more once there is data in the folder of this computer', () => {
    const { roaming, local, fill, start, folder, lines } = windows();
    fill(roaming, 'old');
    fill(local, 'new');
    start();
    expect([folder(), readFileSync(databasePathIn(local), 'utf8'), lines]).toEqual([local, 'new', []]);
  });

  it('stays where it is on other systems', () => {
    const { roaming, fill, env } = windows();
    fill(roaming, 'the plan');
    leaveRoamingFolder({ platform: 'linux', env, home: '/nowhere' }, silentLog);
    expect(existsSync(databasePathIn(roaming))).toBe(true);
  });
});
