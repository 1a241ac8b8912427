import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStartAtLogin, isStartedHidden } from '../../../electron/shell/start-at-login.ts';
import { createElectronDouble } from '../../fakes/electron/index.ts';

describe('starting at login', () => {
  let configDir: string;
  beforeEach(() => {
    configDir = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(configDir, { recursive: true }));

  const create = (platform: NodeJS.Platform, ...command: string[]) => {
    const { electron, appState } = createElectronDouble();
    const { set } = createStartAtLogin({ app: electron.app, platform, command, configDir });
    const entry = join(configDir, 'autostart/assignment-monitor.desktop');
    return { set, app: electron.app, appState, entry };
  };

  it('writes and removes the autostart file on Linux', () => {
    const { set, entry } = create('linux', '/opt/Assignment Monitor/assignment-monitor');
    set(true);
    expect(readFileSync(entry, 'utf8')).toContain(
      '[Desktop Entry]\nType=Application\nName=Assignment Monitor\n' +
        'Exec="/opt/Assignment Monitor/assignment-monitor" --hidden\n',
    );
    set(false);
    expect(existsSync(entry)).toBe(false);
    set(false);
  });

  it('escapes special characters in the desktop entry', () => {
    const { set, entry } = create('linux', '/home/a b/100%/$x"y');
    set(true);
    expect(readFileSync(entry, 'utf8')).toContain('Exec="/home/a b/100%%/\\\\$x\\\\"y" --hidden\n');
  });

  it('leaves an entry that the planner disabled in the list of the desktop, until the program is another', () => {
    const { set, entry } = create('linux', '/opt/monitor');
    set(true);
    const disabled = `${readFileSync(entry, 'utf8')}Hidden=true\n`;
    writeFileSync(entry, disabled);
    set(true);
    expect(readFileSync(entry, 'utf8')).toBe(disabled);
    create('linux', '/opt/newer').set(true);
    expect(readFileSync(entry, 'utf8')).toContain('Exec=/opt/newer --hidden\n');
  });

  it('names its program on Linux, so that the desktop ignores the entry when the program is gone', () => {
    const { set, entry } = create('linux', '/home/a b/back\\slash/Monitor.AppImage');
    set(true);
    expect(readFileSync(entry, 'utf8')).toContain('TryExec=/home/a b/back\\\\slash/Monitor.AppImage\n');
  });

  it('writes every argument, and --hidden last', () => {
    const command = ['/opt/monitor', '/opt/a checkout', '--data', '/home/an/my plan'];
    const { set, entry } = create('linux', ...command);
    set(true);
    expect(readFileSync(entry, 'utf8')).toContain(
      'Exec=/opt/monitor "/opt/a checkout" --data "/home/an/my plan" --hidden\n',
    );
  });

  it('quotes program and arguments on Windows, because Electron joins them as they are', () => {
    const command = ['C:\\Users\\An De Smet\\monitor.exe', '--data', 'D:\\my plan\\', '--note', 'a "b" \\"c'];
    const { set, appState } = create('win32', ...command);
    set(true);
    expect(appState.loginItem).toMatchObject({
      path: '"C:\\Users\\An De Smet\\monitor.exe"',
      args: ['--data', '"D:\\my plan\\\\"', '--note', '"a \\"b\\" \\\\\\"c"', '--hidden'],
    });
  });

  it.each(['darwin', 'win32'] as const)('sets the login item on %s only when it changes', (platform) => {
    const { set, app, appState, entry } = create(platform, 'monitor');
    set(false);
    expect(appState.loginItem).toBeUndefined();
    set(true);
    expect(appState.loginItem).toEqual({ openAtLogin: true, path: 'monitor', args: ['--hidden'] });
    expect(app.getLoginItemSettings().openAtLogin).toBe(true);
    set(false);
    expect([appState.loginItem?.openAtLogin, existsSync(entry)]).toEqual([false, false]);
  });

  it('is detected by the flag, or on macOS by the system', () => {
    const started = (wasOpenedAtLogin: boolean) => ({
      setLoginItemSettings: () => {},
      getLoginItemSettings: () => ({ ...create('darwin').app.getLoginItemSettings(), wasOpenedAtLogin }),
    });
    expect(isStartedHidden(started(false), 'linux', ['--hidden'])).toBe(true);
    expect(isStartedHidden(started(true), 'darwin', [])).toBe(true);
    expect(isStartedHidden(started(true), 'win32', [])).toBe(false);
    expect(isStartedHidden(started(false), 'darwin', [])).toBe(false);
  });
});
