import { CONNECTION_STATES, type ConnectionStatus } from '../../shared/connection.ts';
import type { ReadableDb } from '../database/database.ts';
import { isAppRunning } from '../database/running-lock.ts';
import { createSettingReader } from '../database/tables/settings-store.ts';

/** The last stored connection status, and whether the app is running. */
export interface LastStatus {
  status: ConnectionStatus;
  isRunning: boolean;
}

/** undefined when none was stored. Not validated again: that would take longer than the command. */
export const readLastStatus = (db: ReadableDb): LastStatus | undefined => {
  const stored = createSettingReader(db).get('connection') as { status?: ConnectionStatus } | undefined;
  if (!stored?.status || !CONNECTION_STATES.includes(stored.status.state)) return undefined;
  return { status: stored.status, isRunning: isAppRunning(db.name) };
};
