import { isHush, type Why } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/rejections.ts';
import type { Writer } from '../database/writer.ts';
import type { PlanEvent } from '../listeners.ts';
import type { Applied } from '../timeline/apply.ts';
import { type News, newsOfRejection, shiftOfAssignment } from './news.ts';
import type { Considered, Notices } from './notices.ts';

export interface TellerOptions {
  rejections: RejectionStore;
  writer: Writer;
  notices: Pick<Notices, 'consider' | 'considerWithheld' | 'hasWithheld'>;
  onPlanEvent: (event: PlanEvent) => void;
  /** A rejection began, ended or may have, or it was decided what the planner hears of it. */
  onRejections: () => void;
  now: () => number;
}

/**
 * Tells the planner of each rejection once: at once when it is pushed, in a summary when it was found by reading the list or
 * when the app ended before it could tell, and afterwards when it came in quiet time. The database remembers it in two
 * steps, before the words are said and after: a crash in between, when nobody can know whether they were heard, repeats
 * them in the summary, marked as said again.
 */
export const createTeller = ({ rejections, writer, notices, onPlanEvent, onRejections, now }: TellerOptions) => {
  /** Whether rejections may be waiting for the end of the quiet. */
  let mayWait = true;
  /** Told, but not yet on disk. */
  const underWay = new Set<number>();

  /** Says what is to be said about rejections, between the two steps of remembering it. */
  const telling = ({ verdicts, say }: Considered, alsoSay: () => void): void => {
    const ids = verdicts.map(({ rejectionId }) => rejectionId);
    try {
      // Not waiting for the disk: a power cut may tell one twice, a crash of the app finds what was written.
      if (ids.length > 0) writer.writeNow(() => rejections.markTelling(ids, now()));
    } catch {
      // Storage that refuses must not keep us silent: better told twice, after a restart, than never.
    }
    alsoSay();
    say();
    if (ids.length === 0) return;
    for (const id of ids) underWay.add(id);
    writer
      .write(() => keep(verdicts))
      .then(
        () => {
          for (const id of ids) underWay.delete(id);
          // What is kept back does not count, and the screens show why.
          onRejections();
        },
        // Then it is told again after a restart, and not before.
        () => {},
      );
  };
  const keep = (verdicts: Considered['verdicts']) => {
    for (const [why, alike] of Map.groupBy(verdicts, (verdict) => verdict.why)) {
      const ids = alike.map(({ rejectionId }) => rejectionId);
      if (isHush(why)) rejections.markWithheld(ids, why);
      else rejections.markTold(ids, now(), why);
    }
    mayWait ||= verdicts.some(({ why }) => isHush(why));
  };

  const rejectedEvent = (rejection: Rejection): PlanEvent => ({
    event: 'rejected',
    assignmentId: rejection.assignmentId,
    personId: rejection.personId,
    seenAtMs: rejection.seenAtMs,
  });
  const found = (applied: readonly Applied[]): Rejection[] =>
    applied.flatMap(({ rejectionId }) => (rejectionId === undefined ? [] : (rejections.get(rejectionId) ?? [])));

  const events = (applied: readonly Applied[], opened: readonly Rejection[]) => () => {
    for (const rejection of opened) onPlanEvent(rejectedEvent(rejection));
    for (const { withdrawn, assignment } of applied)
      if (withdrawn && assignment)
        onPlanEvent({
          event: 'withdrawn',
          assignmentId: assignment.id,
          personId: assignment.personId,
          seenAtMs: assignment.seenAtMs,
        });
  };

  return {
    /** What a delivery did. */
    tell(applied: readonly Applied[]): void {
      if (!applied.some(changesRejection)) return;
      const opened = found(applied);
      const news: News[] = [
        ...opened.map((rejection): News => ({ kind: 'rejected', ...newsOfRejection(rejection) })),
        ...applied.flatMap(({ withdrawn, assignment }): News[] =>
          withdrawn && assignment
            ? [{ kind: 'withdrawn', shift: shiftOfAssignment(assignment), wasTold: rejections.wasTold(assignment.id) }]
            : [],
        ),
      ];
      onRejections();
      telling(notices.consider(news), events(applied, opened));
    },

    /** What reading the list found: one summary, not twelve notifications. */
    tellCaughtUp(applied: readonly Applied[], isInitial: boolean): void {
      if (applied.some(changesRejection)) onRejections();
      const opened = found(applied);
      const rejected = opened.map(newsOfRejection);
      const considered = notices.consider([{ kind: 'caught-up', changes: applied.length, rejected, isInitial }]);
      telling(considered, events(applied, opened));
    },

    /** At start: what was kept just before the app ended and nobody was told of. */
    tellLeftOver(): void {
      const left = rejections.untold().filter(({ rejection }) => newsOfRejection(rejection).withheld === null);
      const rejected = left.map(({ rejection }) => newsOfRejection(rejection));
      telling(notices.consider([{ kind: 'left-over', rejected }]), () => {
        for (const { rejection, perhapsTold } of left)
          onPlanEvent({ ...rejectedEvent(rejection), ...(perhapsTold ? { again: true } : {}) });
      });
    },

    /** Time has passed, or the planner wants something else: tells what was kept back and may be told now. */
    tellWithheld(): void {
      if (!mayWait && !notices.hasWithheld()) return;
      const kept = rejections
        .untold()
        .map(({ rejection }) => newsOfRejection(rejection))
        .filter(({ withheld, rejectionId }) => withheld !== null && !underWay.has(rejectionId));
      mayWait = kept.length + underWay.size > 0;
      const considered = notices.considerWithheld(kept);
      const withheldAs = new Map<number, Why | null>(kept.map(({ rejectionId, withheld }) => [rejectionId, withheld]));
      const changed = considered.verdicts.filter(({ rejectionId, why }) => withheldAs.get(rejectionId) !== why);
      telling({ ...considered, verdicts: changed }, () => {});
    },
  };
};

export type Teller = ReturnType<typeof createTeller>;

/** A delete, or a late version, can end a rejection without a word; the count changes all the same. */
const changesRejection = ({ rejectionId, withdrawn, outcome, kinds, assignment }: Applied): boolean =>
  rejectionId !== undefined ||
  withdrawn ||
  (kinds[0] === 'deleted' && assignment?.isRejected === true) ||
  (outcome === 'stale' && assignment !== undefined);
