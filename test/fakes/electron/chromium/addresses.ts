// Chromium has no `app://` scheme. It is mapped to an https host under `.invalid`, so that origin, relative URLs, secure
// context and CSP behave as in Electron.
const HOST_SUFFIX = '.electron-double.invalid';

/** `app://planner/x` → `https://planner--app.electron-double.invalid/x`; other addresses as they are. */
export const toBrowser = (url: string, schemes: Iterable<string>): string => {
  const [, scheme = '', host = '', rest = ''] = /^([a-z-]+):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return [...schemes].includes(scheme) ? `https://${host}--${scheme}${HOST_SUFFIX}${rest}` : url;
};

/** The reverse of toBrowser. */
export const toApp = (url: string): string =>
  url.replace(/https:\/\/([a-z0-9-]+)--([a-z]+)\.electron-double\.invalid(?=[/?#]|$)/, '$2://$1');
