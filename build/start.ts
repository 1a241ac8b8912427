import '../electron/require-node.ts';
import { startChild } from './child-process.ts';
import { ensureBuiltOrExit } from './ensure-built.ts';
import { root } from './project.ts';
import { resolveElectron } from './resolve-electron.ts';
import { runCli } from './run-cli.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const args = process.argv.slice(2);
const print = (text: string) => process.stderr.write(`${text}\n`);

/** Resolves to the exit status, or to undefined when Electron could not even start. */
const runElectron = (path: string): Promise<number | undefined> =>
  new Promise((done) => {
    const startedAtMs = performance.now();
    const electron = startChild(path, [root, ...args]);
    for (const signal of SIGNALS) process.on(signal, electron.signal);
    electron.process.once('error', () => done(undefined));
    electron.process.once('exit', (status, signal) => {
      const crashed = signal === 'SIGTRAP' || signal === 'SIGABRT' || signal === 'SIGSEGV' || status === 127;
      done(crashed && performance.now() - startedAtMs < 10_000 ? undefined : (status ?? 1));
    });
  });

const runInBrowser = async (reason: string): Promise<void> => {
  print(`${reason}, so Assignment Monitor runs in your browser instead.`);
  const open = process.stdout.isTTY && !process.env.CI && !args.some((arg) => /^--(no-)?open\b/.test(arg));
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  await runCli(['serve', ...args, ...(open ? ['--open'] : [])]);
};

await ensureBuiltOrExit();
const electron = await resolveElectron({ root, print });
if ('reason' in electron) await runInBrowser(electron.reason);
else {
  const status = await runElectron(electron.path);
  if (status === undefined) await runInBrowser('The desktop runtime (Electron) does not start here');
  else process.exitCode = status;
}
