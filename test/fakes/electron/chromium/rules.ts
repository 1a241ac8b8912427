import type { CustomScheme } from 'electron';
import type { Session as AppSession, Protocol, ProtocolHandler } from '../../../../electron/shell/electron.ts';

/** Request and permission handlers registered by the app. */
export const createRules = () => {
  const privileged = new Set<string>();
  const handlers = new Map<string, ProtocolHandler>();
  type RequestHandler = Parameters<AppSession['setPermissionRequestHandler']>[0];
  type CheckHandler = Parameters<AppSession['setPermissionCheckHandler']>[0];
  type BeforeRequestListener = Parameters<AppSession['webRequest']['onBeforeRequest']>[0];
  // As Electron without handlers: everything is granted.
  let requestHandler: RequestHandler = (_contents, _permission, answer) => answer(true);
  let checkHandler: CheckHandler = () => true;
  let beforeRequest: BeforeRequestListener = (_details, answer) => answer({});

  const session = {
    setPermissionRequestHandler: (handler) => {
      requestHandler = handler;
    },
    setPermissionCheckHandler: (handler) => {
      checkHandler = handler;
    },
    webRequest: {
      onBeforeRequest: (listener) => {
        beforeRequest = listener;
      },
    },
    // Chromium itself saves what a page downloads.
    on: () => {},
  } satisfies AppSession;

  const protocol = {
    registerSchemesAsPrivileged: (schemes: CustomScheme[]) => {
      for (const { scheme, privileges } of schemes) {
        if (privileges?.standard && privileges.secure) privileged.add(scheme);
      }
    },
    handle: (scheme, handler) => {
      if (!privileged.has(scheme)) throw new Error(`${scheme}: the double plays privileged schemes only`);
      handlers.set(scheme, handler);
    },
  } satisfies Protocol;

  return {
    session,
    protocol,
    schemes: () => handlers.keys(),
    handlerOf: (scheme: string) => handlers.get(scheme),
    allowsPermission: (permission: string): boolean => {
      let granted = false;
      requestHandler(null, permission, (answer) => {
        granted = answer;
      });
      return granted && checkHandler(null, permission);
    },
    isCancelled: (url: string): Promise<boolean> =>
      new Promise((resolve) => beforeRequest({ url }, ({ cancel }) => resolve(cancel === true))),
  };
};

export type Rules = ReturnType<typeof createRules>;
