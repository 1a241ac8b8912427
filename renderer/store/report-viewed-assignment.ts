import type { Stores } from './stores.ts';

/** What tells whether somebody looks at this page; tests pass their own. */
export interface Desk {
  /** Visible, and in front of all other windows. */
  isInFront: () => boolean;
  /** Called when that may have changed. Returns its end. */
  onChanged: (listener: () => void) => () => void;
  /** Called when somebody uses the page. Returns its end. */
  onUsed: (listener: () => void) => () => void;
}

/** The core forgets what it does not hear again; this is well within its patience. */
const AGAIN_MS = 10_000;

/**
 * Tells the core which assignment lies open in front of the planner, so that nobody is told of what they look at. Said anew
 * while the page is used: a window left alone for a minute is not looked at. Returns its end.
 */
export const keepAttention = (
  { api, navigation, planView }: Pick<Stores, 'api' | 'navigation' | 'planView'>,
  desk: Desk,
  now = Date.now,
): (() => void) => {
  let told: number | null | undefined;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  const inView = (): number | null => {
    const { screen, selectedId } = navigation.getState();
    const isNow = planView.getState().moment.asOfMs === undefined;
    return screen === 'plan' && isNow && desk.isInFront() ? selectedId : null;
  };
  const report = () => {
    const assignmentId = inView();
    if (assignmentId === told && (assignmentId === null || now() - toldAtMs < AGAIN_MS)) return;
    told = assignmentId;
    toldAtMs = now();
    // Not heard: then the planner is told once too often.
    api.call('attention.report', { assignmentId }).catch(() => {});
  };
  const ends = [navigation.subscribe(report), planView.subscribe(report), desk.onChanged(report), desk.onUsed(report)];
  report();
  return () => {
    for (const end of ends) end();
  };
};

const listen = (target: EventTarget, names: readonly string[], listener: () => void) => {
  for (const name of names) target.addEventListener(name, listener, { passive: true });
  return () => {
    for (const name of names) target.removeEventListener(name, listener);
  };
};

/** The real one. */
export const browserDesk = (): Desk => ({
  isInFront: () => document.visibilityState === 'visible' && document.hasFocus(),
  onChanged: (listener) => {
    const ends = [
      listen(window, ['focus', 'blur', 'pagehide'], listener),
      listen(document, ['visibilitychange'], listener),
    ];
    return () => {
      for (const end of ends) end();
    };
  },
  onUsed: (listener) => listen(window, ['pointermove', 'pointerdown', 'keydown', 'wheel'], listener),
});
