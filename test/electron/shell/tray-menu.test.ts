import { describe, expect, it } from 'vitest';
import { trayIconFile, trayShape } from '../../../electron/shell/tray-icon.ts';
import { statusLine, type TrayState, toolTip, trayMenu } from '../../../electron/shell/tray-menu.ts';
import { CONNECTION_STATES } from '../../../shared/connection.ts';
import { LANGUAGES } from '../../../shared/i18n/index.ts';
import type { NotificationTarget } from '../../../shared/notice.ts';
import { clickItem, labelsOf } from '../../fakes/electron/index.ts';
import { liveConnection, rejectionOf } from './fake-monitor.ts';

const stateOf = (changes: Partial<TrayState> = {}): TrayState => ({
  language: 'en',
  connection: liveConnection,
  rejections: [],
  people: new Map([[1, { id: 1, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null }]]),
  showNames: true,
  mutedUntilMs: null,
  update: { state: 'off' },
  ...changes,
});

const menuOf = (state: TrayState) => {
  const done: (string | NotificationTarget | undefined)[] = [];
  const items = trayMenu(state, {
    open: (target) => done.push(target ?? 'window'),
    subscribe: () => done.push('subscribe'),
    renew: () => done.push('renew'),
    retry: () => done.push('retry'),
    mute: (period) => done.push(`mute ${period}`),
    update: () => done.push('update'),
    quit: () => done.push('quit'),
  });
  return { menu: { items }, done };
};

describe('the tray menu', () => {
  it('has status, Open, the connection and Quit when there is no problem', () => {
    expect(labelsOf(menuOf(stateOf()).menu)).toEqual([
      'Live · last change 14:02',
      '-',
      'Open',
      '-',
      'Mute notifications',
      'Renew now',
      '-',
      'Quit',
    ]);
  });

  it('shows a newer version, and restarts to install it once it is downloaded', () => {
    const found = { version: '1.2.0', url: 'https://feed.example/app', isManual: false };
    const { menu, done } = menuOf(stateOf({ update: { state: 'available', found } }));
    clickItem(menu, 'Version 1.2.0 is available…');
    const ready = menuOf(stateOf({ update: { state: 'downloaded', found } }));
    clickItem(ready.menu, 'Restart to update to 1.2.0');
    expect([...done, ...ready.done]).toEqual([{ screen: 'settings' }, 'update']);
  });

  it('mutes for an hour or until tomorrow, shows until when, and unmutes', () => {
    const { menu, done } = menuOf(stateOf());
    clickItem(menu, 'Mute notifications', 'For 1 hour');
    clickItem(menu, 'Mute notifications', 'Until tomorrow morning');
    const muted = menuOf(stateOf({ mutedUntilMs: Date.parse('2026-03-10T14:30:00+01:00') }));
    clickItem(muted.menu, 'Muted until Tuesday 14:30', 'Unmute');
    expect([...done, ...muted.done]).toEqual(['mute hour', 'mute tomorrow', 'mute null']);
  });

  it('lists the five newest rejections, each leading to its assignment', () => {
    const rejections = [1, 2, 3, 4, 5, 6, 7].map((id) => rejectionOf(id, { startMinutes: id * 60 }));
    const { menu, done } = menuOf(stateOf({ rejections }));
    const labels = labelsOf(menu);
    const first = labels.indexOf('7 open rejections') + 1;
    expect(labels.slice(first, first + 6).map((label) => label.match(/\d\d:\d\d/)?.[0])).toEqual([
      '07:00',
      '06:00',
      '05:00',
      '04:00',
      '03:00',
      undefined,
    ]);
    clickItem(menu, labels[first] ?? '');
    expect(done).toEqual([{ screen: 'plan', assignmentId: 1007 }]);
  });

  it('names people only when allowed, and escapes ampersands (access keys)', () => {
    const people = new Map([[1, { id: 1, firstName: 'Jan & An', lastName: 'Peeters', employeeNumber: null }]]);
    const rejections = [rejectionOf(1)];
    const line = (showNames: boolean) => labelsOf(menuOf(stateOf({ rejections, people, showNames })).menu)[5] ?? '';
    expect(line(true)).toMatch(/^Jan && An Peeters · Tue,? 10 March 08:00–17:00$/);
    expect(line(false)).toMatch(/^Tue,? 10 March 08:00–17:00$/);
  });

  it.each([
    ['unsubscribed', null, 'Subscribe'],
    ['live', null, 'Renew now'],
    ['down', null, 'Retry'],
    ['problem', { code: 'subscription-lost' as const }, 'Renew now'],
    ['problem', { code: 'unreachable' as const }, 'Retry'],
  ] as const)('when %s with %o, offers %s', (state, problem, label) => {
    const { menu, done } = menuOf(stateOf({ connection: { ...liveConnection, state, problem } }));
    clickItem(menu, label);
    expect(done).toHaveLength(1);
  });

  it('offers nothing for the connection while it is not set up', () => {
    const labels = labelsOf(menuOf(stateOf({ connection: { ...liveConnection, state: 'not-set-up' } })).menu);
    expect(labels).toEqual(['Not set up', '-', 'Open', '-', 'Mute notifications', 'Quit']);
  });

  it('disables its actions while one is running', () => {
    const { menu, done } = menuOf(stateOf({ connection: { ...liveConnection, busy: true } }));
    clickItem(menu, 'Renew now');
    expect(done).toEqual([]);
  });

  it('shows the count and since when nothing arrived', () => {
    const down = { ...liveConnection, state: 'down' as const };
    expect(statusLine(stateOf({ connection: down }))).toBe('Not receiving since Tue 10 Mar, 10:00');
    const doubt = { reason: 'put-aside', sinceMs: 0, count: 1, details: {} } as const;
    const doubtful = { ...liveConnection, state: 'late', doubt } as const;
    expect(statusLine(stateOf({ connection: doubtful }))).toBe('Late · being checked');
    expect(toolTip(stateOf({ rejections: [rejectionOf(1)] }))).toContain('1 open rejection');
  });

  it('has a text for each state in each language', () => {
    for (const language of LANGUAGES) {
      for (const state of CONNECTION_STATES) {
        expect(statusLine(stateOf({ language, connection: { ...liveConnection, state } }))).not.toBe('');
      }
    }
  });
});

describe('the tray icon', () => {
  it('shows the connection status by its shape', () => {
    expect(CONNECTION_STATES.map(trayShape)).toEqual([
      'paused',
      'late',
      'late',
      'late',
      'late',
      'live',
      'late',
      'problem',
      'live',
      'paused',
      'problem',
    ]);
  });

  it('has a mark for open rejections, and is a template on macOS', () => {
    expect(trayIconFile('live', true, 'win32')).toBe('tray-live-alert.png');
    expect(trayIconFile('late', false, 'darwin')).toBe('tray-lateTemplate.png');
  });
});
