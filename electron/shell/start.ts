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
  /** Without a display Chromium would crash. */
  hasDisplay: boolean;
  /** Resolves when the app runs. What has to be done before Electron is ready happens before its first `await`. */
  open: () => Promise<void>;
}

/** Starts the app. Never rejects: a start that fails ends the process, with a sentence and an exit status. */
export const start = async ({ app, dialog, log, hasDisplay, open }: StartOptions): Promise<void> => {
  const language = languageFrom(app.getPreferredSystemLanguages());
  const { appName, cannotStart } = messagesFor(language).common;
  if (!hasDisplay) {
    log.error(cannotStart.noDisplay);
    return app.exit(EXIT.failure);
  }
  try {
    await open();
  } catch (error) {
    if (error instanceof StartDeclined) return app.exit(EXIT.ok);
    const text = startErrorText(error, language);
    log.error(text);
    // Linux shows a box only then.
    await app.whenReady();
    dialog.showErrorBox(appName, text);
    app.exit(error instanceof UsageError ? EXIT.usage : EXIT.failure);
  }
};

/** On Linux a program may be started where there is none, such as over ssh. */
export const hasDisplay = (
  platform: NodeJS.Platform,
  { DISPLAY, WAYLAND_DISPLAY }: Readonly<Record<string, string | undefined>>,
): boolean => platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
