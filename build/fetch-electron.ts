import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sizeOf } from './find-electron.ts';
import { toolEnv } from './project.ts';

export interface FetchOptions {
  root: string;
  /** The download is cancelled after this time without progress. */
  stallTimeoutMs?: number;
  print?: (text: string) => void;
}

/** Runs Electron's install script. Never throws; check with findElectron. */
export const fetchElectron = async ({
  root,
  stallTimeoutMs = 15_000,
  print = () => {},
}: FetchOptions): Promise<void> => {
  const installed = join(root, 'node_modules/electron');
  const script = join(installed, 'install.js');
  if (!existsSync(script)) return;
  // Own temporary folder, to observe progress and to clean up.
  const temporary = mkdtempSync(join(tmpdir(), 'assignment-monitor-electron-'));
  try {
    print('Fetching the desktop runtime (Electron), about 120 MB, once…');
    await runUntilStalled(script, temporary, [temporary, join(installed, 'dist')], stallTimeoutMs);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

const runUntilStalled = (script: string, temporary: string, watched: readonly string[], stallTimeoutMs: number) =>
  new Promise<void>((done) => {
    const child = spawn(process.execPath, [script], {
      env: toolEnv({ TMPDIR: temporary, TMP: temporary, TEMP: temporary }),
      stdio: 'ignore',
    });
    let size = -1;
    let progressAtMs = performance.now();
    const timer = setInterval(() => {
      const now = watched.reduce((sum, path) => sum + sizeOf(path), 0);
      if (now !== size) {
        size = now;
        progressAtMs = performance.now();
      } else if (performance.now() - progressAtMs > stallTimeoutMs) child.kill('SIGKILL');
    }, 250);
    const end = () => {
      clearInterval(timer);
      done();
    };
    child.once('error', end);
    child.once('exit', end);
  });
