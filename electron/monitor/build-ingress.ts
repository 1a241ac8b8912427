import type { Heartbeat } from '../../shared/connection.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import { createHeartbeatTickets } from '../receiver/heartbeat-tickets.ts';
import { createReceiver } from '../receiver/receiver.ts';
import { createRegistry } from '../receiver/registry.ts';
import type { SecretBox } from '../storage/secrets.ts';
import type { SettingsService } from '../storage/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { createSettingsTunnel } from '../tunnel/settings-tunnel.ts';
import { ticketFrom } from '../tunnel/ticket.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';

export interface IngressOptions {
  storage: Storage;
  settings: Pick<SettingsService, 'current'>;
  secrets: SecretBox;
  ingest: Ingest;
  /** For tests: how often the heartbeat goes out. */
  heartbeatMs: number | undefined;
  /** A signed delivery was stored. */
  onSignedDelivery: (subscriptionId: number) => void;
  /** The signature format of the subscription was learned. */
  onSignatureLearned: () => void;
  onCountersChanged: () => void;
  onTunnelStatus: (status: TunnelStatus) => void;
  onHeartbeat: (heartbeat: Heartbeat, arrived: boolean) => void;
  onUrlChanged: () => void;
  log: Log;
  now: () => number;
}

/**
 * Receives deliveries: the local receiver, the tunnel to it, and the heartbeat that checks both.
 * @throws PortInUse
 */
export const openIngress = async (options: IngressOptions) => {
  const { storage, settings, secrets, ingest, onCountersChanged, log, now } = options;
  const { stores, appState } = storage;
  const registry = createRegistry(stores.subscriptions, secrets);
  const heartbeat = createHeartbeatTickets({ now });
  const receiver = await createReceiver({
    port: settings.current().tunnel.receiverPort,
    find: registry.find,
    accept: async (delivery) => {
      await ingest.accept(delivery);
      if (delivery.trust === 'signed') options.onSignedDelivery(delivery.subscriptionId);
      if (!delivery.learnedFormat) return;
      registry.setFormat(delivery.subscriptionId, delivery.learnedFormat);
      options.onSignatureLearned();
    },
    onRefused: () =>
      void ingest
        .countRefused(1)
        .then(onCountersChanged)
        .catch(() => {}),
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
      set: (name) => appState.keepIfPossible('tunnel-name', name),
    },
    onStatus: options.onTunnelStatus,
    onHeartbeat: options.onHeartbeat,
    onUrlChanged: options.onUrlChanged,
    heartbeatMs: options.heartbeatMs,
    now,
    log: log.child('tunnel'),
  });
  return {
    registry,
    receiver,
    tunnel,
    async close(): Promise<void> {
      await tunnel.close();
      await receiver.close();
    },
  };
};
