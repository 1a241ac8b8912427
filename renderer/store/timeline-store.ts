import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { Day, DayRange } from '../../shared/time.ts';
import type { Patch } from '../../shared/timeline.ts';
import { type LoadedPlans, plansFromRows, withoutPlans, withPatch, withSnapshot } from './loaded-plans.ts';
import type { RowKey } from './person-plan.ts';

export interface TimelineState {
  /** null until a first period is there; then always a whole period, also while the next one is on its way. */
  loaded: LoadedPlans | null;
  /** A period was asked for and is not there yet. */
  loading: boolean;
  /** The last request failed: what is shown may be old. */
  failed: boolean;
  /** Shows a period. */
  load: (range: DayRange) => Promise<void>;
  /** Reads the shown period anew, as after a time in which pushes were missed. */
  reload: () => Promise<void>;
  /** Whose assignments are needed: those on screen and a little around. */
  want: (keys: readonly RowKey[]) => void;
  apply: (patch: Patch) => void;
}

/** Patches kept for snapshots that are still on their way. */
const RECENT = 2000;
/** People who stay loaded after they left the screen. */
const KEEP = 200;
const MOST_PEOPLE = 500;

interface Options {
  api: PlannerApi;
  today: () => Day;
}

/** The plan of the shown period: all rows, and the assignments of the people in sight, kept current by patches. */
export const createTimelineStore = ({ api, today }: Options) =>
  createStore<TimelineState>()((set, get) => {
    const recent: Patch[] = [];
    let wanted: readonly RowKey[] = [];
    let asked: DayRange | undefined;
    /** Grows with each load: an answer of an earlier one is nobody's any more. */
    let generation = 0;
    const pending = new Set<RowKey>();

    /** With the patches that overtook an answer of position `seq`. */
    const caughtUp = (loaded: LoadedPlans, seq: number) =>
      recent.filter((p) => p.seq > seq).reduce((state, p) => withPatch(state, p, today()), loaded);

    const fetchMissing = async (): Promise<void> => {
      const { loaded } = get();
      if (!loaded) return;
      const mine = generation;
      const keys = wanted.filter((key) => !loaded.plans.has(key) && !pending.has(key)).slice(0, MOST_PEOPLE);
      if (keys.length === 0 || pending.size > MOST_PEOPLE) return;
      for (const key of keys) pending.add(key);
      try {
        const snapshot = await api.call('timeline.snapshot', { ...loaded.range, personIds: [...keys] });
        const current = get().loaded;
        if (mine !== generation || !current) return;
        set({
          loaded: forgetFar(caughtUp(withSnapshot(current, keys, snapshot, today()), snapshot.seq)),
          failed: false,
        });
      } catch {
        if (mine === generation) set({ failed: true });
        return;
      } finally {
        if (mine === generation) for (const key of keys) pending.delete(key);
      }
      await fetchMissing();
    };

    const forgetFar = (loaded: LoadedPlans): LoadedPlans => {
      if (loaded.plans.size <= wanted.length + KEEP) return loaded;
      const near = [...loaded.plans.keys()].slice(-KEEP / 2);
      return withoutPlans(loaded, new Set([...wanted, ...near]));
    };

    const load = async (range: DayRange): Promise<void> => {
      generation += 1;
      const mine = generation;
      asked = range;
      pending.clear();
      set({ loading: true });
      try {
        // Rows and the people in sight arrive together, so that the old period gives way to the new one at once.
        const keys = wanted.slice(0, MOST_PEOPLE);
        const [rows, snapshot] = await Promise.all([
          api.call('timeline.rows', range),
          keys.length > 0 ? api.call('timeline.snapshot', { ...range, personIds: [...keys] }) : undefined,
        ]);
        if (mine !== generation) return;
        const bare = plansFromRows(rows);
        const loaded = snapshot ? withSnapshot(bare, keys, snapshot, today()) : bare;
        set({ loaded: caughtUp(loaded, Math.min(rows.seq, snapshot?.seq ?? rows.seq)), loading: false, failed: false });
      } catch {
        if (mine === generation) set({ loading: false, failed: true });
        return;
      }
      await fetchMissing();
    };

    return {
      loaded: null,
      loading: true,
      failed: false,
      load,
      reload: async () => {
        recent.length = 0;
        if (asked) await load(asked);
      },
      want: (keys) => {
        wanted = keys;
        void fetchMissing();
      },
      apply: (patch) => {
        recent.push(patch);
        if (recent.length > RECENT) recent.splice(0, RECENT / 2);
        set((s) => (s.loaded ? { loaded: withPatch(s.loaded, patch, today()) } : s));
      },
    };
  });
