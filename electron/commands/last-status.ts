import { CONNECTION_STATES, type ConnectionStatus } from '../../shared/connection.ts';
import type { ReadableDb } from '../database/database.ts';
import { isAppRunning } from '../database/running-lock.ts';
import { createSettingReader } from '../database/tables/settings-store.ts';

/** What the app said last of its connection, and whether it runs. */
export interface LastStatus {
  status: ConnectionStatus;
  isRunning: boolean;
}

/** Undefined while the app never said anything. It checked that itself: checking it anew takes longer than a command does. */
export const readLastStatus = (db: ReadableDb): LastStatus | undefined => {
  const stored = createSettingReader(db).get('connection') as { status?: ConnectionStatus } | undefined;
  if (!stored?.status || !CONNECTION_STATES.includes(stored.status.state)) return undefined;
  return { status: stored.status, isRunning: isAppRunning(db.name) };
};
