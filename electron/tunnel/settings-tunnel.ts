import type { Heartbeat } from '../../shared/connection.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Logger } from '../log.ts';
import type { SendRequest } from '../request.ts';
import { createLocaltunnel } from './localtunnel.ts';
import { createProbe, type ProbeOptions } from './probe.ts';
import { createPublicUrl } from './public-url.ts';
import { createTunnelSupervisor, type TunnelSupervisor } from './supervisor.ts';
import type { TunnelOpener, TunnelStatus } from './tunnel.ts';

export interface SettingsTunnelOptions {
  tunnel: () => Settings['tunnel'];
  /** Port of the receiver. */
  localPort: number;
  testMessage: ProbeOptions['testMessage'];
  /** The names that relays gave last time, by the relay's address; stored between starts. */
  lastNames: { get(host: string): string | null; set(host: string, name: string): void };
  onStatus: (status: TunnelStatus) => void;
  onHeartbeat: (heartbeat: Heartbeat, arrived: boolean) => void;
  onUrlChanged: (url: string) => void;
  heartbeatIntervalMs: number | undefined;
  sendRequest: SendRequest;
  now: () => number;
  log: Logger;
}

/** Keeps the tunnel of the current settings open: replaces its supervisor when they change. */
export const createSettingsTunnel = (
  options: SettingsTunnelOptions,
): Pick<TunnelSupervisor, 'open' | 'retryNow' | 'close'> & { settingsChanged(): Promise<void> } => {
  const {
    tunnel,
    localPort,
    testMessage,
    lastNames,
    onStatus,
    onHeartbeat,
    onUrlChanged,
    heartbeatIntervalMs,
    sendRequest,
    now,
    log,
  } = options;

  const createOpener = (): TunnelOpener => {
    const { provider: kind, publicUrl, host, subdomain } = tunnel();
    if (kind === 'public-url' && publicUrl !== null) return createPublicUrl(publicUrl);
    return createLocaltunnel({
      ...{ host, localPort, subdomain, sendRequest, log },
      lastName: lastNames.get(host),
      onName: (name) => lastNames.set(host, name),
    });
  };
  const createSupervisor = (): TunnelSupervisor => {
    const opener = createOpener();
    return createTunnelSupervisor({
      opener,
      probe: createProbe({ kind: opener.kind, testMessage, sendRequest }),
      onStatus,
      onHeartbeat,
      onUrlChanged,
      log,
      now,
      ...(heartbeatIntervalMs === undefined ? {} : { heartbeatIntervalMs }),
    });
  };
  let supervisor = createSupervisor();

  return {
    open: (signal) => supervisor.open(signal),
    retryNow: () => supervisor.retryNow(),
    close: () => supervisor.close(),
    async settingsChanged() {
      const old = supervisor;
      supervisor = createSupervisor();
      await old.close();
    },
  };
};
