import type { Heartbeat } from '../../shared/connection.ts';
import { createReceiver } from '../receiver/receiver.ts';
import { createRegistry } from '../receiver/registry.ts';
import { createTestMessages } from '../receiver/test-messages.ts';
import type { SendRequest } from '../request.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import { createSettingsTunnel } from '../tunnel/settings-tunnel.ts';
import { testMessageFrom } from '../tunnel/test-message.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';
import { createTunnelNames } from '../tunnel/tunnel-names.ts';
import type { IngestPipeline } from './build-ingest-pipeline.ts';
import type { CommonParts } from './build-settings.ts';

export interface ReceivingParts extends CommonParts {
  secrets: SecretBox;
  ingest: IngestPipeline['ingest'];
  sendRequest: SendRequest;
  /** Interval of the heartbeat, when it is not the default. */
  heartbeatIntervalMs: number | undefined;
}

/** What the receiving reports to the subscription. */
export interface ReceivingListener {
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
export const buildReceiving = async (parts: ReceivingParts) => {
  const { storage, settings, secrets, ingest, sendRequest, unapplied, heartbeatIntervalMs, log, now } = parts;
  const { stores, appState } = storage;
  let listener: ReceivingListener | undefined;
  const registry = createRegistry(stores.subscriptions, secrets);
  const heartbeat = createTestMessages({ now });
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
    onNotReceived: (reason) => unapplied.putAside(reason),
    heartbeat,
    now,
    log: log.child('receiver'),
  });
  const tunnel = createSettingsTunnel({
    tunnel: () => settings.current().tunnel,
    localPort: receiver.port,
    testMessage: testMessageFrom(heartbeat),
    lastNames: createTunnelNames(appState.slot('tunnel-names')),
    onStatus: (status) => listener?.onTunnelStatus(status),
    onHeartbeat: (status, arrived) => listener?.onHeartbeat(status, arrived),
    onUrlChanged: () => listener?.onUrlChanged(),
    heartbeatIntervalMs,
    sendRequest,
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
    /** Before this call nothing is reported; deliveries that arrive earlier are stored as well. */
    setListener(next: ReceivingListener): void {
      listener = next;
    },
    async close(): Promise<void> {
      await tunnel.close();
      await receiver.close();
    },
  };
};

export type Receiving = Awaited<ReturnType<typeof buildReceiving>>;
