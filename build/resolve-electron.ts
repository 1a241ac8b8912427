import { fetchElectron } from './fetch-electron.ts';
import { findElectron, noDesktopReason } from './find-electron.ts';

export interface ResolveOptions {
  root: string;
  print: (text: string) => void;
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  isRoot?: boolean;
  /** Timeout without download progress. */
  stallTimeoutMs?: number;
}

/** Path of the Electron executable (downloaded if needed), or the reason why the desktop app cannot run. */
export const resolveElectron = async ({
  root,
  print,
  env = process.env,
  platform = process.platform,
  isRoot = process.getuid?.() === 0,
  stallTimeoutMs,
}: ResolveOptions): Promise<{ path: string } | { reason: string }> => {
  const reason = noDesktopReason(env, platform, isRoot);
  if (reason) return { reason };
  const installed = findElectron(root, env, platform);
  if (installed) return { path: installed };
  // No fallback when a folder is named explicitly.
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return { reason: `There is no Electron in ${env.ELECTRON_OVERRIDE_DIST_PATH}` };
  const failure = await fetchElectron({
    root,
    print,
    env,
    ...(stallTimeoutMs === undefined ? {} : { stallTimeoutMs }),
  });
  const path = findElectron(root, env, platform);
  if (path) return { path };
  return { reason: `The desktop runtime (Electron) could not be fetched (${failure ?? 'it is incomplete'})` };
};
