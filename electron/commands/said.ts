import { CONNECTION_STATES, type ConnectionStatus } from '../../shared/connection.ts';
import type { ReadableDb } from '../database/database.ts';
import { createSettingReader } from '../database/settings-store.ts';

/** What the app said last of its connection, and whether it runs. */
export interface Said {
  status: ConnectionStatus;
  isRunning: boolean;
}

/** Undefined while the app never said anything. It checked that itself: checking it anew takes longer than a command does. */
export const readSaid = (db: ReadableDb): Said | undefined => {
  const stored = createSettingReader(db).get('connection') as { status?: ConnectionStatus; pid?: number } | undefined;
  const { status, pid } = stored ?? {};
  if (!status || !CONNECTION_STATES.includes(status.state)) return undefined;
  return { status, isRunning: typeof pid === 'number' && isAlive(pid) };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
