import { join } from 'node:path';
import type { Session } from './electron.ts';

export interface PageDownloadsOptions {
  session: Pick<Session, 'on'>;
  /** The default folder. */
  folder: () => string;
  title: () => string;
}

/** Words for the dialog that saves a file of a page. Without them its title is the address of the file: a `blob:` with an id. */
export const describeDownloads = ({ session, folder, title }: PageDownloadsOptions): void => {
  session.on('will-download', (_event, item) =>
    item.setSaveDialogOptions({ title: title(), defaultPath: join(folder(), item.getFilename()) }),
  );
};
