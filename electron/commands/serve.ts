import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ConnectionStatus, doubtShown } from '../../shared/connection.ts';
import { type Language, languageFrom, messagesFor } from '../../shared/i18n/index.ts';
import { DatabaseError, databaseErrorCode } from '../database/errors.ts';
import { backupsDirOf } from '../database/maintenance/backups.ts';
import { restoreBackup } from '../database/maintenance/restore.ts';
import { takeRunningLock } from '../database/running-lock.ts';
import { EXIT, UsageError } from '../exit-status.ts';
import { createLog } from '../log.ts';
import { createMonitor } from '../monitor/monitor.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { PortInUse } from '../receiver/receiver.ts';
import { databasePathIn, keyPathIn, thisSystem } from '../storage/data-folder.ts';
import { restrictDataFolder } from '../storage/private-folder.ts';
import { leaveRoamingFolder } from '../storage/roaming-folder.ts';
import { openKeyFile, type SecretBox } from '../storage/secret-box.ts';
import { VERSION } from '../version.ts';
import { startWebServer, UiPortInUse } from '../web/page-server.ts';
import { noteRunning } from '../web/running.ts';
import type { Command, Terminal } from './common.ts';
import { readFlags } from './flags.ts';
import { openBrowser, shouldOpen } from './open-browser.ts';
import { DEMO_FLAGS, SERVE_FLAGS, type ServeValues, toConfig } from './serve-flags.ts';

export { SERVE_FLAGS as flags } from './serve-flags.ts';

/** Web mode until Ctrl-C. */
export const run: Command = (args, terminal) => runWebMode(args, terminal, { demo: false });

/** Web mode until Ctrl-C, optionally with the demo tenant. */
export const runWebMode = async (
  args: readonly string[],
  terminal: Terminal,
  options: { demo: boolean },
): Promise<number> => {
  try {
    return await serveUntilStopped(args, terminal, options);
  } catch (error) {
    const sentence = portErrorMessage(error);
    if (sentence === undefined) throw error;
    terminal.printError(sentence);
    return EXIT.failure;
  }
};

const portErrorMessage = (error: unknown): string | undefined => {
  if (error instanceof UiPortInUse)
    return `Port ${error.port} is in use, perhaps by another copy of this app: close it, or choose another with --ui-port.`;
  if (error instanceof PortInUse)
    return `Port ${error.port} is in use: choose another with --receiver-port, or 0 for any free one.`;
  return undefined;
};

const serveUntilStopped = async (
  args: readonly string[],
  terminal: Terminal,
  { demo: isDemo }: { demo: boolean },
): Promise<number> => {
  const { values }: { values: ServeValues } = readFlags(isDemo ? DEMO_FLAGS : SERVE_FLAGS, args, terminal.env);
  const log = createLog(terminal.printError);
  if (!isDemo && values.data === undefined) leaveRoamingFolder(thisSystem(terminal.env), log);
  const config = toConfig(values, terminal, { demo: isDemo });
  const isTemporary = isDemo && values.data === undefined;
  const systemLanguage = languageFrom([Intl.DateTimeFormat().resolvedOptions().locale]);
  await using parts = new AsyncDisposableStack();
  if (isTemporary) parts.defer(() => rmSync(config.dataDir, { recursive: true, force: true }));

  if (restrictDataFolder(config.dataDir).length > 0)
    log.warn('the file system has no access rights: others may read the data folder');
  const secrets = openSecrets(keyPathIn(config.dataDir));
  if (values.restore !== undefined) restore(config.dataDir, values.restore, secrets, terminal);
  const monitor = parts.use(
    await createMonitor({
      config,
      secrets,
      shell: 'web',
      version: VERSION,
      systemLanguage,
      log,
      startDemo: async (receiverUrl) => {
        const { createDemoTenant, STRICT } = await import('../demo/tenant.ts');
        return createDemoTenant({ ...(values.strict ? STRICT : {}), onlyDestination: receiverUrl });
      },
    }),
  );
  const web = await startWebServer({
    port: config.uiPort,
    rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    dataDir: config.dataDir,
    monitor,
    log: log.child('web'),
  });
  parts.defer(web.close);
  parts.defer(noteRunning(config.dataDir, web.port));

  const stopped = untilStopped(terminal);
  if (values.json) printEvents(monitor, terminal);
  else printConnectionChanges(monitor, terminal, systemLanguage);
  await announce({ values, terminal, isTemporary, ui: web.newAddress(), receiver: monitor.receiverUrl });
  await monitor.begin();
  if (shouldOpen(values, terminal)) openBrowser(web.newAddress());
  await stopped;
  return EXIT.ok;
};

/** The key file is the first file written to the data folder: its errors are reported like those of the database. */
const openSecrets = (path: string): SecretBox => {
  try {
    return openKeyFile(path);
  } catch (cause) {
    throw new DatabaseError(databaseErrorCode(cause), path, String(cause), { cause });
  }
};

/** @throws DatabaseError `locked` when the app is running on this database. */
const restore = (dataDir: string, backupName: string, secrets: SecretBox, { printError, now }: Terminal): void => {
  using parts = new DisposableStack();
  parts.adopt(takeRunningLock(databasePathIn(dataDir)), ({ release }) => release());
  const restored = restoreBackup(databasePathIn(dataDir), backupName, now(), secrets);
  if (!restored.ok)
    throw new UsageError(
      restored.reason === 'none'
        ? `--restore expects a backup: there is none called "${restored.name}" in ${backupsDirOf(databasePathIn(dataDir))}`
        : `--restore expects a backup that is whole: "${restored.name}" is damaged`,
    );
  printError(`The backup ${restored.name} is in use now.`);
  if (restored.setAside !== undefined)
    printError(`The previous database is in ${restored.setAside}. Nothing was deleted.`);
};

interface Announcement {
  values: ServeValues;
  terminal: Terminal;
  /** The data folder is, so that the command `open` would have to be given its name. */
  isTemporary: boolean;
  ui: string;
  receiver: string;
}

const announce = async ({ values, terminal, isTemporary, ui, receiver }: Announcement): Promise<void> => {
  if (values.json) await terminal.print(JSON.stringify({ event: 'listening', ui, receiver, pid: process.pid }));
  else {
    const another = isTemporary ? '' : '; the command “open” gives another';
    const lines = [
      'Assignment Monitor is running. Open this address in your browser:',
      '',
      `  ${ui}`,
      '',
      `It works once, within ten minutes${another}. Press Ctrl-C to stop.`,
    ];
    for (const line of lines) await terminal.print(line);
  }
};

/** Prints a sentence for each change of the connection, for the person who uses the terminal. */
const printConnectionChanges = (monitor: Monitor, terminal: Terminal, language: Language): void => {
  const { common, connection, problems } = messagesFor(language);
  let last = '';
  monitor.onPush((name, payload) => {
    if (name !== 'connection.changed') return;
    const status = payload as ConnectionStatus;
    const { state, problem } = status;
    const doubt = doubtShown(status);
    const why = problem
      ? `: ${problems[problem.code].title}${problem.scope ? ` (${problem.scope})` : ''}. ${problems[problem.code].advice}`
      : doubt
        ? `: ${connection.doubt[doubt.reason](doubt.count)}`
        : '';
    const line = common.state[state] + why;
    if (line !== last) terminal.printError(line);
    last = line;
  });
};

const printEvents = (monitor: Monitor, terminal: Terminal): void => {
  // When nobody reads its output any more, web mode ends by itself.
  const print = (line: string) => void Promise.resolve(terminal.print(line)).catch(() => {});
  let last = '';
  monitor.onPush((name, payload) => {
    if (name !== 'connection.changed') return;
    const { state, publicUrl, webhookId, validUntil, doubt, problem } = payload as ConnectionStatus;
    const why = doubt?.reason ?? null;
    const line = JSON.stringify({ event: 'connection', state, publicUrl, webhookId, validUntil, doubt: why, problem });
    if (line !== last) print(line);
    last = line;
  });
  monitor.onPlanEvent(({ seenAtMs, ...event }) =>
    print(JSON.stringify({ ...event, seenAt: new Date(seenAtMs).toISOString() })),
  );
};

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const MAX_CLOSE_MS = 4500;

/**
 * Resolves when web mode has to end: Ctrl-C, SIGTERM, nobody reads its output any more, or the program that started it has ended. Closing
 * may take 4.5 s; after that the process ends all the same. Further signals change nothing: npm repeats those of the terminal.
 */
const untilStopped = ({ outputClosed }: Pick<Terminal, 'outputClosed'>): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(EXIT.ok), MAX_CLOSE_MS).unref();
      process.off('disconnect', stop);
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
    process.once('disconnect', stop);
    outputClosed?.addEventListener('abort', stop);
  });
