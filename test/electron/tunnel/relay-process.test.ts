import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { it, onTestFinished } from 'vitest';
import { silentLog } from '../../../electron/log.ts';
import { sendRequest } from '../../../electron/request.ts';
import { createLocaltunnel } from '../../../electron/tunnel/localtunnel.ts';
import { createTunnelSupervisor } from '../../../electron/tunnel/supervisor.ts';
import type { TunnelStatus } from '../../../electron/tunnel/tunnel.ts';
import { startLocalReceiver, until } from './local-receiver.ts';

const MAIN = fileURLToPath(new URL('../../fakes/relay/main.ts', import.meta.url));

/** The relay in its own process, so that it can be killed and suspended. */
const startProcess = async (port = 0) => {
  const child = spawn(process.execPath, [MAIN, '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    port: Number(new URL(url).port),
    signal: (name: NodeJS.Signals) => child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** The app's delays divided by 100, with timeouts that are long enough for a busy machine. */
const supervise = async (host: string) => {
  const receiver = await startLocalReceiver();
  const statuses: TunnelStatus[] = [];
  const supervisor = createTunnelSupervisor({
    opener: createLocaltunnel({ host, localPort: receiver.port, subdomain: 'planning', sendRequest, log: silentLog }),
    probe: receiver.probe,
    onStatus: (status) => statuses.push(status),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, delayMs / 100);
      return () => clearTimeout(timer);
    },
    probeTimeoutMs: 200_000,
    openTimeoutMs: 200_000,
    log: silentLog,
  });
  onTestFinished(async () => {
    await supervisor.close();
    await receiver[Symbol.asyncDispose]();
  });
  await supervisor.open();
  return { supervisor, statuses };
};

it('recovers after the relay was killed and replaced by another process', async () => {
  const relay = await startProcess();
  const { supervisor, statuses } = await supervise(relay.url);
  await relay.kill();
  await until('lost', () => supervisor.status.state === 'lost');
  await until('tried in vain', () => statuses.filter(({ state }) => state === 'opening').length >= 3);
  await startProcess(relay.port);
  await until('open again', () => supervisor.status.state === 'open');
  await until('a sign of life', () => supervisor.heartbeat.state === 'ok');
});

it('reports a relay that is suspended with open connections as lost, and recovers when it resumes', async () => {
  const relay = await startProcess();
  const { supervisor, statuses } = await supervise(relay.url);
  relay.signal('SIGSTOP');
  // No connection ended: it detects that no heartbeat arrives any more.
  const problems = () => statuses.flatMap((status) => (status.state === 'lost' ? [status.problem.code] : []));
  await until('lost', () => problems().includes('not-receiving'));
  await until('tried in vain', () => statuses.filter(({ state }) => state === 'opening').length >= 3);
  relay.signal('SIGCONT');
  await until('open again', () => supervisor.status.state === 'open');
});
