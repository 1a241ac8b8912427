import { languageFrom, messagesFor } from '../../shared/i18n/index.ts';
import { EXIT, UsageError } from '../exit-status.ts';
import type { Logger } from '../log.ts';
import { StartDeclined } from './damaged-database.ts';
import type { App, Dialogs } from './electron.ts';
import { startErrorText } from './start-error.ts';

export interface StartOptions {
  app: Pick<App, 'exit' | 'getPreferredSystemLanguages' | 'whenReady'>;
  dialog: Pick<Dialogs, 'showErrorBox'>;
  log: Logger;
  /** Resolves when the app runs. What has to be done before Electron is ready happens before its first `await`. */
  open: () => Promise<void>;
}

/** Starts the app. Never rejects: a start that fails ends the process, with a sentence and an exit status. */
export const start = async ({ app, dialog, log, open }: StartOptions): Promise<void> => {
  try {
    await open();
  } catch (error) {
    if (error instanceof StartDeclined) return app.exit(EXIT.ok);
    const language = languageFrom(app.getPreferredSystemLanguages());
    const text = startErrorText(error, language);
    log.error(text);
    // Linux shows a box only then.
    await app.whenReady();
    dialog.showErrorBox(messagesFor(language).common.appName, text);
    app.exit(error instanceof UsageError ? EXIT.usage : EXIT.failure);
  }
};
