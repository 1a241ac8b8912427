/** An assignment in the format of the API, without external references. */
export interface DemoAssignment {
  readonly id: number;
  readonly changeVersion: string;
  readonly person: { readonly id: number } | null;
  readonly from: string;
  /** `null` is open-ended. */
  readonly until: string | null;
  readonly startTimeInMinutes: number | null;
  readonly endTimeInMinutes: number | null;
  readonly breakDurationInMinutes: number | null;
  readonly comments: string | null;
  readonly activityLevels: readonly { readonly level: number; readonly activityDefinition: { readonly id: string } }[];
  readonly isRejected: boolean;
}

/** An assignment before the tenant gives it a `changeVersion`. */
export type Draft = Omit<DemoAssignment, 'changeVersion'>;

export type DemoEvent =
  | { readonly changeType: 'InsertOrUpdate'; readonly data: DemoAssignment }
  | { readonly changeType: 'Delete'; readonly data: { readonly changeVersion: string; readonly id: number } };

/** Fields that a caller may set; `changeVersion` is set by the tenant. */
export type AssignmentInput = Partial<Draft>;

export interface AssignmentsOptions {
  readonly plan: readonly Draft[];
  readonly startedAtMs: number;
  readonly today: () => string;
  readonly raise: (events: readonly DemoEvent[]) => void;
}

const FIRST_NEW_ID = 5_000_000;

/** The assignments of the tenant: source of the API's answers and of the events. */
export const createAssignments = ({ plan, startedAtMs, today, raise }: AssignmentsOptions) => {
  // Starts at the clock, so that versions after a restart are newer than all earlier ones.
  let version = BigInt(startedAtMs) << 16n;
  const nextVersion = (): string => {
    version += 1n;
    return version.toString(16).toUpperCase().padStart(20, '0');
  };
  const current = new Map<number, DemoAssignment>();
  for (const draft of plan) current.set(draft.id, { ...draft, changeVersion: nextVersion() });
  let lastId = plan.reduce((highest, { id }) => Math.max(highest, id), FIRST_NEW_ID);
  let batched: DemoEvent[] | undefined;

  const emit = (event: DemoEvent): void => {
    if (batched) batched.push(event);
    else raise([event]);
  };
  const getOrThrow = (id: number): DemoAssignment => {
    const found = current.get(id);
    if (!found) throw new RangeError(`no assignment ${id}`);
    return found;
  };
  const blank = (id: number): Draft => ({
    id,
    person: null,
    from: today(),
    until: today(),
    startTimeInMinutes: null,
    endTimeInMinutes: null,
    breakDurationInMinutes: null,
    comments: null,
    activityLevels: [],
    isRejected: false,
  });
  const save = (input: AssignmentInput): DemoAssignment => {
    const id = input.id ?? lastId + 1;
    lastId = Math.max(lastId, id);
    const data = { ...(current.get(id) ?? blank(id)), ...input, id, changeVersion: nextVersion() };
    current.set(id, data);
    emit({ changeType: 'InsertOrUpdate', data });
    return data;
  };

  return {
    /** Sorted by id. */
    list: (): DemoAssignment[] => [...current.values()].sort((a, b) => a.id - b.id),
    get: (id: number): DemoAssignment | undefined => current.get(id),
    /** Changes the assignment with this id, or creates one. */
    save,
    /** Saves without a change: only `changeVersion` increases. */
    touch: (id: number): DemoAssignment => save({ id: getOrThrow(id).id }),
    remove(id: number): void {
      getOrThrow(id);
      current.delete(id);
      emit({ changeType: 'Delete', data: { changeVersion: nextVersion(), id } });
    },
    /** Simulates one action that saves several times: its events are sent together. */
    batch(action: () => void): void {
      const events: DemoEvent[] = [];
      batched = events;
      try {
        action();
      } finally {
        batched = undefined;
        if (events.length > 0) raise(events);
      }
    },
  };
};

export type Assignments = ReturnType<typeof createAssignments>;
