import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/tenant.ts';
import type { PlanEvent } from '../../electron/listeners.ts';
import { type Logger, silentLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { openKeyFile } from '../../electron/storage/secret-box.ts';
import type { ConnectionStatus } from '../../shared/connection.ts';
import type { PlannerNotification } from '../../shared/notice.ts';
import { until } from './app.ts';

export interface Core {
  monitor: Monitor;
  /** Notifications, oldest first. */
  notifications: PlannerNotification[];
  planEvents: PlanEvent[];
  /** Each state once, in order. */
  states: string[];
  status(): Promise<ConnectionStatus>;
  state(state: string): Promise<ConnectionStatus>;
}

export interface CoreOptions {
  tenant?: DemoTenant;
  data: string;
  subscribe?: boolean;
  heartbeatIntervalMs?: number;
  receiverPort?: number;
  tunnelHost?: string;
  /** Instead of the receiver's own port. */
  publicUrl?: string;
  company?: string;
  log?: Logger;
  demo?: boolean;
  /** This computer's clock. */
  now?: () => number;
}

/** Starts the core in this process, for requests that only screens can make. */
export const startCore = async (options: CoreOptions): Promise<Core> => {
  const { tenant, data, subscribe = true, heartbeatIntervalMs, receiverPort, tunnelHost, demo = false, now } = options;
  const { publicUrl = `http://127.0.0.1:${receiverPort}`, company = '', log = silentLog } = options;
  const monitor = await createMonitor({
    config: {
      dataDir: data,
      overrides: {
        ...(tenant && {
          protime: {
            tenant: tenant.credentials.tenant,
            clientId: tenant.credentials.clientId,
            apiUrl: tenant.url,
            authUrl: tenant.url,
            company,
          },
        }),
        tunnel: {
          ...(receiverPort && {
            provider: 'public-url' as const,
            publicUrl,
            receiverPort,
          }),
          ...(tunnelHost && { provider: 'localtunnel' as const, host: tunnelHost }),
        },
      },
      ...(tenant && { clientSecret: tenant.credentials.clientSecret }),
      demo,
      subscribe,
      uiPort: 0,
      ...(heartbeatIntervalMs && { heartbeatIntervalMs }),
    },
    ...(now && { now }),
    secrets: openKeyFile(join(data, 'web.key')),
    shell: 'web',
    version: '0.0.0',
    systemLanguage: 'en',
    log,
    startDemo: (onlyDestination) => createDemoTenant({ people: 2, liveEveryMs: 0, onlyDestination }),
  });
  onTestFinished(() => monitor.close());
  const notifications: PlannerNotification[] = [];
  const planEvents: PlanEvent[] = [];
  const states: string[] = [];
  // The planner's desktop, which shows whatever there is.
  const show = async (notification: PlannerNotification) => notifications.push(notification) > 0;
  monitor.connectPage({ offer: () => {}, system: { show, onFailed: () => {} } });
  monitor.onPush((name, payload) => {
    if (name !== 'connection.changed') return;
    const { state } = payload as ConnectionStatus;
    if (states.at(-1) !== state) states.push(state);
  });
  monitor.onPlanEvent((event) => planEvents.push(event));
  await monitor.begin();
  const status = async () => monitor.handlers['connection.status'](undefined);
  return {
    monitor,
    notifications,
    planEvents,
    states,
    status,
    state: (state) =>
      until(`state ${state} (was ${states.join(', ')})`, async () => {
        const now = await status();
        return now.state === state && !now.busy && now;
      }),
  };
};
