import { join } from 'node:path';
import type { ExportFormat } from '../../shared/export.ts';
import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { Dialogs } from './electron.ts';

export interface ExportDialogOptions {
  dialog: Pick<Dialogs, 'showSaveDialog'>;
  /** The default folder. */
  folder: () => string;
  language: Language;
}

/** Asks for the file of an export; undefined when the planner cancels. */
export const createExportDialog =
  ({ dialog, folder, language }: ExportDialogOptions) =>
  async (suggestedName: string, format: ExportFormat): Promise<string | undefined> => {
    const { title } = messagesFor(language).history.export;
    const { canceled, filePath } = await dialog.showSaveDialog({
      title,
      defaultPath: join(folder(), suggestedName),
      filters: [{ name: format === 'csv' ? 'CSV' : 'JSON Lines', extensions: [format] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || !filePath ? undefined : filePath;
  };
