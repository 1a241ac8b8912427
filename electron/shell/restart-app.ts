import type { App } from './electron.ts';

/** @param appImage path of the running AppImage; paths inside it are invalid after it ends. */
export const restartApp = (app: Pick<App, 'relaunch' | 'quit'>, appImage: string | undefined): void => {
  app.relaunch(appImage === undefined ? {} : { execPath: appImage });
  app.quit();
};
