import { formatInstant } from '../../shared/i18n/format.ts';
import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { Backup } from '../../shared/maintenance.ts';
import type { DatabaseRecovery } from '../database/maintenance/database-recovery.ts';
import type { Dialogs } from './electron.ts';

export interface DamagedDatabaseOptions<M> {
  start: () => Promise<M>;
  recovery: DatabaseRecovery;
  dialog: Pick<Dialogs, 'showMessageBox'>;
  language: Language;
}

/** The planner chose neither a backup nor an empty database: the app ends and changes nothing. */
export class StartDeclined extends Error {
  constructor() {
    super('the planner left the damaged database as it is');
    this.name = 'StartDeclined';
  }
}

/**
 * Starts the core. A damaged database is set aside, never deleted, and the planner chooses what replaces it: the newest
 * intact backup, or an empty database that is filled from Protime.
 * @throws StartDeclined when the planner chooses neither, and any other error of the start.
 */
export const startWithRecovery = async <M>(options: DamagedDatabaseOptions<M>): Promise<M> => {
  const { start, recovery } = options;
  try {
    return await start();
  } catch (error) {
    if (!recovery.isDamaged(error)) throw error;
  }
  const choice = await ask(options, recovery.newestBackup());
  if (choice === 'backup' && recovery.restoreNewestBackup()) return start();
  // No backup is intact: offer an empty database, or to quit.
  const last = choice === 'backup' ? await ask(options, undefined) : choice;
  if (last === 'quit') throw new StartDeclined();
  recovery.setAside();
  return start();
};

type Choice = 'backup' | 'empty' | 'quit';

const ask = async <M>({ dialog, language }: DamagedDatabaseOptions<M>, newest: Backup | undefined): Promise<Choice> => {
  const { damaged } = messagesFor(language).data;
  const choices: readonly { choice: Choice; label: string }[] = [
    ...(newest ? [{ choice: 'backup' as const, label: damaged.backup }] : []),
    { choice: 'empty', label: damaged.empty },
    { choice: 'quit', label: damaged.quit },
  ];
  const when = newest && formatInstant(newest.madeAtMs, language, { dateStyle: 'full', timeStyle: 'short' });
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: messagesFor(language).common.appName,
    message: damaged.title,
    detail: `${damaged.text} ${when === undefined ? damaged.withoutBackup : damaged.withBackup(when)}`,
    buttons: choices.map(({ label }) => label),
    defaultId: 0,
    cancelId: choices.length - 1,
    noLink: true,
  });
  return choices[response]?.choice ?? 'quit';
};
