import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { addressOf } from '../../electron/web/running.ts';
import { createTickets } from '../../electron/web/tickets.ts';
import { freePort } from '../free-port.ts';

const CLI = fileURLToPath(new URL('../../dist/electron/cli.js', import.meta.url));
const START_MS = 300_000;

/** The built app in a separate process, started as a user starts it. */
export interface App extends AsyncDisposable {
  /** The address of the page with a ticket: a new one each time. */
  readonly ui: string;
  readonly dataDir: string;
  /** Every line of its standard output so far. */
  readonly lines: readonly { event: string; state?: string; [key: string]: unknown }[];
  readonly process: ChildProcess;
}

/** Starts `serve` or `demo` and resolves when it listens. Its data folder is deleted when it is closed. */
export const startApp = (command: 'serve' | 'demo', ...args: readonly string[]): Promise<App> =>
  start(command, args, () => {});

/** Starts `serve` on a data folder that was filled before. */
export const startAppWith = (prepare: (dataDir: string) => void, ...args: readonly string[]): Promise<App> =>
  start('serve', args, prepare);

/** Starts `serve` for a Protime on loopback, and resolves when it is live. */
export const startLiveApp = async (tenant: DemoTenant): Promise<App> => {
  const port = await freePort();
  const { tenant: name, clientId, clientSecret } = tenant.credentials;
  const app = await start(
    'serve',
    [
      ...['--api-url', tenant.url, '--auth-url', tenant.url, '--tenant', name, '--client-id', clientId],
      ...['--receiver-port', String(port), '--public-url', `http://127.0.0.1:${port}`, '--subscribe'],
    ],
    () => {},
    { PROTIME_CLIENT_SECRET: clientSecret },
  );
  await expect.poll(() => app.lines.findLast(({ event }) => event === 'connection')?.state).toBe('live');
  return app;
};

const start = async (
  command: 'serve' | 'demo',
  args: readonly string[],
  prepare: (dataDir: string) => void,
  env: Record<string, string> = {},
): Promise<App> => {
  const data = mkdtempSync(join(tmpdir(), 'assignment-monitor-e2e-'));
  prepare(data);
  const child = spawn(
    process.execPath,
    [CLI, command, '--json', '--no-open', '--ui-port', '0', '--data', data, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines: App['lines'][number][] = [];
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = JSON.parse(line) as App['lines'][number];
      lines.push(parsed);
      if (parsed.event === 'listening') resolve(String(parsed.ui));
    });
    child.once('exit', (status) => reject(new Error(`the app ended with ${status}: ${errors}`)));
    setTimeout(() => reject(new Error(`the app did not listen in time: ${errors}`)), START_MS).unref();
  });
  const stop = async () => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const port = Number(new URL(await listening).port);
    const ui = () => addressOf(port, createTickets(data, Date.now).create());
    return {
      get ui() {
        return ui();
      },
      dataDir: data,
      lines,
      process: child,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
