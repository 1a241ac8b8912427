import { createStore } from 'zustand/vanilla';
import type { Activity, Person, PersonId } from '../../shared/assignment.ts';
import type { PayloadOf, PlannerApi } from '../../shared/contract.ts';

type Names = PayloadOf<'names.changed'>;

export interface NamesState {
  people: ReadonlyMap<PersonId, Person>;
  activities: ReadonlyMap<string, Activity>;
  load: () => Promise<void>;
  apply: (names: Names) => void;
}

const merged = (state: Pick<NamesState, 'people' | 'activities'>, { people, activities }: Names) => ({
  people: new Map([...state.people, ...people.map((p) => [p.id, p] as const)]),
  activities: new Map([...state.activities, ...activities.map((a) => [a.id, a] as const)]),
});

const noNames = { people: new Map<PersonId, Person>(), activities: new Map<string, Activity>() };

/** Names of people and activities, by id. */
export const createNamesStore = (api: PlannerApi) =>
  createStore<NamesState>()((set) => {
    let pushedWhileLoading: Names[] | undefined;
    return {
      ...noNames,
      load: async () => {
        pushedWhileLoading = [];
        const all = await api.call('names.all', undefined);
        const later = pushedWhileLoading ?? [];
        pushedWhileLoading = undefined;
        set([all, ...later].reduce(merged, noNames));
      },
      apply: (names) => {
        pushedWhileLoading?.push(names);
        set((state) => merged(state, names));
      },
    };
  });
