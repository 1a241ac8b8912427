import type { Settings } from '../../shared/settings.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import type { Contents, ExternalOpener, Session } from './electron.ts';

/** What every window is made with; nothing here is up for discussion. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

const PERMITTED: ReadonlySet<string> = new Set(['notifications']);

/** Denies every permission but notifications, and every request that would leave the computer. */
export const hardenSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(PERMITTED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => PERMITTED.has(permission));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocal(url) }));
};

/** Keeps the window on its page: nothing navigates, nothing opens, nothing is embedded. */
export const hardenContents = (contents: Contents, openExternal: (url: string) => void): void => {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
};

/** Opens an address in the planner's browser when it is one we know; anything else is dropped. */
export const createExternalOpener =
  (shell: ExternalOpener, settings: () => Promise<Settings>, onRefused: () => void) =>
  async (url: string): Promise<void> => {
    if (isKnownAddress(url, await settings())) await shell.openExternal(url);
    else onRefused();
  };

/** https, without credentials or a port of its own, and the tenant's own Protime. */
export const isKnownAddress = (text: string, { protime }: Settings): boolean => {
  if (!URL.canParse(text) || protime.tenant === '') return false;
  const url = new URL(text);
  const domain = protime.environment === 'production' ? 'myprotime.eu' : 'myprotimesandbox.eu';
  return (
    url.protocol === 'https:' &&
    url.host === `${protime.tenant.toLowerCase()}.${domain}` &&
    url.username === '' &&
    url.password === ''
  );
};

const isLocal = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`) || /^(devtools|data|blob):/.test(url);
