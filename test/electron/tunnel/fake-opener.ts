import { silentLog } from '../../../electron/log.ts';
import { createTunnelSupervisor, type SupervisorOptions } from '../../../electron/tunnel/supervisor.ts';
import type { OpenTunnel, TunnelOpener, TunnelStatus } from '../../../electron/tunnel/tunnel.ts';
import type { Heartbeat } from '../../../shared/connection.ts';

interface FakeTunnel extends OpenTunnel {
  closed: boolean;
  fail(error: Error): void;
}

/** A fake tunnel opener: `next` returns a URL (opens), an error (fails) or 'hang' (never settles). */
export const createFakeOpener = (kind: TunnelOpener['kind'] = 'localtunnel') => {
  const tunnels: FakeTunnel[] = [];
  const state = { attempts: 0, next: (): string | Error | 'hang' => 'https://a.example' };
  const opener: TunnelOpener = {
    kind,
    open: async (signal) => {
      state.attempts += 1;
      const outcome = state.next();
      if (outcome instanceof Error) throw outcome;
      if (outcome === 'hang') {
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }
      const { promise, resolve } = Promise.withResolvers<Error>();
      const tunnel: FakeTunnel = {
        url: outcome,
        lost: promise,
        fail: resolve,
        closed: false,
        close: async () => {
          tunnel.closed = true;
        },
      };
      tunnels.push(tunnel);
      return tunnel;
    },
  };
  return { opener, tunnels, state };
};

/** A supervisor with a fake opener, recording all callbacks. */
export const startFakeSupervisor = (
  options: Partial<SupervisorOptions> = {},
  fake: ReturnType<typeof createFakeOpener> = createFakeOpener(),
) => {
  const recorded = { statuses: [] as TunnelStatus[], heartbeats: [] as Heartbeat[], changes: [] as string[][] };
  const probes = { count: 0, answer: async (_url: string): Promise<boolean> => true };
  const supervisor = createTunnelSupervisor({
    opener: fake.opener,
    probe: (url) => {
      probes.count += 1;
      return probes.answer(url);
    },
    onStatus: (status) => recorded.statuses.push(status),
    onHeartbeat: (heartbeat) => recorded.heartbeats.push(heartbeat),
    onUrlChanged: (url, previous) => recorded.changes.push([previous, url]),
    random: () => 0.5,
    log: silentLog,
    ...options,
  });
  return { supervisor, recorded, probes, ...fake };
};
