import type { Assignment, AssignmentId } from '../../shared/assignment.ts';
import type { Day, DayRange } from '../../shared/time.ts';
import { isInRange, type Patch, type PlanVersion, type Snapshot } from '../../shared/timeline.ts';
import type { TimelineRow, TimelineRows } from '../../shared/timeline-rows.ts';
import { type PersonPlan, personPlan, type RowKey, rowOf, rowWith, sameRow } from './person-plan.ts';

/** The loaded part of the plan: a row for every person, and the assignments of the people on or near the screen. */
export interface LoadedPlans {
  readonly range: DayRange;
  /** Which plan: as of a moment, or compared with a moment. */
  readonly planVersion: PlanVersion;
  /** Log position up to which the rows are complete. */
  readonly rowsSeq: number;
  /** Keys of all rows. The array changes only when a row is added. */
  readonly rowKeys: readonly RowKey[];
  /** Whether rows include the main activity. */
  readonly isGrouped: boolean;
  readonly rows: ReadonlyMap<RowKey, TimelineRow>;
  readonly plans: ReadonlyMap<RowKey, PersonPlan>;
  /** Row key of each loaded assignment. Mutated in place; not used for rendering. */
  readonly owners: Map<AssignmentId, RowKey>;
}

/** Whether this is the current plan. Only the current plan is updated by patches. */
export const isCurrentPlan = ({ asOfMs, changedSinceMs }: PlanVersion): boolean =>
  asOfMs === undefined && changedSinceMs === undefined;

export const plansFromRows = (
  { seq, range, rows }: TimelineRows,
  planVersion: PlanVersion = {},
  isGrouped = true,
): LoadedPlans => ({
  range,
  planVersion,
  isGrouped,
  rowsSeq: seq,
  rowKeys: rows.map((r) => r.personId),
  rows: new Map(rows.map((r) => [r.personId, r])),
  plans: new Map(),
  owners: new Map(),
});

/** Collects changes to some people, so that maps are copied once and unchanged rows keep their identity. */
const createDraft = (base: LoadedPlans, today: Day) => {
  let rows: Map<RowKey, TimelineRow> | undefined;
  const newKeys: RowKey[] = [];
  const openedPlans = new Map<RowKey, { seq: number; assignments: Map<AssignmentId, Assignment> }>();
  const former = new Map<RowKey, Assignment[]>();
  let changedIds: ReadonlySet<AssignmentId> | undefined;

  const setRow = (reported: TimelineRow) => {
    const previous = (rows ?? base.rows).get(reported.personId);
    // The main activity is dropped when it was not requested; otherwise thousands of rows would differ with each response.
    const row = base.isGrouped || reported.activityId === null ? reported : { ...reported, activityId: null };
    if (sameRow(previous, row)) return;
    rows ??= new Map(base.rows);
    rows.set(row.personId, row);
    if (!previous) newKeys.push(row.personId);
  };

  return {
    row: (key: RowKey) => (rows ?? base.rows).get(key),
    setRow,
    /** A mutable copy of the person's assignments; the plan is then complete up to `seq`. */
    open: (key: RowKey, seq: number) => {
      const placed = base.plans.get(key)?.placed ?? [];
      const person = openedPlans.get(key) ?? {
        seq,
        assignments: new Map(placed.map((p) => [p.assignment.id, p.assignment])),
      };
      openedPlans.set(key, person);
      person.seq = Math.max(seq, person.seq);
      return person.assignments;
    },
    /** Former versions and differences for the opened people. */
    since: (since: NonNullable<Snapshot['since']>) => {
      changedIds = new Set(since.changedIds);
      for (const a of since.previousVersions) former.set(a.personId, [...(former.get(a.personId) ?? []), a]);
    },
    finish: (): LoadedPlans => {
      if (openedPlans.size === 0 && !rows) return base;
      const plans = openedPlans.size > 0 ? new Map(base.plans) : base.plans;
      for (const [key, { seq, assignments }] of openedPlans) {
        const since = changedIds && { former: former.get(key) ?? [], changedIds };
        const plan = personPlan(seq, [...assignments.values()], base.range, since);
        if (plans instanceof Map) plans.set(key, plan);
        // A person who lost the last assignment keeps the row, so that rows do not move under the pointer.
        if (base.rows.has(key) || (isCurrentPlan(base.planVersion) && plan.placed.length > 0))
          setRow(rowOf(key, plan, today));
      }
      const rowKeys = newKeys.length > 0 ? [...base.rowKeys, ...newKeys] : base.rowKeys;
      return { ...base, plans, rows: rows ?? base.rows, rowKeys };
    },
  };
};

/**
 * Applies patches in order. A person whose plan already includes a patch's position is skipped, so that a patch arriving
 * before a snapshot is neither lost nor applied twice.
 */
export const withPatches = (base: LoadedPlans, patches: readonly Patch[], today: Day): LoadedPlans => {
  const draft = createDraft(base, today);
  for (const patch of patches) addPatch(draft, base, patch, today);
  return draft.finish();
};

const addPatch = (draft: ReturnType<typeof createDraft>, base: LoadedPlans, patch: Patch, today: Day): void => {
  const isBehind = (key: RowKey) => (base.plans.get(key)?.seq ?? Number.POSITIVE_INFINITY) < patch.seq;

  for (const id of [...patch.removes, ...patch.upserts.map((a) => a.id)]) {
    const owner = base.owners.get(id);
    if (owner === undefined || !isBehind(owner)) continue;
    draft.open(owner, patch.seq).delete(id);
    base.owners.delete(id);
  }
  for (const a of patch.upserts) {
    if (a.deleted || !isInRange(a, base.range)) continue;
    const { personId } = a;
    const plan = base.plans.get(personId);
    if (!plan) {
      if (patch.seq > base.rowsSeq) draft.setRow(rowWith(draft.row(personId), a, today));
    } else if (isBehind(personId)) {
      draft.open(personId, patch.seq).set(a.id, a);
      base.owners.set(a.id, personId);
    } else if (plan.placed.some((p) => p.assignment.id === a.id)) base.owners.set(a.id, personId);
  }
};

/** Replaces the assignments of these people by those of the snapshot. */
export const withSnapshot = (
  base: LoadedPlans,
  keys: readonly RowKey[],
  { seq, assignments, since }: Snapshot,
  today: Day,
): LoadedPlans => {
  const draft = createDraft(base, today);
  if (since) draft.since(since);
  for (const key of keys) draft.open(key, seq).clear();
  for (const a of assignments) {
    const owner = base.owners.get(a.id);
    if (owner !== undefined && owner !== a.personId) {
      const current = base.plans.get(owner)?.placed.find((p) => p.assignment.id === a.id)?.assignment;
      // It was moved to that person after this snapshot was taken.
      if (current && current.seq > a.seq) continue;
      if (current) draft.open(owner, base.plans.get(owner)?.seq ?? seq).delete(a.id);
    }
    draft.open(a.personId, seq).set(a.id, a);
    base.owners.set(a.id, a.personId);
  }
  return draft.finish();
};

/** Drops the assignments of people who are off screen; their rows stay. */
export const withoutPlans = (base: LoadedPlans, keep: ReadonlySet<RowKey>): LoadedPlans => {
  const plans = new Map([...base.plans].filter(([key]) => keep.has(key)));
  for (const [id, key] of base.owners) if (!plans.has(key)) base.owners.delete(id);
  return { ...base, plans };
};
