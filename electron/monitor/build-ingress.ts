import type { Heartbeat } from '../../shared/connection.ts';
import { createHeartbeatTickets } from '../receiver/heartbeat-tickets.ts';
import { createReceiver } from '../receiver/receiver.ts';
import { createRegistry } from '../receiver/registry.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { createSettingsTunnel } from '../tunnel/settings-tunnel.ts';
import { ticketFrom } from '../tunnel/ticket.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';
import type { MonitorIngest } from './build-ingest.ts';
import type { CommonParts } from './build-settings.ts';

export interface IngressParts extends CommonParts {
  secrets: SecretBox;
  ingest: MonitorIngest['ingest'];
  /** Interval of the heartbeat, when it is not the default. */
  heartbeatMs: number | undefined;
}

/** What the ingress reports to the subscription. */
export interface IngressListener {
  /** The signature format of the subscription was learned. */
  onSignatureLearned(): void;
  onTunnelStatus(status: TunnelStatus): void;
  onHeartbeat(heartbeat: Heartbeat, arrived: boolean): void;
  onUrlChanged(): void;
}

/**
 * Receives deliveries: the local receiver, the tunnel to it, and the heartbeat that checks both.
 * @throws PortInUse
 */
export const buildIngress = async (parts: IngressParts) => {
  const { storage, settings, secrets, ingest, unapplied, heartbeatMs, log, now } = parts;
  const { stores, appState } = storage;
  let listener: IngressListener | undefined;
  const registry = createRegistry(stores.subscriptions, secrets);
  const heartbeat = createHeartbeatTickets({ now });
  const receiver = await createReceiver({
    port: settings.current().tunnel.receiverPort,
    find: registry.find,
    accept: async (delivery) => {
      await ingest.accept(delivery);
      if (!delivery.learnedFormat) return;
      registry.setFormat(delivery.subscriptionId, delivery.learnedFormat);
      listener?.onSignatureLearned();
    },
    onRefused: () => unapplied.putAside('refused'),
    onUnread: (reason) => unapplied.putAside(reason),
    heartbeat,
    now,
    log: log.child('receiver'),
  });
  const tunnel = createSettingsTunnel({
    tunnel: () => settings.current().tunnel,
    localPort: receiver.port,
    ticket: ticketFrom(heartbeat),
    lastName: {
      get: () => appState.text('tunnel-name') ?? null,
      set: (name) => appState.trySave('tunnel-name', name),
    },
    onStatus: (status) => listener?.onTunnelStatus(status),
    onHeartbeat: (beat, arrived) => listener?.onHeartbeat(beat, arrived),
    onUrlChanged: () => listener?.onUrlChanged(),
    heartbeatMs,
    now,
    log: log.child('tunnel'),
  });
  settings.onChange(({ current, before }) => {
    if (current.tunnel !== before.tunnel) void tunnel.settingsChanged();
  });
  return {
    registry,
    receiverUrl: receiver.url,
    tunnel,
    /** Nothing is reported before; deliveries that arrive earlier are stored all the same. */
    setListener(next: IngressListener): void {
      listener = next;
    },
    async close(): Promise<void> {
      await tunnel.close();
      await receiver.close();
    },
  };
};

export type Ingress = Awaited<ReturnType<typeof buildIngress>>;
