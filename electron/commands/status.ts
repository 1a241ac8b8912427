import { statSync } from 'node:fs';
import { CONNECTION_STATES, type ConnectionStatus } from '../../shared/connection.ts';
import type { NotificationPreferences } from '../../shared/rejection.ts';
import type { ReadableDb } from '../database/database.ts';
import { isAppRunning } from '../database/running-lock.ts';
import { createAssignmentReader } from '../database/tables/assignments.ts';
import { createChangeReader } from '../database/tables/change-log.ts';
import { createCounterReader } from '../database/tables/counters.ts';
import { createDeliveryReader } from '../database/tables/deliveries.ts';
import { createKeyValueReader } from '../database/tables/key-value-store.ts';
import { createRejectionReader } from '../database/tables/rejections.ts';
import { EXIT } from '../exit-status.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { type Flags, readFlags } from './flags.ts';
import { withDatabase } from './with-database.ts';

export const flags = COMMON_FLAGS satisfies Flags;

/** Connection, counters, database. */
export const run: Command = async (args, terminal) => {
  const { values } = readFlags(flags, args, terminal.env);
  return withDatabase(values.data, terminal, async (db) => {
    // In one transaction, for a consistent state: the app may write meanwhile.
    const report = db.transaction(readStatus)(db);
    if (values.json) await terminal.print(JSON.stringify(report));
    else for (const line of toLines(report)) await terminal.print(line);
    return report.connection.state === 'not-set-up' ? EXIT.notSetUp : EXIT.ok;
  });
};

const iso = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

const readStatus = (db: ReadableDb) => ({
  connection: readConnection(db),
  counts: {
    ...createCounterReader(db).total(),
    waiting: createDeliveryReader(db).waiting().count,
    assignments: createAssignmentReader(db).count(),
    openRejections: createRejectionReader(db).openCount(readNotificationPreferences(db)),
  },
  lastEventAt: iso(createChangeReader(db).lastDeliveredAtMs()),
  database: {
    path: db.name,
    sizeBytes: statSync(db.name).size,
    schemaVersion: Number(db.prepare<[], { user_version: number }>('PRAGMA user_version').get()?.user_version),
  },
});
type Report = ReturnType<typeof readStatus>;

const readConnection = (db: ReadableDb) => {
  const last = readLastStatus(db);
  if (!last)
    return {
      state: 'not-set-up' as const,
      publicUrl: null,
      webhookId: null,
      validUntil: null,
      heartbeat: { state: 'none' as const, lastOkAt: null },
      doubt: null,
      problem: null,
    };
  const isRunning = isAppRunning(db.name);
  const { publicUrl, webhookId, validUntil, heartbeat, ...lastStatus } = last;
  return {
    ...(isRunning ? { state: lastStatus.state, problem: lastStatus.problem } : withoutApp(lastStatus)),
    // A status that an earlier version stored has none; each start settles what was in doubt.
    doubt: isRunning ? (lastStatus.doubt?.reason ?? null) : null,
    publicUrl,
    webhookId,
    validUntil,
    heartbeat: { state: isRunning ? heartbeat.state : ('none' as const), lastOkAt: iso(heartbeat.lastOkAtMs) },
  };
};

/** The last stored status; undefined when none was stored. Not validated again: that would take longer than the command. */
const readLastStatus = (db: ReadableDb): ConnectionStatus | undefined => {
  const { status } = (createKeyValueReader(db).get('connection') ?? {}) as { status?: ConnectionStatus };
  return status && CONNECTION_STATES.includes(status.state) ? status : undefined;
};

/** The stored preferences that decide which rejections count. */
const readNotificationPreferences = (db: ReadableDb): NotificationPreferences => {
  const { notifications } = (createKeyValueReader(db).get('settings') ?? {}) as {
    notifications?: Partial<NotificationPreferences>;
  };
  const { onlyPeople = [], onlyActivities = [], mutedUntilMs = null } = notifications ?? {};
  return { onlyPeople, onlyActivities, mutedUntilMs };
};

/** While the app is not running nothing is received, whatever the stored status says. */
const withoutApp = ({ state, problem }: Pick<ConnectionStatus, 'state' | 'problem'>) =>
  state === 'not-set-up' || state === 'unsubscribed'
    ? { state, problem }
    : { state: 'down' as const, problem: { code: 'not-receiving' as const, detail: 'the app is not running' } };

const reasonOf = ({ problem, doubt }: Report['connection']): string => {
  const reason = problem?.code ?? doubt;
  return reason ? ` (${reason})` : '';
};

const toLines = ({ connection, counts, lastEventAt, database }: Report): string[] => [
  `Connection   ${connection.state}${reasonOf(connection)}`,
  `Address      ${connection.publicUrl ?? '–'}`,
  `Valid until  ${connection.validUntil ?? '–'}`,
  `Heartbeat    ${connection.heartbeat.state}${connection.heartbeat.lastOkAt ? `, last ${connection.heartbeat.lastOkAt}` : ''}`,
  `Last event   ${lastEventAt ?? '–'}`,
  `Plan         ${counts.assignments} assignments, ${counts.openRejections} open rejections`,
  `Received     ${counts.deliveries} deliveries, ${counts.applied} changes applied, ${counts.duplicate} duplicates, ${counts.stale} stale, ${counts.unverified} unverified, ${counts.refused} refused, ${counts.unrecognised} unrecognised`,
  `Not applied  ${counts.waiting} waiting, ${counts.putAside} put aside, ${counts.notArrived} changes not delivered`,
  `Database     ${database.path}, ${Math.ceil(database.sizeBytes / 1024)} KiB, schema ${database.schemaVersion}`,
];
