import { z } from 'zod';
import type { Bridge, LinkState } from '../../renderer/bridge.ts';
import { createListeners } from '../../renderer/listeners.ts';
import type {
  Activity,
  Assignment,
  AssignmentFields,
  AssignmentId,
  Person,
  PersonId,
} from '../../shared/assignment.ts';
import type { ChangeEntry } from '../../shared/change-event.ts';
import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Handlers, InputOf, OutputOf, PayloadOf, PushName, RequestName } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { spanOf, stackLanes } from '../../shared/lanes.ts';
import { mainActivity } from '../../shared/main-activity.ts';
import type { PlannerNotification, RecentNotice } from '../../shared/notice.ts';
import { countsAsOpen, type Rejection } from '../../shared/rejection.ts';
import { mergeSettings, type Settings, type SettingsChange, settings } from '../../shared/settings.ts';
import { addDays, type DayRange, dayOf, daysBetween, MINUTES_PER_DAY, tomorrowMorning } from '../../shared/time.ts';
import { hasMoved, isInRange, type PlanVersion } from '../../shared/timeline.ts';
import { packRows, type TimelineRow } from '../../shared/timeline-rows.ts';
import type { UpdateStatus } from '../../shared/update.ts';
import { entryOf, liveStatus, rejectionOf } from './planner-answers.ts';
import { createRandom, makeActivities, makeAssignments, makePeople } from './planner-data.ts';
import { historyAnswers } from './planner-history.ts';

export interface FakeOptions {
  people?: number;
  seed?: number;
  now?: () => number;
  language?: Language;
  settings?: SettingsChange;
  connection?: Partial<ConnectionStatus>;
  shell?: 'desktop' | 'web';
  /** How long each answer takes. */
  delayMs?: number;
}

/** An in-memory implementation of the bridge with generated people and assignments. */
export const createFakePlanner = (options: FakeOptions = {}) => {
  const now = options.now ?? Date.now;
  const random = createRandom(options.seed ?? 7);
  const today = dayOf(now());
  const people: Person[] = makePeople(options.people ?? 40, random);
  const activities: Activity[] = makeActivities();
  const startedAtMs = now() - 40 * 3_600_000;
  const assignments = new Map<AssignmentId, Assignment>(
    makeAssignments({
      people,
      from: addDays(today, -15),
      until: addDays(today, 32),
      random,
      seenAtMs: startedAtMs,
    }).map((a) => [a.id, a]),
  );
  const byPerson = new Map<PersonId | null, Set<AssignmentId>>();
  const indexByPerson = (a: Assignment) => byPerson.set(a.personId, (byPerson.get(a.personId) ?? new Set()).add(a.id));
  for (const a of assignments.values()) indexByPerson(a);

  /** What each changed assignment was before, oldest first. */
  const versions = new Map<AssignmentId, Assignment[]>();
  const entries: ChangeEntry[] = [];
  const rejections: Rejection[] = [];
  let seq = 1;
  let view = {
    settings: mergeSettings(settings.parse({ firstRunDone: true }), options.settings ?? {}) as Settings,
    hasClientSecret: true,
    locked: [] as string[],
  };
  let update: UpdateStatus = { state: 'unsupported' };
  let status: ConnectionStatus = { ...liveStatus(now()), ...options.connection };

  const pushes = new Map<PushName, ReturnType<typeof createListeners<unknown>>>();
  const links = createListeners<LinkState>();
  const reconnections = createListeners<void>();
  let link: LinkState = 'up';
  const recent: RecentNotice[] = [
    {
      atMs: now() - 60_000,
      notice: { kind: 'summary', rejected: 4, withdrawn: 0 },
      why: 'together',
      shown: { atMs: now() - 60_000, where: 'browser', inSummary: false },
    },
    { atMs: now() - 120_000, notice: { kind: 'caught-up', changes: 12, rejected: 0 }, why: 'quiet-hours', shown: null },
  ];
  /** Notices offered to the page, by their ids, until it gives a receipt. */
  const offers = new Map<number, PlannerNotification>();
  const receipts: boolean[] = [];
  let lastOffer = 0;
  const raise = (notification: PlannerNotification): void => {
    lastOffer += 1;
    offers.set(lastOffer, notification);
    push('notices.raised', { id: lastOffer });
  };
  const calls: { name: RequestName; input: unknown }[] = [];
  /** When set, responses wait for it. */
  let heldAnswers: Promise<void> | undefined;

  const push = <N extends PushName>(name: N, payload: PayloadOf<N>) => pushes.get(name)?.notify(payload);
  const openCount = () => rejections.filter(countsAsOpen).length;

  for (const a of assignments.values())
    if (a.isRejected && a.from >= today && rejections.length < 30)
      rejections.push(rejectionOf(rejections.length + 1, a, startedAtMs, true));

  /** One change as Protime would push it. */
  const change = (
    id: AssignmentId,
    fields: Partial<AssignmentFields> & { deleted?: boolean },
    atMs = now(),
    source: ChangeEntry['source'] = 'webhook',
  ): Assignment | undefined => {
    const before = assignments.get(id);
    if (!before) return undefined;
    seq += 1;
    const changeVersion = String(Number(before.changeVersion) + 1).padStart(10, '0');
    const after: Assignment = { ...before, ...fields, seq, changeVersion, seenAtMs: atMs, changedAtMs: atMs };
    versions.set(id, [...(versions.get(id) ?? []), before]);
    byPerson.get(before.personId)?.delete(id);
    if (!after.deleted) indexByPerson(after);
    assignments.set(id, after);
    entries.unshift(entryOf(before, after, source));
    if (after.isRejected && !before.isRejected)
      rejections.push(rejectionOf(rejections.length + 1, after, atMs, source === 'sync'));
    if (!after.isRejected && before.isRejected)
      for (const r of rejections)
        if (r.assignmentId === id && r.state !== 'withdrawn')
          Object.assign(r, { state: 'withdrawn', withdrawnAtMs: atMs });
    push(
      'timeline.changed',
      after.deleted ? { seq, upserts: [], removes: [id] } : { seq, upserts: [after], removes: [] },
    );
    if (after.isRejected !== before.isRejected) push('rejections.changed', { openCount: openCount() });
    return after;
  };

  const versionAt = (id: AssignmentId, atMs: number): Assignment | undefined =>
    [...(versions.get(id) ?? []), ...[assignments.get(id)].flatMap((a) => a ?? [])].findLast((a) => a.seenAtMs <= atMs);

  /** Former versions of changed assignments, when comparing. */
  const ghostsOf = (key: PersonId | null, range: DayRange, { changedSinceMs }: PlanVersion): Assignment[] =>
    changedSinceMs === undefined
      ? []
      : [...versions.keys()].flatMap((id) => {
          const before = versionAt(id, changedSinceMs);
          const now = assignments.get(id);
          if (
            !before ||
            !now ||
            before === now ||
            before.deleted ||
            !isInRange(before, range) ||
            before.personId !== key
          )
            return [];
          return now.deleted || hasMoved(before, now) ? [{ ...before, deleted: now.deleted }] : [];
        });

  const inRange = (key: PersonId | null, range: DayRange, { asOfMs }: PlanVersion = {}): Assignment[] => {
    const ids = asOfMs === undefined ? (byPerson.get(key) ?? []) : assignments.keys();
    return [...ids]
      .map((id) => (asOfMs === undefined ? assignments.get(id) : versionAt(id, asOfMs)))
      .filter((a): a is Assignment => a !== undefined && a.personId === key && !a.deleted && isInRange(a, range));
  };
  const changedIn = (found: readonly Assignment[], { changedSinceMs = 0 }: PlanVersion): AssignmentId[] =>
    found.filter((a) => versions.has(a.id) && a.seenAtMs > changedSinceMs).map((a) => a.id);

  const visibleIn = (key: PersonId | null, range: DayRange, planVersion: PlanVersion = {}) => {
    const end = (daysBetween(range.from, range.until) + 1) * MINUTES_PER_DAY;
    return [...inRange(key, range, planVersion), ...ghostsOf(key, range, planVersion)]
      .map((a) => ({ a, span: spanOf(a, range.from) }))
      .filter(({ span }) => span.end > 0 && span.start < end)
      .sort((x, y) => x.span.start - y.span.start);
  };

  const rowOf = (key: PersonId | null, range: DayRange, planVersion: PlanVersion): TimelineRow | undefined => {
    const visible = visibleIn(key, range, planVersion);
    if (visible.length === 0) return undefined;
    const found = visible.map(({ a }) => a);
    const hasChanged = () => changedIn(found, planVersion).length > 0 || ghostsOf(key, range, planVersion).length > 0;
    if (planVersion.changedSinceMs !== undefined && !hasChanged()) return undefined;
    const next = found.find((a) => a.from >= today);
    return {
      personId: key,
      lanes: stackLanes(visible.map((v) => v.span)).count,
      nextStart: next ? `${next.from} ${String((next.startMinutes ?? 0) + 1440).padStart(5, '0')}` : null,
      hasRejected: found.some((a) => a.isRejected === true),
      activityId: mainActivity(found.map((a) => a.activities)),
    };
  };

  const setRejections = (ids: readonly number[], state: 'open' | 'acknowledged') => {
    for (const r of rejections)
      if (ids.includes(r.id) && r.state !== 'withdrawn')
        Object.assign(r, { state, acknowledgedAtMs: state === 'open' ? null : now() });
    push('rejections.changed', { openCount: openCount() });
  };
  const setStatus = (next: Partial<ConnectionStatus>) => {
    status = { ...status, ...next, sinceMs: now() };
    push('connection.changed', status);
  };

  const handlers: Handlers = {
    'app.info': () => ({
      version: '0.1.0',
      shell: options.shell ?? 'web',
      demo: true,
      dataDir: '~/assignment-monitor',
      canRestart: options.shell === 'desktop',
      systemLanguage: options.language ?? 'en',
    }),
    'app.setLanguage': () => {},
    'app.restart': () => {},
    'app.licences': () => [
      { name: 'one-package', version: '1.2.3', licence: 'MIT', text: 'Permission is hereby granted …' },
      { name: '@scope/other', version: '4.5.6', licence: 'ISC', text: '' },
    ],
    'demo.start': () => setStatus({ state: 'live' }),
    'demo.stop': () => setStatus({ state: 'not-set-up' }),
    'timeline.rows': ({ activityIds, grouped: _, from, until, ...planVersion }) =>
      packRows({
        seq,
        range: { from, until },
        rows: [...byPerson.keys()]
          .filter(
            (key) =>
              !activityIds ||
              visibleIn(key, { from, until }, planVersion).some(({ a }) =>
                a.activities.some((x) => activityIds.includes(x.activityId)),
              ),
          )
          .map((key) => rowOf(key, { from, until }, planVersion))
          .filter((r): r is TimelineRow => r !== undefined),
      }),
    'timeline.snapshot': ({ personIds, from, until, ...planVersion }) => {
      const range = { from, until };
      const found = personIds.flatMap((key) => inRange(key, range, planVersion));
      const previousVersions = personIds.flatMap((key) => ghostsOf(key, range, planVersion));
      const since =
        planVersion.changedSinceMs === undefined
          ? {}
          : { since: { previousVersions, changedIds: changedIn(found, planVersion) } };
      return { seq, range, assignments: found, ...since };
    },
    'timeline.moments': ({ buckets }) => {
      const untilMs = Math.max(startedAtMs, ...entries.map((e) => e.seenAtMs));
      const counts = Array.from({ length: buckets }, () => 0);
      for (const { seenAtMs } of entries) {
        const part = Math.floor(((seenAtMs - startedAtMs) / (untilMs - startedAtMs || 1)) * buckets);
        counts[Math.min(buckets - 1, part)] = (counts[Math.min(buckets - 1, part)] ?? 0) + 1;
      }
      return { fromMs: startedAtMs, untilMs, counts };
    },
    'names.all': () => ({ people, activities }),
    'assignment.get': ({ id }) => assignments.get(id) ?? null,
    'assignment.history': ({ id }) => {
      const a = assignments.get(id);
      if (!a) return [];
      const known = entries.filter((e) => e.assignmentId === id);
      const first: Assignment = { ...a, seq: 1, changeVersion: '0000000001', seenAtMs: startedAtMs };
      return [...known, entryOf(undefined, first, 'sync')];
    },
    'rejections.list': ({ states }) =>
      rejections.filter((r) => states.includes(r.state)).toSorted((a, b) => b.seenAtMs - a.seenAtMs),
    'rejections.acknowledge': ({ ids }) => setRejections(ids, 'acknowledged'),
    'rejections.reopen': ({ ids }) => setRejections(ids, 'open'),
    'rejections.snooze': ({ ids, until }) => {
      for (const r of rejections)
        if (ids.includes(r.id)) r.snoozed = { untilMs: until === 'tomorrow' ? tomorrowMorning(now()) : null };
      push('rejections.changed', { openCount: openCount() });
    },
    'rejections.unsnooze': ({ ids }) => {
      for (const r of rejections) if (ids.includes(r.id)) r.snoozed = null;
      push('rejections.changed', { openCount: openCount() });
    },
    'rejections.openCount': openCount,
    ...historyAnswers({ push }),
    'history.search': ({ text, personId, kinds, beforeSeq, limit }) => {
      const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const name = (id: PersonId | null) => {
        const p = people.find((x) => x.id === id);
        return p ? `${p.firstName} ${p.lastName} ${p.employeeNumber}`.toLowerCase() : '';
      };
      const found = entries.filter(
        (e) =>
          (beforeSeq === undefined || e.seq < beforeSeq) &&
          (personId === undefined || e.personId === personId) &&
          (!kinds || e.kinds.some((k) => kinds.includes(k))) &&
          words.every((w) => name(e.personId).includes(w)),
      );
      const page = found.slice(0, limit);
      return { entries: page, nextBefore: found.length > page.length ? (page.at(-1)?.seq ?? null) : null };
    },
    'connection.status': () => status,
    'updates.status': () => update,
    'updates.check': () => {},
    'updates.download': () => {},
    'updates.install': () => {},
    'connection.subscribe': () => setStatus({ state: 'live', problem: null }),
    'connection.renew': () => setStatus({ state: 'live', problem: null }),
    'connection.unsubscribe': () => setStatus({ state: 'unsubscribed', webhookId: null, validUntil: null }),
    'connection.webhooks': () => ({ webhooks: [], others: 0 }),
    'connection.removeWebhook': () => ({ webhooks: [], others: 0 }),
    'connection.retry': () => setStatus({ state: 'live', problem: null }),
    'connection.cancel': () => setStatus({ state: 'unsubscribed', busy: false, canCancel: false }),
    'settings.get': () => view,
    'settings.update': (partial) => {
      try {
        view = { ...view, settings: mergeSettings(view.settings, partial) };
      } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        return { ok: false, fields: error.issues.map((i) => ({ field: i.path.join('.'), reason: i.message })) };
      }
      push('settings.changed', view);
      return { ok: true, view };
    },
    'settings.setClientSecret': () => {
      view = { ...view, hasClientSecret: true };
      return view;
    },
    'settings.test': () => ({
      ok: true,
      scopes: [{ scope: 'protime/planning.assignments.read', granted: true, mandatory: true }],
      problem: null,
    }),
    'notices.recent': () => recent,
    'attention.report': () => {},
    'page.hidden': () => {},
    'notices.ready': () => {},
    'notices.take': ({ id }) => offers.get(id) ?? null,
    'notices.shown': ({ id, shown }) => {
      if (offers.delete(id)) receipts.push(shown);
    },
    'notices.test': () => {
      raise({
        tag: 'test',
        title: 'Notifications work',
        body: 'This is how a rejected assignment will reach you.',
        target: { screen: 'rejections' },
        quiet: false,
      });
      return { shown: true };
    },
  };

  const bridge: Bridge = {
    call: async <N extends RequestName>(name: N, input: InputOf<N>) => {
      calls.push({ name, input });
      const handler = handlers[name] as (input: InputOf<N>) => OutputOf<N>;
      // The response is computed now and delivered later, so that tests can push in between.
      const answer = structuredClone(handler(input));
      if (options.delayMs) await new Promise((resolve) => setTimeout(resolve, options.delayMs));
      await heldAnswers;
      return answer;
    },
    on: <N extends PushName>(name: N, listener: (payload: PayloadOf<N>) => void) => {
      const known = pushes.get(name) ?? createListeners<unknown>();
      pushes.set(name, known);
      return known.add((payload) => listener(structuredClone(payload) as PayloadOf<N>));
    },
    onLink: (listener) => {
      listener(link);
      return links.add(listener);
    },
    onReconnected: (listener) => reconnections.add(listener),
    isAccessKept: () => true,
    close: () => {},
  };

  return {
    bridge,
    /** Every request so far, oldest first. */
    calls,
    people,
    assignments,
    push,
    /** Offers a notice to the page. */
    raise,
    /** What the page said of each notice it took: whether it was shown. */
    receipts,
    /** The app gives up on what it has offered. */
    giveUp: () => offers.clear(),
    change,
    setStatus,
    setUpdate: (next: UpdateStatus) => {
      update = next;
      push('updates.changed', next);
    },
    /** Holds responses until the returned function is called. */
    holdAnswers: () => {
      let release = () => {};
      heldAnswers = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        heldAnswers = undefined;
        release();
      };
    },
    setLink: (next: LinkState) => {
      const cameBack = link !== 'up' && next === 'up';
      link = next;
      links.notify(next);
      if (cameBack) reconnections.notify();
    },
  };
};

export type FakePlanner = ReturnType<typeof createFakePlanner>;
