import { type ConnectionStatus, doubtShown } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';
import { dayOf } from '../../shared/time.ts';
import { LAST_PUSHED } from '../database/tables/last-delivered.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { createProviderClock } from '../protime/provider-clock.ts';
import type { RequestBudget } from '../protime/request-budget.ts';
import { createStorageWatch } from '../storage/storage-watch.ts';
import { createStatusBoard } from '../subscription/status-board.ts';
import type { MonitorNotices } from './build-notices.ts';
import type { CommonParts } from './build-settings.ts';

export interface StatusBoardParts extends CommonParts {
  client: Pick<ProtimeClient, 'referencesRefused'>;
  budget: RequestBudget;
  notices: Pick<MonitorNotices, 'onStatus'>;
  providerClock: Pick<ReturnType<typeof createProviderClock>, 'offsetMs' | 'onChange'>;
}

/** The connection status. After each change it is pushed, checked for a notice and stored. Includes storage problems. */
export const buildStatusBoard = (parts: StatusBoardParts) => {
  const { storage, unapplied, notices, client, budget, providerClock, push, now } = parts;
  const { appState, stores } = storage;
  const { changes, counters, deliveries, gaps } = stores;
  let namesProblem: () => Problem | null = () => null;
  let compareBounds: () => ConnectionStatus['compare'] = () => null;
  const board = createStatusBoard({
    now,
    doubt: unapplied.doubt,
    data: () => ({
      today: counters.ofDay(dayOf(now())),
      gaps: gaps.list(),
      waiting: deliveries.waiting().count,
      unapplied: unapplied.status(),
      lastEventAtMs: changes.lastDeliveredAtMs(),
      clockOffsetMs: providerClock.offsetMs(),
      namesProblem: namesProblem(),
      referencesRefused: client.referencesRefused(),
      compare: compareBounds(),
      requests: { lastHour: budget.used(), perHour: budget.perHour() },
    }),
    onChange: (status) => {
      push('connection.changed', status);
      notices.onStatus({ ...status, doubt: doubtShown(status) });
      appState.trySave('connection', { status });
      appState.trySave(LAST_PUSHED, changes.lastDeliveredSeen());
    },
  });
  const storageWatch = createStorageWatch({
    setProblem: board.setStorageProblem,
    tryWrite: () => appState.save('storage-tried', now()),
  });
  storage.onWriteResult(storageWatch.onWriteResult);
  providerClock.onChange(board.publishSoon);
  unapplied.onChange(board.doubtChanged);
  return {
    ...board,
    /** Sets the function that returns why some names cannot be read; null: all can. */
    setNamesProblem: (read: () => Problem | null): void => {
      namesProblem = read;
    },
    /** Where the status finds out how often the plan is compared. */
    setCompareBounds: (read: () => ConnectionStatus['compare']): void => {
      compareBounds = read;
    },
    close(): void {
      storageWatch.close();
      board.close();
    },
  };
};

export type MonitorBoard = ReturnType<typeof buildStatusBoard>;
