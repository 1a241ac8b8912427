import type { Settings } from '../../shared/settings.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import type { Contents, ExternalOpener, Session } from './electron.ts';

/** Web preferences of every window. */
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

/** Keeps the window on its page: prevents navigation, new windows and embedded content. */
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

/** Opens a known address in the planner's browser; any other is dropped. */
export const createExternalOpener =
  (shell: ExternalOpener, known: () => Promise<KnownAddresses>, onRefused: () => void) =>
  async (url: string): Promise<void> => {
    if (isKnownAddress(url, await known())) await shell.openExternal(url);
    else onRefused();
  };

/** Known addresses: the tenant's Protime, and the project's page where there is one. */
export interface KnownAddresses {
  settings: Settings;
  homepage?: string | undefined;
}

/** https without credentials or a port, and the tenant's Protime or the page of the project. */
export const isKnownAddress = (text: string, { settings, homepage }: KnownAddresses): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return url.host === hostOf(settings) || isUnderPage(url, homepage);
};

const hostOf = ({ protime: { tenant, environment } }: Settings): string | undefined => {
  const domain = environment === 'production' ? 'myprotime.eu' : 'myprotimesandbox.eu';
  return tenant === '' ? undefined : `${tenant.toLowerCase()}.${domain}`;
};

/** Whether an address is the page or below it. A host under `.invalid` is a placeholder for a page that does not exist yet. */
const isUnderPage = ({ host, pathname }: URL, page: string | undefined): boolean => {
  if (page === undefined || !URL.canParse(page)) return false;
  const { protocol, host: own, pathname: top } = new URL(page);
  if (protocol !== 'https:' || own !== host || own.endsWith('.invalid')) return false;
  const folder = top.endsWith('/') ? top : `${top}/`;
  return pathname === top || pathname.startsWith(folder);
};

const isLocal = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`) || /^(devtools|data|blob):/.test(url);
