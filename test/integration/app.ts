import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { fromRoot } from '../../build/project.ts';
import { run as plan } from '../../electron/commands/plan.ts';
import { run as rejections } from '../../electron/commands/rejections.ts';
import { run as search } from '../../electron/commands/search.ts';
import { run as status } from '../../electron/commands/status.ts';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { TIMEOUT_MS } from '../eventually.ts';

/** The command line as it is installed; `built.ts` sees to it that it is built from the sources as they are. */
export const CLI = fromRoot('dist/electron/cli.js');
const NODE = process.execPath;

export type Line = Record<string, unknown> & { event: string };
export interface ConnectionLine extends Line {
  event: 'connection';
  state: string;
  publicUrl: string | null;
  webhookId: string | null;
  problem: { code: string; detail?: string; scope?: string } | null;
}
export const isConnection = (line: Line): line is ConnectionLine => line.event === 'connection';

/** An empty folder that goes with the test. */
export const tempDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'monitor-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

/** A free port. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

/** Waits for a condition, looking often; fails with what was waited for. */
export const until = async <T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = TIMEOUT_MS,
): Promise<T> => {
  const endMs = Date.now() + deadlineMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > endMs) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
    await wait(15);
  }
};

const cleanEnv = (env: Record<string, string>): Record<string, string | undefined> => {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(MONITOR_|PROTIME_|NODE_OPTIONS|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(inherited), CI: '1', ...env };
};

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of the app, in a process of its own, to its end. */
export const runCli = async (args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> => {
  const child = spawn(NODE, [CLI, ...args], { env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: exit[0] as number | null, stdout, stderr };
};

const COMMANDS = { plan, rejections, search, status };

/** Runs a command in this process (faster than a child process) and returns its JSON lines. */
export const runJsonCommand = async <T = Record<string, unknown>>(
  command: keyof typeof COMMANDS,
  data: string,
  ...args: string[]
): Promise<T[]> => {
  const lines: T[] = [];
  await COMMANDS[command](['--json', '--data', data, ...args], {
    env: {},
    print: (line) => void lines.push(JSON.parse(line) as T),
    printError: () => {},
    now: Date.now,
  });
  return lines;
};

export interface App {
  readonly pid: number;
  /** Every line of standard output so far. */
  readonly lines: Line[];
  stderr(): string;
  /** The first line that fits, of those already there or still to come. */
  line(what: string, fits: (line: Line) => boolean, deadlineMs?: number): Promise<Line>;
  /** The latest connection line. */
  connection(): ConnectionLine | undefined;
  /** When the latest connection line has this state. */
  state(state: string, deadlineMs?: number): Promise<ConnectionLine>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Exit status; null when a signal ended it. */
  readonly exited: Promise<number | null>;
}

export interface StartOptions {
  env?: Record<string, string>;
  /** Runs the app as a child of another program: `prefix` … node cli.js …  */
  prefix?: readonly string[];
}

/** Starts the app in a process of its own; ended with the test at the latest. */
export const startApp = (args: readonly string[], { env = {}, prefix = [] }: StartOptions = {}): App => {
  const [command = NODE, ...before] = [...prefix, NODE];
  const child = spawn(command, [...before, CLI, ...args], { env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  let stderr = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) lines.push(JSON.parse(line) as Line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const recentOutput = () =>
    `\n${lines
      .slice(-12)
      .map((line) => JSON.stringify(line))
      .join('\n')}\n${stderr.slice(-3000)}`;
  const waitFor = async <T>(what: string, look: () => T | undefined, deadlineMs?: number): Promise<T> => {
    try {
      return await until(
        what,
        () => {
          const found = look();
          if (found === undefined && ended) throw new Error(`the app ended before: ${what}`);
          return found;
        },
        deadlineMs,
      );
    } catch (error) {
      throw new Error(`${String(error)}${recentOutput()}`);
    }
  };
  const connection = () => lines.findLast(isConnection);
  return {
    pid: child.pid ?? 0,
    lines,
    stderr: () => stderr,
    line: (what, fits, deadlineMs) => waitFor(what, () => lines.find(fits), deadlineMs),
    connection,
    state: (state, deadlineMs) =>
      waitFor(
        `state ${state}`,
        () => {
          const last = connection();
          return last?.state === state ? last : undefined;
        },
        deadlineMs,
      ),
    async kill(signal) {
      child.kill(signal);
      return exited;
    },
    exited,
  };
};

/** The flags and the secret that make the app work for a tenant on loopback. */
export const appArgsFor = (tenant: DemoTenant, { data, receiverPort }: { data: string; receiverPort: number }) => ({
  args: [
    'serve',
    '--json',
    '--no-open',
    ...['--ui-port', '0', '--data', data],
    ...['--receiver-port', String(receiverPort), '--public-url', `http://127.0.0.1:${receiverPort}`],
    ...['--api-url', tenant.url, '--auth-url', tenant.url],
    ...['--tenant', tenant.credentials.tenant, '--client-id', tenant.credentials.clientId],
    '--subscribe',
  ],
  env: { PROTIME_CLIENT_SECRET: tenant.credentials.clientSecret },
});
