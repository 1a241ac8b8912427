import type { InputOf, PlannerApi, RequestFailure, RequestName } from '../shared/contract.ts';
import { openSocketBridge } from './socket-bridge.ts';
import { RequestError } from './store/request-error.ts';

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

/** The desktop's preload where there is one, else the WebSocket of web mode. */
export const openBridge = (): Bridge => {
  const { planner } = window as Window & { planner?: PlannerApi };
  return planner ? preloadBridge(planner) : openSocketBridge({ url: `ws://${location.host}/socket` });
};

/** Lives and dies with the app: there is no link that could be lost. */
const preloadBridge = (planner: PlannerApi): Bridge => ({
  // Across the context bridge a failure comes as plain data: an Error would lose its fields.
  call: <N extends RequestName>(name: N, input: InputOf<N>) =>
    planner.call(name, input).catch((failure: RequestFailure): never => {
      throw new RequestError(failure.code ?? 'failed', failure.problem);
    }),
  on: planner.on,
  onLink: (listener) => {
    listener('up');
    return () => {};
  },
  onReconnected: () => () => {},
  close: () => {},
});
