import type { Effect, SubscriptionState } from './subscription-state.ts';

/** What an event leads to. */
export interface TransitionResult {
  state: SubscriptionState;
  effects: readonly Effect[];
}

export const withoutEffects = (state: SubscriptionState): TransitionResult => ({ state, effects: [] });
export const withEffects = (effects: readonly Effect[], step: TransitionResult): TransitionResult => ({
  ...step,
  effects: [...effects, ...step.effects],
});
