import { join } from 'node:path';
import type { ChooseFile } from '../database/export/exporter.ts';
import type { Dialogs } from './electron.ts';

export interface ExportDialogOptions {
  dialog: Pick<Dialogs, 'showSaveDialog'>;
  /** The default folder. */
  folder: () => string;
  title: () => string;
}

/** Asks for the file of an export; undefined when the planner cancels. */
export const createExportDialog =
  ({ dialog, folder, title }: ExportDialogOptions): ChooseFile =>
  async (suggestedName, format) => {
    const { canceled, filePath } = await dialog.showSaveDialog({
      title: title(),
      defaultPath: join(folder(), suggestedName),
      filters: [{ name: format === 'csv' ? 'CSV' : 'JSON Lines', extensions: [format] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || !filePath ? undefined : filePath;
  };
