import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { Day, DayRange } from '../../shared/time.ts';
import type { Patch, PlanVersion } from '../../shared/timeline.ts';
import { unpackRows } from '../../shared/timeline-rows.ts';
import { createDelayed } from './delayed.ts';
import {
  isCurrentPlan,
  type LoadedPlans,
  plansFromRows,
  withoutPlans,
  withPatches,
  withSnapshot,
} from './loaded-plans.ts';
import type { RowKey } from './person-plan.ts';

export interface TimelineState {
  /** null until the first period is loaded; then always a complete period, also while the next one loads. */
  loaded: LoadedPlans | null;
  /** The requested period is still loading. */
  loading: boolean;
  /** The last request failed: what is shown may be old. */
  failed: boolean;
  /** Loads a period. Does nothing when it is already loaded and up to date. */
  load: (range: DayRange, planVersion?: PlanVersion, grouped?: boolean) => Promise<void>;
  /** The plan is hidden until the next `load`; comparisons are not refreshed meanwhile. */
  pause: () => void;
  /** Loads the current period again, e.g. after missed pushes. */
  reload: () => Promise<void>;
  /**
   * Sets the people whose assignments are needed: `drawn` now, `nearby` ahead of scrolling. Missing ones are requested in
   * one batch as soon as one of `next` (default: `drawn`) is missing.
   */
  setNeeded: (drawn: readonly RowKey[], nearby: readonly RowKey[], next?: readonly RowKey[]) => void;
  apply: (patch: Patch) => void;
}

/** Number of patches kept for snapshots still being loaded. */
const MAX_RECENT_PATCHES = 2000;
/** Number of people kept loaded after they scrolled away. */
const MAX_KEPT_PEOPLE = 200;
const MAX_PEOPLE_PER_REQUEST = 500;
/** Limit of concurrent requests; while scrolling fast, intermediate people are skipped. */
const MAX_ACTIVE_REQUESTS = 2;
/** Delay before a comparison is refreshed after a change. */
const COMPARE_DELAY_MS = 400;

interface Options {
  api: PlannerApi;
  today: () => Day;
}
interface PlanRequest {
  range: DayRange;
  planVersion: PlanVersion;
  grouped: boolean;
  /** Part of the comparison, because the next shift of each row depends on today. */
  today: Day;
}

const isPast = ({ asOfMs }: PlanVersion): boolean => asOfMs !== undefined;

/** The plan of the shown period: all rows, and the assignments of the visible people, kept current by patches. */
export const createTimelineStore = ({ api, today }: Options) =>
  createStore<TimelineState>()((set, get) => {
    const recent: Patch[] = [];
    let drawn: readonly RowKey[] = [];
    let needed: readonly RowKey[] = [];
    let currentRequest: PlanRequest | undefined;
    /** Incremented with each load; responses of earlier loads are ignored. */
    let generation = 0;
    const pending = new Set<RowKey>();
    /** Number of running snapshot requests. */
    let activeRequests = 0;
    let isPaused = true;
    /** The running load of an as-of plan; only the latest requested moment is loaded next. */
    let asOfReading: Promise<void> | undefined;

    /** Applies the patches that arrived before a response at position `seq`. */
    const withRecentPatches = (loaded: LoadedPlans, seq: number) =>
      isCurrentPlan(loaded.planVersion)
        ? withPatches(
            loaded,
            recent.filter((patch) => patch.seq > seq),
            today(),
          )
        : loaded;

    const fetchMissing = async (): Promise<void> => {
      const { loaded } = get();
      if (!loaded || activeRequests >= MAX_ACTIVE_REQUESTS) return;
      const thisGeneration = generation;
      const keys = needed.filter((key) => !loaded.plans.has(key) && !pending.has(key)).slice(0, MAX_PEOPLE_PER_REQUEST);
      if (keys.length === 0 || pending.size > MAX_PEOPLE_PER_REQUEST) return;
      for (const key of keys) pending.add(key);
      activeRequests += 1;
      try {
        const snapshot = await api.call('timeline.snapshot', {
          ...loaded.range,
          ...loaded.planVersion,
          personIds: [...keys],
        });
        const current = get().loaded;
        if (thisGeneration !== generation || !current) return;
        set({
          loaded: dropFarPeople(withRecentPatches(withSnapshot(current, keys, snapshot, today()), snapshot.seq)),
          failed: false,
        });
      } catch {
        if (thisGeneration === generation) set({ failed: true });
        return;
      } finally {
        if (thisGeneration === generation) {
          for (const key of keys) pending.delete(key);
          activeRequests -= 1;
        }
      }
      await fetchMissing();
    };

    const dropFarPeople = (loaded: LoadedPlans): LoadedPlans => {
      if (loaded.plans.size <= needed.length + MAX_KEPT_PEOPLE) return loaded;
      const near = [...loaded.plans.keys()].slice(-MAX_KEPT_PEOPLE / 2);
      return withoutPlans(loaded, new Set([...needed, ...near]));
    };

    const read = async ({ range, planVersion, grouped }: PlanRequest): Promise<void> => {
      generation += 1;
      const thisGeneration = generation;
      pending.clear();
      activeRequests = 0;
      set({ loading: true });
      try {
        // Rows and visible people are requested together, so that the new period appears at once. For an as-of plan the
        // visible people are shown first, because finding all rows takes longer.
        const keys = drawn.filter((key) => key !== null || !isPast(planVersion)).slice(0, MAX_PEOPLE_PER_REQUEST);
        const peopleRequest =
          keys.length > 0
            ? api.call('timeline.snapshot', { ...range, ...planVersion, personIds: [...keys] })
            : Promise.resolve(undefined);
        const rowsRequest = api.call('timeline.rows', { ...range, ...planVersion, ...(grouped ? { grouped } : {}) });
        rowsRequest.catch(() => {});
        const snapshot = await peopleRequest;
        const shown = get().loaded;
        if (
          thisGeneration === generation &&
          isPast(planVersion) &&
          snapshot &&
          shown &&
          isSameRange(shown.range, range)
        ) {
          const emptyPlan = { ...shown, planVersion, plans: new Map(), owners: new Map() };
          set({ loaded: withSnapshot(emptyPlan, keys, snapshot, today()), failed: false });
        }
        const rows = await rowsRequest;
        if (thisGeneration !== generation) return;
        const emptyPlan = withPreviousKeys(plansFromRows(unpackRows(rows), planVersion, grouped), get().loaded);
        const loaded = snapshot ? withSnapshot(emptyPlan, keys, snapshot, today()) : emptyPlan;
        set({
          loaded: withRecentPatches(loaded, Math.min(rows.seq, snapshot?.seq ?? rows.seq)),
          loading: false,
          failed: false,
        });
      } catch {
        if (thisGeneration === generation) set({ loading: false, failed: true });
        return;
      }
      await fetchMissing();
    };

    /** While the slider is dragged, only the latest moment is loaded. */
    const readLatest = async (): Promise<void> => {
      while (currentRequest) {
        const current = currentRequest;
        await read(current);
        if (currentRequest === current || !isPast(currentRequest.planVersion)) return;
      }
    };

    const startRead = (next: PlanRequest): Promise<void> => {
      currentRequest = next;
      if (!isPast(next.planVersion)) return read(next);
      asOfReading ??= readLatest().finally(() => {
        asOfReading = undefined;
      });
      return asOfReading;
    };

    /** Whether the requested plan is loaded and up to date. */
    const isLoaded = (next: PlanRequest): boolean => {
      const { loaded, loading, failed } = get();
      return (
        loaded !== null &&
        !loading &&
        !failed &&
        next.planVersion.changedSinceMs === undefined &&
        isSameRequest(currentRequest, next)
      );
    };

    const comparison = createDelayed(() => {
      if (!isPaused && currentRequest && currentRequest.planVersion.changedSinceMs !== undefined)
        void read(currentRequest);
    });

    return {
      loaded: null,
      loading: true,
      failed: false,
      load: async (range, planVersion = {}, grouped = false) => {
        isPaused = false;
        const next = { range, planVersion, grouped, today: today() };
        if (!isLoaded(next)) await startRead(next);
      },
      pause: () => {
        isPaused = true;
      },
      reload: async () => {
        recent.length = 0;
        if (currentRequest) await startRead({ ...currentRequest, today: today() });
      },
      setNeeded: (keys, nearby, next = keys) => {
        drawn = keys;
        needed = nearby;
        const { loaded } = get();
        if (next.some((key) => !loaded?.plans.has(key))) void fetchMissing();
      },
      apply: (patch) => {
        recent.push(patch);
        if (recent.length > MAX_RECENT_PATCHES) recent.splice(0, MAX_RECENT_PATCHES / 2);
        const { loaded } = get();
        if (currentRequest?.planVersion.changedSinceMs !== undefined) comparison.start(COMPARE_DELAY_MS);
        // The past does not change.
        if (loaded && isCurrentPlan(loaded.planVersion)) set({ loaded: withPatches(loaded, [patch], today()) });
      },
    };
  });

const isSameRequest = (a: PlanRequest | undefined, b: PlanRequest): boolean =>
  a !== undefined &&
  isSameRange(a.range, b.range) &&
  a.planVersion.asOfMs === b.planVersion.asOfMs &&
  a.planVersion.changedSinceMs === b.planVersion.changedSinceMs &&
  a.grouped === b.grouped &&
  a.today === b.today;

/** Reuses the previous key array when the people are the same, so that rows are not sorted again. */
const withPreviousKeys = (next: LoadedPlans, before: LoadedPlans | null): LoadedPlans => {
  const previous = before?.rowKeys;
  const isUnchanged = previous?.length === next.rowKeys.length && previous.every((key, n) => key === next.rowKeys[n]);
  return isUnchanged ? { ...next, rowKeys: previous } : next;
};

const isSameRange = (a: DayRange, b: DayRange): boolean => a.from === b.from && a.until === b.until;
