import { silentLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { keyPathIn } from '../../electron/storage/data-folder.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import { VERSION } from '../../electron/version.ts';
import type { CoreHandlers } from '../../shared/contract.ts';
import { countsAsOpen, REJECTION_STATES, type Rejection, type RejectionState } from '../../shared/rejection.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { omitSettings } from '../../shared/settings-file.ts';
import { addDays, dayOf } from '../../shared/time.ts';
import { runJsonCommand } from '../integration/app.ts';

/*
 * What a data folder holds, as a planner finds it: in words of its own, so that what an old folder is expected to say stays as
 * it was written down, whatever tables and states are called later. Where the app's own words change, they are put into these
 * ones here, and nowhere else.
 */

/** A command with its flags, how many lines it prints, and the first of them. */
export interface Asked {
  command: 'plan' | 'search';
  args: string[];
  count: number;
  first: Record<string, unknown>[];
}
export type Question = Pick<Asked, 'command' | 'args'> & { keep: number };

/** The app's core on a data folder at a moment. It neither begins nor asks Protime anything. */
export const openFolder = (dataDir: string, atMs: number, overrides: SettingsChange = {}): Promise<Monitor> =>
  createMonitor({
    // The port it had may be in use here.
    config: {
      dataDir,
      overrides: { ...overrides, tunnel: { receiverPort: 0 } },
      demo: false,
      subscribe: false,
      uiPort: 0,
    },
    secrets: openKeyFile(keyPathIn(dataDir)),
    shell: 'web',
    version: VERSION,
    systemLanguage: 'en',
    log: silentLog,
    now: () => atMs,
  });

/** Everything an app on this folder shows. */
export const readContents = async (
  { handlers }: Monitor,
  dataDir: string,
  atMs: number,
  questions: readonly Question[],
) => {
  const { settings, locked, hasClientSecret } = await handlers['settings.get'](undefined);
  const { counts, lastEventAt } = (await runJsonCommand('status', dataDir))[0] as {
    counts: object;
    lastEventAt: string;
  };
  const { people, activities } = await handlers['names.all'](undefined);
  return {
    settings: omitSettings(settings, locked),
    hasClientSecret,
    counts,
    lastEventAt,
    people: people.map(({ id, firstName, lastName, employeeNumber }) => [id, firstName, lastName, employeeNumber]),
    activities: activities.length,
    asked: await askAll(dataDir, questions),
    timeline: await timelineOf(handlers, atMs),
    rejections: (await handlers['rejections.list']({ states: [...REJECTION_STATES] })).map(inPlainWords),
    savedSearches: (await handlers['searches.list'](undefined)).map(({ name, filters, notify }) => ({
      name,
      filters,
      notify,
    })),
    gaps: (await handlers['history.gaps']({ fromMs: 0, untilMs: atMs })).map((gap) => ({
      from: isoOf(gap.fromMs),
      until: isoOf(gap.untilMs),
      found: gap.found,
    })),
    deliveries: await oddDeliveries(handlers),
    backups: (await handlers['backups.list'](undefined)).map(({ name }) => name),
    forgottenAt: (await handlers['person.forgotten'](undefined)).map(({ forgottenAtMs }) => isoOf(forgottenAtMs)),
  };
};

export type Contents = Awaited<ReturnType<typeof readContents>>;

const askAll = async (dataDir: string, questions: readonly Question[]): Promise<Asked[]> => {
  const asked: Asked[] = [];
  for (const { command, args, keep } of questions) {
    const lines = await runJsonCommand(command, dataDir, ...args);
    // In what order shifts of the same time come says nothing.
    if (command === 'plan') lines.sort((a, b) => Number(a.id) - Number(b.id));
    asked.push({ command, args, count: lines.length, first: lines.slice(0, keep) });
  }
  return asked;
};

/** Two weeks of everybody, one line a shift. */
const timelineOf = async (handlers: CoreHandlers, atMs: number) => {
  const { people } = await handlers['names.all'](undefined);
  const today = dayOf(atMs);
  const { assignments } = await handlers['timeline.snapshot']({
    from: addDays(today, -7),
    until: addDays(today, 7),
    personIds: [null, ...people.map(({ id }) => id)],
  });
  return assignments
    .map((a) => [a.id, a.personId, a.from, a.until, a.startMinutes, a.endMinutes, a.isRejected, a.comments])
    .sort(([a], [b]) => Number(a) - Number(b));
};

/** Over: withdrawn, planned for somebody else, or gone. */
const STANDS: Record<RejectionState, 'open' | 'acknowledged' | 'over'> = {
  open: 'open',
  acknowledged: 'acknowledged',
  withdrawn: 'over',
};

const inPlainWords = (rejection: Rejection) => ({
  assignmentId: rejection.assignmentId,
  personId: rejection.personId,
  from: rejection.from,
  startMinutes: rejection.startMinutes,
  endMinutes: rejection.endMinutes,
  seenAt: isoOf(rejection.seenAtMs),
  foundLater: rejection.caughtUp,
  is: STANDS[rejection.state],
  acknowledgedAt: isoOf(rejection.acknowledgedAtMs),
  overSince: isoOf(rejection.withdrawnAtMs),
  putAside: rejection.snoozed && (isoOf(rejection.snoozed.untilMs) ?? 'until it changes'),
  keptBack: rejection.muted === true,
  ofAnotherPlanner: rejection.outsideSelection === true,
  waitsForPlanner: countsAsOpen(rejection),
});

/** Those that were not simply taken in. */
const oddDeliveries = async (handlers: CoreHandlers) => {
  const { deliveries } = await handlers['deliveries.list']({
    outcomes: ['waiting', 'confirmed', 'partly', 'unrecognised'],
    limit: 200,
  });
  return Promise.all(
    deliveries.map(async ({ id, receivedAtMs, trust, outcome }) => ({
      receivedAt: isoOf(receivedAtMs),
      trust,
      outcome,
      body: (await handlers['deliveries.get']({ id }))?.body,
    })),
  );
};

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
