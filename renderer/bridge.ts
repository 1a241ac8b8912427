import type { AccessRefusal } from '../shared/access.ts';
import type { InputOf, PlannerApi, RequestName } from '../shared/contract.ts';
import { type Answer, unwrap } from './answer.ts';
import { browserAccess } from './page-access.ts';
import { openSocketBridge } from './socket-bridge.ts';
import type { SafeStorage } from './store/safe-storage.ts';

/**
 * up: connected. reconnecting: just lost. gone: the app does not answer; what is on screen is out of date. Otherwise the reason
 * why the app refuses this page.
 */
export type LinkState = 'up' | 'reconnecting' | 'gone' | AccessRefusal;

/** The only way screens talk to the core. */
export interface Bridge extends PlannerApi {
  /** Called at once with the present state, then at each change. Returns its unsubscribe. */
  onLink(listener: (link: LinkState) => void): () => void;
  /** Called after a reconnect. Pushes were missed, so everything must be loaded again. */
  onReconnected(listener: () => void): () => void;
  /** Whether the browser keeps this page's access. */
  isAccessKept(): boolean;
  close(): void;
}

/**
 * API exposed by the preload script. It returns responses instead of throwing, because errors lose their fields when cloned.
 */
type PreloadApi = Pick<PlannerApi, 'on'> & { call(name: RequestName, input: unknown): Promise<Answer> };

/** Uses the preload API on the desktop, else the WebSocket of web mode. */
export const openBridge = (local: SafeStorage): Bridge => {
  const { planner } = window as Window & { planner?: PreloadApi };
  if (planner) return preloadBridge(planner);
  return openSocketBridge({ url: `ws://${location.host}/socket`, access: browserAccess(local) });
};

/** The preload API exists as long as the app, so the link is always up. */
const preloadBridge = (planner: PreloadApi): Bridge => ({
  call: async <N extends RequestName>(name: N, input: InputOf<N>) => unwrap<N>(await planner.call(name, input)),
  on: planner.on,
  onLink: (listener) => {
    listener('up');
    return () => {};
  },
  onReconnected: () => () => {},
  isAccessKept: () => true,
  close: () => {},
});
