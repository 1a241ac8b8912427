import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { Day, DayRange } from '../../shared/time.ts';
import type { Moment, Patch } from '../../shared/timeline.ts';
import { unpackRows } from '../../shared/timeline-rows.ts';
import { isPresent, type LoadedPlans, plansFromRows, withoutPlans, withPatches, withSnapshot } from './loaded-plans.ts';
import type { RowKey } from './person-plan.ts';

export interface TimelineState {
  /** null until a first period is there; then always a whole period, also while the next one is on its way. */
  loaded: LoadedPlans | null;
  /** A period was asked for and is not there yet. */
  loading: boolean;
  /** The last request failed: what is shown may be old. */
  failed: boolean;
  /** Shows a period, as it is or as it was. What is shown already and kept current is not read again. */
  load: (range: DayRange, moment?: Moment, grouped?: boolean) => Promise<void>;
  /** Nobody looks until the next `load`: what only a look needs is not read meanwhile. */
  pause: () => void;
  /** Reads the shown period anew, as after a time in which pushes were missed. */
  reload: () => Promise<void>;
  /**
   * Whose assignments are needed: of those drawn at once, of those around them before they come into sight. They are read
   * when somebody drawn, or (instead) seen soon, is missing: one question for many, not one for each who comes a little nearer.
   */
  setNeeded: (drawn: readonly RowKey[], nearby: readonly RowKey[], next?: readonly RowKey[]) => void;
  /** Who is drawn at present. */
  drawn: () => readonly RowKey[];
  apply: (patch: Patch) => void;
}

/** Patches kept for snapshots that are still on their way. */
const MAX_RECENT_PATCHES = 2000;
/** People who stay loaded after they left the screen. */
const MAX_KEPT_PEOPLE = 200;
const MAX_PEOPLE_PER_REQUEST = 500;
/** Whoever scrolls fast gets who is in sight when an answer comes, not everybody who was meanwhile. */
const MAX_ACTIVE_REQUESTS = 2;
/** How long changes gather before the comparison with a moment is made again. */
const COMPARE_DELAY_MS = 400;

interface Options {
  api: PlannerApi;
  today: () => Day;
}
interface PlanRequest {
  range: DayRange;
  moment: Moment;
  grouped: boolean;
  /** What comes next depends on the day it is. */
  today: Day;
}

const isPast = ({ asOfMs }: Moment): boolean => asOfMs !== undefined;

/** The plan of the shown period: all rows, and the assignments of the people in sight, kept current by patches. */
export const createTimelineStore = ({ api, today }: Options) =>
  createStore<TimelineState>()((set, get) => {
    const recent: Patch[] = [];
    let drawn: readonly RowKey[] = [];
    let needed: readonly RowKey[] = [];
    let currentRequest: PlanRequest | undefined;
    /** Grows with each load: an answer of an earlier one is nobody's any more. */
    let generation = 0;
    const pending = new Set<RowKey>();
    /** Questions about people that are on their way. */
    let activeRequests = 0;
    let isComparisonScheduled = false;
    let isViewed = false;
    /** A moment that is being read, and whether another was asked for meanwhile: a slider asks faster than any answer. */
    let reading: Promise<void> | undefined;

    /** With the patches that overtook an answer of position `seq`. */
    const withRecentPatches = (loaded: LoadedPlans, seq: number) =>
      isPresent(loaded.moment)
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
          ...loaded.moment,
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

    const read = async ({ range, moment, grouped }: PlanRequest): Promise<void> => {
      generation += 1;
      const thisGeneration = generation;
      pending.clear();
      activeRequests = 0;
      set({ loading: true });
      try {
        // Rows and the people in sight arrive together, so that the old period gives way to the new one at once.
        // Of the past, the people in sight come first: who else had a shift then takes longer to find out.
        const keys = drawn.filter((key) => key !== null || !isPast(moment)).slice(0, MAX_PEOPLE_PER_REQUEST);
        const peopleRequest =
          keys.length > 0
            ? api.call('timeline.snapshot', { ...range, ...moment, personIds: [...keys] })
            : Promise.resolve(undefined);
        const rowsRequest = api.call('timeline.rows', { ...range, ...moment, ...(grouped ? { grouped } : {}) });
        rowsRequest.catch(() => {});
        const snapshot = await peopleRequest;
        const shown = get().loaded;
        if (thisGeneration === generation && isPast(moment) && snapshot && shown && isSameRange(shown.range, range)) {
          const emptyPlan = { ...shown, moment, plans: new Map(), owners: new Map() };
          set({ loaded: withSnapshot(emptyPlan, keys, snapshot, today()), failed: false });
        }
        const rows = await rowsRequest;
        if (thisGeneration !== generation) return;
        const emptyPlan = withKnownKeys(plansFromRows(unpackRows(rows), moment, grouped), get().loaded);
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

    /** One moment after another: whoever drags a slider gets the last one, not a queue of all. */
    const readLatest = async (): Promise<void> => {
      while (currentRequest) {
        const current = currentRequest;
        await read(current);
        if (currentRequest === current || !isPast(currentRequest.moment)) return;
      }
    };

    const startRead = (next: PlanRequest): Promise<void> => {
      currentRequest = next;
      if (!isPast(next.moment)) return read(next);
      reading ??= readLatest().finally(() => {
        reading = undefined;
      });
      return reading;
    };

    /** Whether what is asked for is there and follows the changes by itself, or does not change at all. */
    const isLoaded = (next: PlanRequest): boolean => {
      const { loaded, loading, failed } = get();
      return (
        loaded !== null &&
        !loading &&
        !failed &&
        next.moment.changedSinceMs === undefined &&
        isSameRequest(currentRequest, next)
      );
    };

    const scheduleComparison = () => {
      if (isComparisonScheduled) return;
      isComparisonScheduled = true;
      setTimeout(() => {
        isComparisonScheduled = false;
        if (isViewed && currentRequest && currentRequest.moment.changedSinceMs !== undefined) void read(currentRequest);
      }, COMPARE_DELAY_MS);
    };

    return {
      loaded: null,
      loading: true,
      failed: false,
      load: async (range, moment = {}, grouped = false) => {
        isViewed = true;
        const next = { range, moment, grouped, today: today() };
        if (!isLoaded(next)) await startRead(next);
      },
      pause: () => {
        isViewed = false;
      },
      reload: async () => {
        recent.length = 0;
        if (currentRequest) await startRead({ ...currentRequest, today: today() });
      },
      drawn: () => drawn,
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
        if (currentRequest?.moment.changedSinceMs !== undefined) scheduleComparison();
        // The past does not change.
        if (loaded && isPresent(loaded.moment)) set({ loaded: withPatches(loaded, [patch], today()) });
      },
    };
  });

const isSameRequest = (a: PlanRequest | undefined, b: PlanRequest): boolean =>
  a !== undefined &&
  isSameRange(a.range, b.range) &&
  a.moment.asOfMs === b.moment.asOfMs &&
  a.moment.changedSinceMs === b.moment.changedSinceMs &&
  a.grouped === b.grouped &&
  a.today === b.today;

/** The same people in the same order keep the same list: nothing is sorted anew for it. */
const withKnownKeys = (next: LoadedPlans, before: LoadedPlans | null): LoadedPlans => {
  const known = before?.rowKeys;
  const isKnown = known?.length === next.rowKeys.length && known.every((key, n) => key === next.rowKeys[n]);
  return isKnown ? { ...next, rowKeys: known } : next;
};

const isSameRange = (a: DayRange, b: DayRange): boolean => a.from === b.from && a.until === b.until;
