import { type ChooseFile, createExporter } from '../database/export/exporter.ts';
import { findBackup, isGoodBackup } from '../database/maintenance/backups.ts';
import { createMaintenance } from '../database/maintenance/maintenance.ts';
import { scheduleRestore } from '../database/maintenance/restore.ts';
import { createHistoryHandlers } from '../handlers/history-handlers.ts';
import { createReprocessDelivery } from '../ingest/reprocess-delivery.ts';
import { createSavedSearchNotifier } from '../notices/saved-search-notifier.ts';
import type { createProviderClock } from '../protime/provider-clock.ts';
import { exportsDirIn } from '../storage/data-folder.ts';
import type { Tenant } from '../subscription/tenant.ts';
import type { IngestPipeline } from './build-ingest-pipeline.ts';
import type { MonitorNotices } from './build-notices.ts';
import type { CommonParts } from './build-settings.ts';

export interface HistoryParts extends CommonParts {
  notices: MonitorNotices;
  ingestPipeline: IngestPipeline;
  tenant: Pick<Tenant, 'isDemo'>;
  providerClock: Pick<ReturnType<typeof createProviderClock>, 'independentNow'>;
  dataDir: string;
  chooseExportFile: ChooseFile | undefined;
}

/** The parts of the history other than search: saved searches, exports, raw deliveries and maintenance. */
export const buildHistory = (parts: HistoryParts) => {
  const { storage, settings, notices, ingestPipeline, tenant, push, log, now } = parts;
  const { db, stores, writer, reader, indexer, forgotten } = storage;
  const { changes, searches } = stores;
  const exporter = createExporter({
    databasePath: db.name,
    exportsDir: exportsDirIn(parts.dataDir),
    chooseFile: parts.chooseExportFile,
    separator: () => (settings.language() === 'en' ? ',' : ';'),
    store: stores.values,
    writer,
    onChange: (state) => push('export.changed', state),
    now,
  });
  const maintenance = createMaintenance({
    db,
    writer,
    reader,
    indexer,
    forgotten,
    retention: () => settings.current().retention,
    areBackupsEnabled: () => !tenant.isDemo() && changes.lastSeq() > 0,
    providerNow: parts.providerClock.independentNow,
    log: log.child('maintenance'),
    now,
  });
  const savedSearchNotifier = createSavedSearchNotifier({
    searches,
    reader,
    writer,
    showNotice: notices.notifyOne,
    isWithholding: notices.isWithholding,
    log: log.child('saved searches'),
    now,
  });
  ingestPipeline.onApplied(savedSearchNotifier.checkSoon);

  const onSearchesChanged = () => push('searches.changed', searches.list());
  return {
    handlers: createHistoryHandlers({
      reader,
      writer,
      changes,
      searches,
      exporter,
      maintenance,
      forgotten,
      reprocessDelivery: createReprocessDelivery({ ...stores, ...ingestPipeline, writer, now }),
      restoreAtStart: async (name) => {
        const path = findBackup(db.name, name);
        if (path === undefined || !(await isGoodBackup(path))) return false;
        scheduleRestore(db.name, name);
        return true;
      },
      onSearchesChanged,
      beforeForgetting: async (personId) => {
        // It may have written the person already.
        await exporter.close();
        const { onlyPeople } = settings.current().notifications;
        if (onlyPeople.includes(personId))
          await settings.update({ notifications: { onlyPeople: onlyPeople.filter((id) => id !== personId) } });
      },
      onForgotten: () => {
        ingestPipeline.onPlanReplaced();
        ingestPipeline.onNamesChanged();
        onSearchesChanged();
      },
      now,
    }),
    checkSavedSearches: savedSearchNotifier.checkSoon,
    /** Path of the exported file for a one-time token; undefined when it was fetched already. */
    takeExport: exporter.take,
    async close(): Promise<void> {
      savedSearchNotifier.close();
      await exporter.close();
      await maintenance.close();
    },
  };
};
