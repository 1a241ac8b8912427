import { join } from 'node:path';
import type { Language } from '../../shared/i18n/index.ts';
import type { WritableDb } from '../database/database.ts';
import { type ChooseFile, createExporter } from '../database/export/exporter.ts';
import type { Reader } from '../database/reader.ts';
import type { Indexer } from '../database/search/indexer.ts';
import type { ForgottenPeople } from '../database/tables/forgotten-people.ts';
import { findBackup, isGoodBackup } from '../database/upkeep/backups.ts';
import { createHousekeeping } from '../database/upkeep/housekeeping.ts';
import { scheduleRestore } from '../database/upkeep/restore.ts';
import type { Writer } from '../database/writer.ts';
import { createHistoryHandlers } from '../handlers/history-handlers.ts';
import type { Applied, Apply } from '../ingest/apply.ts';
import { createReprocessDelivery } from '../ingest/reprocess-delivery.ts';
import type { PushListener } from '../listeners.ts';
import type { Log } from '../log.ts';
import { createSavedSearchNotifier, type SavedSearchNotifierOptions } from '../notices/saved-search-notifier.ts';
import type { SettingsService } from '../storage/settings.ts';
import type { Stores } from '../storage/stores.ts';

export interface HistoryOptions {
  db: WritableDb;
  stores: Stores;
  writer: Writer;
  reader: Reader;
  indexer: Indexer;
  forgotten: ForgottenPeople;
  settings: SettingsService;
  language: () => Language;
  dataDir: string;
  isDemo: () => boolean;
  chooseExportFile: ChooseFile | undefined;
  apply: Apply;
  push: PushListener;
  raise: SavedSearchNotifierOptions['raise'];
  /** True in quiet hours and while notifications are muted. */
  isDoNotDisturb: () => boolean;
  onDelivered: (applied: readonly Applied[]) => void;
  onUnverified: () => void;
  onForgotten: () => void;
  log: Log;
  now: () => number;
}

/** The history apart from search: saved searches, exports, raw deliveries and housekeeping. */
export const createHistory = (options: HistoryOptions) => {
  const { db, stores, writer, reader, indexer, settings, language, push, log, now } = options;
  const exporter = createExporter({
    databasePath: db.name,
    exportsDir: join(options.dataDir, 'exports'),
    chooseFile: options.chooseExportFile,
    separator: () => (language() === 'en' ? ',' : ';'),
    store: stores.values,
    writer,
    onChange: (state) => push('export.changed', state),
    now,
  });
  const housekeeping = createHousekeeping({
    db,
    writer,
    reader,
    indexer,
    forgotten: options.forgotten,
    retention: () => settings.current().retention,
    areBackupsEnabled: () => !options.isDemo() && stores.changes.lastSeq() > 0,
    log: log.child('housekeeping'),
    now,
  });
  const watch = createSavedSearchNotifier({
    searches: stores.searches,
    reader,
    writer,
    raise: options.raise,
    isDoNotDisturb: options.isDoNotDisturb,
    log: log.child('saved searches'),
    now,
  });
  return {
    handlers: createHistoryHandlers({
      reader,
      writer,
      changes: stores.changes,
      searches: stores.searches,
      exporter,
      housekeeping,
      forgotten: options.forgotten,
      reprocessDelivery: createReprocessDelivery({ ...stores, ...options }),
      restoreAtStart: async (name) => {
        const path = findBackup(db.name, name);
        if (path === undefined || !(await isGoodBackup(path))) return false;
        scheduleRestore(db.name, name);
        return true;
      },
      onSearchesChanged: () => push('searches.changed', stores.searches.list()),
      onForgotten: async (personId) => {
        const { onlyPeople } = settings.current().notifications;
        if (onlyPeople.includes(personId))
          await settings.update({ notifications: { onlyPeople: onlyPeople.filter((id) => id !== personId) } });
        options.onForgotten();
        push('searches.changed', stores.searches.list());
      },
      now,
    }),
    /** Call when the log grew, and at start. */
    checkSavedSearches: watch.checkSoon,
    /** The exported file behind a one-time address. */
    takeExport: exporter.take,
    async close(): Promise<void> {
      watch.close();
      await exporter.close();
      await housekeeping.close();
    },
  };
};
