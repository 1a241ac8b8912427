import type { Monitor } from '../../../electron/monitor/monitor-api.ts';
import { connectPage } from '../../../electron/notices/connect-page.ts';
import { createDisplays } from '../../../electron/notices/displays.ts';
import { createViewedAssignments } from '../../../electron/notices/viewed-assignments.ts';
import { type ConnectionStatus, zeroCounters } from '../../../shared/connection.ts';
import type { Handlers, PayloadOf, PushName } from '../../../shared/contract.ts';
import type { Rejection } from '../../../shared/rejection.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';
import { nothingUnapplied } from '../../../shared/unapplied.ts';

export const liveConnection: ConnectionStatus = {
  state: 'live',
  sinceMs: Date.parse('2026-03-10T09:00:00Z'),
  problem: null,
  steps: [],
  busy: false,
  canCancel: false,
  notReceivingSinceMs: null,
  clockOffsetMs: 0,
  requests: { lastHour: 0, perHour: 240 },
  compare: { nearMinutes: 8, farMinutes: 50 },
  publicUrl: 'https://x.example',
  webhookId: '7',
  validUntil: null,
  heartbeat: { state: 'ok', lastOkAtMs: null },
  lastEventAtMs: Date.parse('2026-03-10T13:02:00Z'),
  today: zeroCounters(),
  gaps: [],
  signed: true,
  waiting: 0,
  doubt: null,
  unapplied: nothingUnapplied(),
  namesProblem: null,
  referencesRefused: false,
};

export const rejectionOf = (id: number, changes: Partial<Rejection> = {}): Rejection => ({
  id,
  assignmentId: 1000 + id,
  personId: 1,
  from: '2026-03-10',
  until: '2026-03-10',
  startMinutes: 480,
  endMinutes: 1020,
  breakMinutes: 30,
  comments: null,
  activityIds: [],
  state: 'open',
  seenAtMs: id,
  caughtUp: false,
  acknowledgedAtMs: null,
  withdrawnAtMs: null,
  snoozed: null,
  why: 'at-once',
  shown: null,
  ...changes,
});

/** A fake core for the shell; `calls` records the requests. */
export const createFakeMonitor = (change: SettingsChange = {}) => {
  const listeners = new Set<(name: PushName, payload: never) => void>();
  const state = {
    settings: mergeSettings(settings.parse({}), change),
    connection: liveConnection,
    rejections: [] as Rejection[],
    calls: [] as string[],
    begun: false,
    closed: false,
    /** Number of reports that a display can show notices. */
    ready: 0,
    wakeReasons: [] as string[],
  };
  const view = () => ({ settings: state.settings, hasClientSecret: true, locked: [] });
  const push = <N extends PushName>(name: N, payload: PayloadOf<N>) => {
    for (const listener of listeners) listener(name, payload as never);
  };
  const recordCall = (name: string) => () => void state.calls.push(name);

  const handlers: Partial<Handlers> = {
    'connection.status': () => state.connection,
    'connection.subscribe': recordCall('subscribe'),
    'connection.renew': recordCall('renew'),
    'connection.retry': recordCall('retry'),
    'connection.unsubscribe': recordCall('unsubscribe'),
    'rejections.list': () => state.rejections,
    'rejections.openCount': () => state.rejections.length,
    'names.all': () => ({
      people: [{ id: 1, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null }],
      activities: [],
    }),
    'settings.get': view,
    'updates.status': () => ({ state: 'off' }),
    'settings.update': (next) => {
      state.settings = mergeSettings(state.settings, next);
      push('settings.changed', view());
      return { ok: true, view: view() };
    },
  };
  const displays = createDisplays({
    onReady: () => {
      state.ready += 1;
    },
    now: Date.now,
  });
  const monitor: Monitor = {
    handlers: handlers as Handlers,
    receiverUrl: 'http://127.0.0.1:1',
    connectPage: (page) =>
      connectPage(
        {
          displays,
          viewedAssignments: createViewedAssignments(Date.now),
          notices: { test: async () => ({ shown: true }) },
        },
        page,
      ),
    begin: async () => {
      state.begun = true;
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onPlanEvent: () => () => {},
    takeExport: () => undefined,
    recheck: (reason) => state.wakeReasons.push(reason),
    close: async () => {
      state.closed = true;
    },
    [Symbol.asyncDispose]: () => monitor.close(),
  };
  return { monitor, state, push, show: displays.show, canShow: displays.isReady, listeners };
};
