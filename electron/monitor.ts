import type { Handlers, PayloadOf, PushName } from '../shared/contract.ts';
import type { Language } from '../shared/i18n/index.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { SecretBox } from './secrets.ts';

/** A Protime of our own to try the app with; the shell that wants one passes the function that starts it. */
export type DemoStarter = () => Promise<{
  url: string;
  credentials: { tenant: string; clientId: string; clientSecret: string };
  close(): Promise<void>;
}>;

export interface MonitorOptions {
  config: Config;
  secrets: SecretBox;
  shell: 'desktop' | 'web';
  version: string;
  systemLanguage: Language;
  log: Log;
  startDemo?: DemoStarter;
  now?: () => number;
}

/** What a planner hears of at once, for `serve --json`. */
export interface PlanEvent {
  event: 'rejected' | 'withdrawn';
  assignmentId: number;
  personId: number | null;
  seenAtMs: number;
}

/** The running core. Both shells are thin layers over this. */
export interface Monitor extends AsyncDisposable {
  /** One function per request of the contract. */
  readonly handlers: Handlers;
  /** `http://127.0.0.1:port` of the receiver. */
  readonly receiverUrl: string;
  /** Every push of the contract, until the returned function is called. */
  onPush(listener: <N extends PushName>(name: N, payload: PayloadOf<N>) => void): () => void;
  onPlanEvent(listener: (event: PlanEvent) => void): () => void;
  /** The computer woke up, or its network changed: look at everything anew. */
  wake(reason: 'resume' | 'network'): void;
  /** Ends everything in reverse order within 5 s; calling it twice is harmless. */
  close(): Promise<void>;
}
