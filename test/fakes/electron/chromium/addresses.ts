// Chromium alone knows no `app://`. In the browser the scheme is played by an https host that cannot exist, so that origin,
// relative addresses, secure context and CSP are what they are for Electron's privileged scheme; the app sees its own.
const HOST_SUFFIX = '.electron-double.invalid';

/** `app://planner/x` → `https://planner--app.electron-double.invalid/x`; other addresses as they are. */
export const toBrowser = (url: string, schemes: Iterable<string>): string => {
  const [, scheme = '', host = '', rest = ''] = /^([a-z-]+):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return [...schemes].includes(scheme) ? `https://${host}--${scheme}${HOST_SUFFIX}${rest}` : url;
};

/** The way back. */
export const toApp = (url: string): string =>
  url.replace(/https:\/\/([a-z0-9-]+)--([a-z]+)\.electron-double\.invalid(?=[/?#]|$)/, '$2://$1');
