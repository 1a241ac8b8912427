import type { InputOf, PlannerApi, RequestName } from '../shared/contract.ts';
import { type Answer, unwrap } from './answer.ts';
import { openSocketBridge } from './socket-bridge.ts';

/** up: requests arrive. reconnecting: lost a moment ago. gone: the app does not answer, and nothing on screen is live. */
export type LinkState = 'up' | 'reconnecting' | 'gone';

/** The screens' only door to the core. */
export interface Bridge extends PlannerApi {
  /** Called at once with the present state, then at each change. Returns its unsubscribe. */
  onLink(listener: (link: LinkState) => void): () => void;
  /** After a loss, once requests work again: pushes were missed, so everything must be read anew. */
  onReconnected(listener: () => void): () => void;
  close(): void;
}

/** What the preload script gives the page: answers in their envelope, because an Error loses its fields on the way. */
type PreloadApi = Pick<PlannerApi, 'on'> & { call(name: RequestName, input: unknown): Promise<Answer> };

/** The desktop's preload where there is one, else the WebSocket of web mode. */
export const openBridge = (): Bridge => {
  const { planner } = window as Window & { planner?: PreloadApi };
  return planner ? preloadBridge(planner) : openSocketBridge({ url: `ws://${location.host}/socket` });
};

/** Lives and dies with the app: there is no link that could be lost. */
const preloadBridge = (planner: PreloadApi): Bridge => ({
  call: async <N extends RequestName>(name: N, input: InputOf<N>) => unwrap<N>(await planner.call(name, input)),
  on: planner.on,
  onLink: (listener) => {
    listener('up');
    return () => {};
  },
  onReconnected: () => () => {},
  close: () => {},
});
