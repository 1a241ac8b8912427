import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type Cdp, connectCdp } from './cdp.ts';

export interface Browser {
  cdp: Cdp;
  /** Debugging port for the test. */
  debugPort: Promise<number>;
  close(): void;
}

/** Starts the Chromium behind the double, with its profile where Electron would keep it. */
export const startBrowser = (executable: string, profile: string): Browser => {
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--no-startup-window',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--password-store=basic',
      '--use-mock-keychain',
      // Chromium refuses its sandbox to root; what it loads here is our own.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , errors, input, output] = child.stdio;
  const debugPort = new Promise<number>((resolve, reject) => {
    let text = '';
    errors?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(text) ?? [];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`Chromium ended: ${text}`)));
  });
  debugPort.catch(() => {});
  return {
    cdp: connectCdp(input as Writable, output as Readable),
    debugPort,
    close: () => void child.kill('SIGKILL'),
  };
};
