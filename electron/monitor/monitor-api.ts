import type { CoreHandlers } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Config } from '../config.ts';
import type { ChooseFile } from '../database/export/exporter.ts';
import type { PlanEvent, PushListener } from '../listeners.ts';
import type { Logger } from '../log.ts';
import type { ConnectedPage, ConnectPageOptions } from '../notices/connect-page.ts';
import type { SendRequest } from '../request.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { DemoStarter } from '../subscription/tenant.ts';
import type { StartUpdates } from '../updates.ts';

export interface MonitorOptions {
  config: Config;
  secrets: SecretBox;
  shell: 'desktop' | 'web';
  version: string;
  systemLanguage: Language;
  log: Logger;
  startDemo?: DemoStarter;
  /**
   * Asks the planner for the file of an export. Without it the file is written to the data folder and downloaded by the
   * page.
   */
  chooseExportFile?: ChooseFile;
  /** Restarts the app; undefined in web mode. */
  restart?: () => void;
  /** Checks for newer versions of the app; undefined when the shell cannot. */
  startUpdates?: StartUpdates | undefined;
  /** Sends what goes to Protime and to the relay. */
  sendRequest?: SendRequest;
  now?: () => number;
}

/** The running core. Both shells are thin layers over this. */
export interface Monitor extends AsyncDisposable {
  /** One function for each request of the contract, except the requests that belong to a single page. */
  readonly handlers: CoreHandlers;
  /** `http://127.0.0.1:port` of the receiver. */
  readonly receiverUrl: string;
  /** Resumes the stored subscription, or creates one if requested. Call it once the shell can show notices. */
  begin(): Promise<void>;
  /**
   * Connects a page, or the desktop's window. It can show notices after it reports that it is ready, and has its own handlers.
   */
  connectPage(options: ConnectPageOptions): ConnectedPage;
  /** Every push of the contract except the notices offered to one page, until the returned function is called. */
  onPush(listener: PushListener): () => void;
  onPlanEvent(listener: (event: PlanEvent) => void): () => void;
  /** Path of the exported file for the one-time address `/exports/<token>`; undefined when it was fetched already. */
  takeExport(downloadToken: string): string | undefined;
  /** Call after the computer resumed or its network changed: everything is checked again. */
  recheck(reason: 'resume' | 'network'): void;
  /** Closes all parts in reverse order; a second call has no further effect. */
  close(): Promise<void>;
}
