import {
  isWithheldReason,
  type Notice,
  type NoticeReason,
  type RecentNotice,
  type Shown,
} from '../../shared/notice.ts';

const MAX_ENTRIES = 50;

interface Entry extends RecentNotice {
  readonly id: number;
}
type Outcome = Pick<RecentNotice, 'why' | 'shown'>;

export interface RecordOptions {
  /** Called once for all changes of one event-loop turn. */
  onChange: () => void;
  now: () => number;
}

/** Recent notices with the reason why each was shown or not: one entry for each notice, updated when it is shown. */
export const createRecord = ({ onChange, now }: RecordOptions) => {
  let entries: readonly Entry[] = [];
  let lastId = 0;
  /** Ids of notices that are being shown. */
  const showing = new Set<number>();
  let isChanged = false;

  const changed = () => {
    if (isChanged) return;
    isChanged = true;
    queueMicrotask(() => {
      isChanged = false;
      onChange();
    });
  };

  const update = (matches: (entry: Entry) => boolean, { why, shown }: Outcome): void => {
    const next = entries.map((entry) => (matches(entry) ? { ...entry, why, shown } : entry));
    const hasChanged = next.some(({ why }, n) => entries[n]?.why !== why);
    entries = next;
    if (hasChanged) changed();
  };

  const add = (notice: Notice, why: NoticeReason): number => {
    const subject = subjectOf(notice);
    const withheld = entries.find((entry) => subject && isWithheld(entry) && subjectOf(entry.notice) === subject);
    if (withheld) {
      entries = entries.map((entry) => (entry === withheld ? { ...entry, notice, why } : entry));
      if (withheld.why !== why) changed();
      return withheld.id;
    }
    lastId += 1;
    entries = [{ id: lastId, atMs: now(), notice, why, shown: null }, ...entries].slice(0, MAX_ENTRIES);
    changed();
    return lastId;
  };

  return {
    /** Records a notice that is not shown now. It replaces a withheld one about the same subject. */
    add: (notice: Notice, why: NoticeReason): void => void add(notice, why),
    /** Records a notice that is being shown; it counts as withheld until `setResult`. Returns its id. */
    addShowing(notice: Notice): number {
      const id = add(notice, 'no-page');
      showing.add(id);
      return id;
    },
    /** Records the result of a notice that was being shown. */
    setResult(id: number, why: NoticeReason, shown: Shown | null): void {
      showing.delete(id);
      update((entry) => entry.id === id, { why, shown });
    },
    /** Records the result of other withheld notices. */
    setResultOfWithheld: (matches: (notice: Notice) => boolean, why: NoticeReason, shown: Shown | null = null): void =>
      update((entry) => isWithheld(entry) && !showing.has(entry.id) && matches(entry.notice), { why, shown }),
    clear(): void {
      entries = [];
      showing.clear();
      changed();
    },
    /** Newest first. */
    list: (): RecentNotice[] => entries.map(({ id: _, ...entry }) => entry),
  };
};

const isWithheld = ({ why }: RecentNotice): boolean => isWithheldReason(why);

/** The subject of a notice; a later notice about it replaces the earlier one. */
const subjectOf = (notice: Notice): string | undefined => {
  switch (notice.kind) {
    case 'saved-search':
      return `search ${notice.searchId}`;
    case 'rejected':
      return `rejection ${notice.rejectionId}`;
    case 'withdrawn':
      return `withdrawal ${notice.shift.assignmentId}`;
    case 'problem':
    case 'problem-over':
    case 'doubt':
    case 'doubt-over':
      return 'connection';
    default:
      return undefined;
  }
};
