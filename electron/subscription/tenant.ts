import type { SettingsChange } from '../../shared/settings.ts';
import type { WritableDb } from '../database/database.ts';
import type { KeyValueStore } from '../database/tables/key-value-store.ts';
import type { SettingsService } from '../storage/settings.ts';
import { clearOtherTenantData, forgetDemoData, tenantOf } from './tenant-data.ts';

/**
 * Starts the demo tenant, which delivers to the receiver only. Passed in by the shell, so that the core does not import demo/.
 */
export type DemoStarter = (receiverUrl: string) => Promise<{
  url: string;
  credentials: { tenant: string; clientId: string; clientSecret: string };
  activities: { readonly versionId: string };
  close(): Promise<void>;
}>;

export interface TenantOptions {
  db: WritableDb;
  values: KeyValueStore;
  settings: SettingsService;
  startDemo: DemoStarter | undefined;
  /** The app was started as a demo. */
  isDemo: boolean;
  receiverUrl: string;
  dataDir: string;
  /** The plan in the database was replaced. */
  onPlanReplaced: () => void;
  now: () => number;
}

/** The active tenant: the planner's or the demo. One database holds the plan of one of them. */
export const createTenant = (options: TenantOptions) => {
  const { db, values, settings, startDemo, receiverUrl, dataDir, onPlanReplaced, now } = options;
  let { isDemo } = options;
  let demo: Awaited<ReturnType<DemoStarter>> | undefined;
  const name = () => tenantOf(settings.current(), isDemo);

  return {
    isDemo: () => isDemo,
    name,
    /** Removes another tenant's plan before this tenant's plan is read. */
    async clearOtherTenant(forgetWebhooks: () => Promise<void>): Promise<void> {
      if (!clearOtherTenantData(db, values, name(), { dataDir, nowMs: now() })) return;
      await forgetWebhooks();
      onPlanReplaced();
    },
    async enterDemo(): Promise<void> {
      if (!startDemo || demo) return;
      demo = await startDemo(receiverUrl);
      isDemo = true;
      settings.enterDemo(demoSettings(demo, receiverUrl), demo.credentials.clientSecret);
    },
    /** Ends the demo, deletes its data and returns to first run. */
    async leaveDemo(unsubscribe: () => Promise<void>): Promise<void> {
      if (!demo) return;
      await unsubscribe();
      await demo.close();
      demo = undefined;
      isDemo = false;
      forgetDemoData(db, values);
      settings.leaveDemo();
      await settings.update({ firstRunDone: false });
      onPlanReplaced();
    },
    close: async () => demo?.close(),
  };
};

export type Tenant = ReturnType<typeof createTenant>;

const demoSettings = (demo: Awaited<ReturnType<DemoStarter>>, receiverUrl: string): SettingsChange => ({
  protime: {
    tenant: demo.credentials.tenant,
    clientId: demo.credentials.clientId,
    apiUrl: demo.url,
    authUrl: demo.url,
    activityStructureVersion: demo.activities.versionId,
  },
  // The demo runs on this machine: no tunnel is needed, and nothing leaves it.
  tunnel: { provider: 'public-url', publicUrl: receiverUrl },
  firstRunDone: true,
});
