import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sizeOf } from './find-electron.ts';
import { fromRoot, toolEnv } from './project.ts';

export interface FetchOptions {
  root: string;
  /** The download is cancelled after this time without progress. */
  stallTimeoutMs?: number;
  print?: (text: string) => void;
  env?: NodeJS.ProcessEnv;
}

/** Runs Electron's install script. Never throws. @returns why it failed, in one line without secrets; undefined when it did not. */
export const fetchElectron = async ({
  root,
  stallTimeoutMs = 15_000,
  print = () => {},
  env = process.env,
}: FetchOptions): Promise<string | undefined> => {
  const installed = join(root, 'node_modules/electron');
  const script = join(installed, 'install.js');
  if (!existsSync(script)) return 'npm ci has not installed it';
  // Own temporary folder, to observe progress and to clean up.
  const temporary = mkdtempSync(join(tmpdir(), 'assignment-monitor-electron-'));
  try {
    print('Fetching the desktop runtime (Electron), about 120 MB, once…');
    return await runUntilStalled(script, {
      env: toolEnv({ ...proxyEnv(env), TMPDIR: temporary, TMP: temporary, TEMP: temporary }),
      watched: [temporary, join(installed, 'dist')],
      stallTimeoutMs,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

/** Makes `fetch` follow the proxy of the environment, or else of npm, and trust the certificates of the system: proxies have their own. */
const proxyEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const http = env.http_proxy || env.HTTP_PROXY || env.npm_config_proxy;
  const https = env.https_proxy || env.HTTPS_PROXY || env.npm_config_https_proxy || http;
  return {
    NODE_USE_ENV_PROXY: '1',
    NODE_USE_SYSTEM_CA: '1',
    ...(http ? { http_proxy: withScheme(http) } : {}),
    ...(https ? { https_proxy: withScheme(https) } : {}),
  };
};

const withScheme = (address: string): string => (address.includes('://') ? address : `http://${address}`);

interface RunOptions {
  env: NodeJS.ProcessEnv;
  /** Files and folders that grow while data arrives. */
  watched: readonly string[];
  stallTimeoutMs: number;
}

const runUntilStalled = (script: string, { env, watched, stallTimeoutMs }: RunOptions) =>
  new Promise<string | undefined>((done) => {
    const child = spawn(process.execPath, ['--import', pathToFileURL(fromRoot('build/fetch-cause.ts')).href, script], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    let isStalled = false;
    let size = -1;
    let progressAtMs = performance.now();
    const timer = setInterval(() => {
      const now = watched.reduce((sum, path) => sum + sizeOf(path), 0);
      if (now !== size) {
        size = now;
        progressAtMs = performance.now();
      } else if (performance.now() - progressAtMs > stallTimeoutMs) {
        isStalled = true;
        child.kill('SIGKILL');
      }
    }, 250);
    const end = (reason: string | undefined) => {
      clearInterval(timer);
      done(reason);
    };
    child.once('error', ({ message }) => end(message));
    child.once('close', (status) => {
      if (isStalled) end(`no data arrived for ${stallTimeoutMs / 1000} s`);
      else end(status === 0 ? undefined : reasonIn(errors));
    });
  });

/** The message in the stack that a script printed. */
const reasonIn = (errors: string): string => {
  const [, message] = /^\w*Error\b.*?: (.+)$/m.exec(errors) ?? [];
  return withoutSecrets(message ?? errors.trim().split('\n').at(-1) ?? '') || 'it ended without a reason';
};

/** Without the name and password in an address, and without its query, which may give access, too. */
const withoutSecrets = (text: string): string => text.replace(/\/\/\S*@/g, '//').replace(/\?\S*/g, '');
