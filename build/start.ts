import '../electron/require-node.ts';
import { spawn } from 'node:child_process';
import { ensureBuiltOrExit } from './ensure-built.ts';
import { root } from './project.ts';
import { resolveElectron } from './resolve-electron.ts';
import { runCli } from './run-cli.ts';

const args = process.argv.slice(2);
const print = (text: string) => process.stderr.write(`${text}\n`);

/** Resolves to the exit status, or to undefined when Electron could not even start. */
const runElectron = (path: string): Promise<number | undefined> =>
  new Promise((done) => {
    const startedAtMs = performance.now();
    const child = spawn(path, [root, ...args], { stdio: 'inherit' });
    // Forward signals sent only to this process; Ctrl-C reaches the process group anyway.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', () => done(undefined));
    child.once('exit', (status, signal) => {
      const crashed = signal === 'SIGTRAP' || signal === 'SIGABRT' || signal === 'SIGSEGV' || status === 127;
      done(crashed && performance.now() - startedAtMs < 10_000 ? undefined : (status ?? 1));
    });
  });

const runInBrowser = async (reason: string): Promise<void> => {
  print(`${reason}, so Assignment Monitor runs in your browser instead.`);
  const open = process.stdout.isTTY && !process.env.CI && !args.some((arg) => /^--(no-)?open\b/.test(arg));
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP');
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
