import type { Assignments, DemoAssignment } from './assignments.ts';

/** A day that no reader understands. */
const UNREADABLE_DAY = 'soon';

/** What reading the API shows: a copy of the assignments that a test can make old, incomplete, unreadable or refused. */
export const createReadings = (assignments: Pick<Assignments, 'list' | 'get'>) => {
  let copies: readonly ReadonlyMap<number, DemoAssignment>[] = [];
  const leftOut = new Set<number>();
  const hidden = new Set<number>();
  const unreadable = new Set<number>();
  let refusals = 0;

  const shown = (): readonly DemoAssignment[] => {
    const [oldest] = copies;
    return oldest ? [...oldest.values()] : assignments.list();
  };
  return {
    /** The assignments whose days the filter selects; it does not see what was made unreadable. */
    list: (isWanted: (assignment: DemoAssignment) => boolean): DemoAssignment[] =>
      shown()
        .filter((assignment) => isWanted(assignment) && !leftOut.has(assignment.id) && !hidden.has(assignment.id))
        .map((assignment) => (unreadable.has(assignment.id) ? { ...assignment, from: UNREADABLE_DAY } : assignment)),
    get(id: number): DemoAssignment | undefined {
      const [oldest] = copies;
      if (hidden.has(id)) return undefined;
      const found = oldest ? oldest.get(id) : assignments.get(id);
      return found && unreadable.has(id) ? { ...found, from: UNREADABLE_DAY } : found;
    },
    /** Later changes are not seen until the returned function is called. */
    lag(): () => void {
      const copy = new Map(assignments.list().map((assignment) => [assignment.id, assignment]));
      copies = [...copies, copy];
      return () => {
        copies = copies.filter((each) => each !== copy);
      };
    },
    /** Lists do not have this one, until the returned function is called; it can be read by its id. */
    leaveOut(id: number): () => void {
      leftOut.add(id);
      return () => leftOut.delete(id);
    },
    /** Neither lists nor reading by its id have this one, until the returned function is called. */
    hide(id: number): () => void {
      hidden.add(id);
      return () => hidden.delete(id);
    },
    /** Lists of any length are refused, until the returned function is called; assignments can be read by their id. */
    refuseLists(): () => void {
      refusals += 1;
      return () => {
        refusals -= 1;
      };
    },
    areListsRefused: (): boolean => refusals > 0,
    /** This one cannot be read, until the returned function is called. */
    garble(id: number): () => void {
      unreadable.add(id);
      return () => unreadable.delete(id);
    },
  };
};

export type Readings = ReturnType<typeof createReadings>;
