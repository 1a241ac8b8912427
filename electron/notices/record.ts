import { isDoNotDisturb, type Notice, type NoticeReason, type RecentNotice, type Shown } from '../../shared/notice.ts';

const MOST = 50;

interface Entry extends RecentNotice {
  readonly id: number;
}
type Outcome = Pick<RecentNotice, 'why' | 'shown'>;

export interface RecordOptions {
  /** Called once for all that changes in one go. */
  onChange: () => void;
  now: () => number;
}

/** What was shown lately or was not, and why: one entry for each notice, brought up to date when it is shown. */
export const createRecord = ({ onChange, now }: RecordOptions) => {
  let entries: readonly Entry[] = [];
  let lastId = 0;
  /** Those that something is about to show. */
  const offered = new Set<number>();
  let isChanged = false;

  const changed = () => {
    if (isChanged) return;
    isChanged = true;
    queueMicrotask(() => {
      isChanged = false;
      onChange();
    });
  };

  const update = (fits: (entry: Entry) => boolean, { why, shown }: Outcome): void => {
    const next = entries.map((entry) => (fits(entry) ? { ...entry, why, shown } : entry));
    const hasChanged = next.some(({ why }, n) => entries[n]?.why !== why);
    entries = next;
    if (hasChanged) changed();
  };

  const add = (notice: Notice, why: NoticeReason): number => {
    const subject = subjectOf(notice);
    const waiting = entries.find((entry) => subject && isWaiting(entry) && subjectOf(entry.notice) === subject);
    if (waiting) {
      entries = entries.map((entry) => (entry === waiting ? { ...entry, notice, why } : entry));
      if (waiting.why !== why) changed();
      return waiting.id;
    }
    lastId += 1;
    entries = [{ id: lastId, atMs: now(), notice, why, shown: null }, ...entries].slice(0, MOST);
    changed();
    return lastId;
  };

  return {
    /** Keeps a notice that is not shown now. It takes the place of one that waits and is about the same. */
    add(notice: Notice, why: NoticeReason): void {
      add(notice, why);
    },
    /** Keeps a notice that something is about to show: it waits until then. Returns its id. */
    offer(notice: Notice): number {
      const id = add(notice, 'no-page');
      offered.add(id);
      return id;
    },
    /** What became of one that was offered. */
    settle(id: number, why: NoticeReason, shown: Shown | null): void {
      offered.delete(id);
      update((entry) => entry.id === id, { why, shown });
    },
    /** What became of others that wait. */
    settleWaiting: (fits: (notice: Notice) => boolean, why: NoticeReason, shown: Shown | null = null): void =>
      update((entry) => isWaiting(entry) && !offered.has(entry.id) && fits(entry.notice), { why, shown }),
    clear(): void {
      entries = [];
      offered.clear();
      changed();
    },
    /** Newest first. */
    list: (): RecentNotice[] => entries.map(({ id: _, ...entry }) => entry),
  };
};

const isWaiting = ({ why }: RecentNotice): boolean => isDoNotDisturb(why);

/** What a notice is about, where a later one replaces it. */
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
      return 'connection';
    default:
      return undefined;
  }
};
