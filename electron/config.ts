import type { SettingsChange } from '../shared/settings.ts';

/** Validated configuration from flags and environment. Everything else is in the stored settings. */
export interface Config {
  /** Folder of the database, its backups and the key file. */
  dataDir: string;
  /** Settings given by flags and environment: they override the stored ones and are never stored. */
  overrides: SettingsChange;
  /** `PROTIME_CLIENT_SECRET`. */
  clientSecret?: string;
  /** Start the demo tenant and subscribe to it. Its data is deleted at the end unless a data folder was given. */
  demo: boolean;
  /** Subscribe at start when there is no live subscription. */
  subscribe: boolean;
  /** Loopback port of web mode; 0 = any free one. */
  uiPort: number;
  /** Interval of the heartbeat, when it is not the default. */
  heartbeatIntervalMs?: number;
}
