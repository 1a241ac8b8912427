import { z } from 'zod';
import { assignmentFields } from './assignment.ts';
import { changeEntry, shiftContent } from './change-event.ts';
import { gap } from './connection.ts';
import { nothing, push, request } from './contract-parts.ts';
import { deliveryDetails, deliveryList, deliveryOutcome, deliveryTrust } from './delivery.ts';
import { exportedFile, exportRequest, exportState } from './export.ts';
import { backup, forgetResult, forgottenPerson } from './maintenance.ts';
import { newSearch, savedSearch, searchChange } from './saved-search.ts';
import { searchCounts, searchFilters, searchPage, searchRequest } from './search.ts';
import { instantMs } from './time.ts';

const id = z.number().int();

/** The part of the contract about the history, exports, deliveries, backups and erasing people. */
export const historyContract = {
  'history.search': request(searchRequest, searchPage),
  /** Number of results for each value of each filter. */
  'history.counts': request(searchFilters, searchCounts),
  /** Number of results of each search, up to the cap; null: there was no time to count. */
  'history.countEach': request(z.array(searchFilters).max(100), z.array(z.number().int().nullable())),
  /** Activities and comments for some history entries. Entries without stored content are omitted. */
  'history.shifts': request(z.object({ seqs: z.array(id).max(500) }), z.array(shiftContent)),
  /** One history entry with everything stored about it; null when it no longer exists. */
  'history.details': request(
    z.object({ seq: id }),
    z
      .object({
        entry: changeEntry,
        /** All fields of this version; null for deletes and duplicates. */
        fields: assignmentFields.nullable(),
        /** All fields of the version before it; null when there was none. */
        before: assignmentFields.nullable(),
        /** The object as the provider sent it; null for deletes and duplicates. */
        raw: z.record(z.string(), z.unknown()).nullable(),
        /** The delivery it came in; null when found by reading the list or when the delivery was pruned. */
        delivery: z
          .object({
            id,
            receivedAtMs: z.number(),
            trust: deliveryTrust,
            outcome: deliveryOutcome,
            headers: z.record(z.string(), z.string()),
          })
          .nullable(),
      })
      .nullable(),
  ),
  /** Gaps (times without reception) that overlap a period, newest first. */
  'history.gaps': request(z.object({ fromMs: instantMs, untilMs: instantMs }), z.array(gap)),

  'searches.list': request(nothing, z.array(savedSearch)),
  'searches.save': request(newSearch, savedSearch),
  /** Renames it, changes its filters, or switches its notifications; null when it is gone. */
  'searches.update': request(searchChange, savedSearch.nullable()),
  'searches.delete': request(z.object({ id }), nothing),
  /** All ids in their new order. */
  'searches.reorder': request(z.object({ ids: z.array(id).max(1000) }), nothing),
  'searches.changed': push(z.array(savedSearch)),

  /** null: the planner cancelled. */
  'export.start': request(exportRequest, exportState.nullable()),
  'export.cancel': request(z.object({ id }), nothing),
  /** The running export, else the last one. */
  'export.state': request(nothing, exportState.nullable()),
  'export.changed': push(exportState),
  /** Files that were exported and are still there, newest first. */
  'export.files': request(nothing, z.array(exportedFile)),
  'export.deleteFile': request(z.object({ id }), nothing),

  'deliveries.list': request(
    z.object({
      outcomes: z.array(deliveryOutcome).optional(),
      beforeId: id.optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    deliveryList,
  ),
  'deliveries.get': request(z.object({ id }), deliveryDetails.nullable()),
  /** Processes a delivery again that was not, or only partly, recognised; returns the result, null when it is gone. */
  'deliveries.processAgain': request(
    z.object({ id }),
    z.object({ outcome: deliveryOutcome, applied: z.number().int() }).nullable(),
  ),

  /** Newest first. */
  'backups.list': request(nothing, z.array(backup)),
  'backups.make': request(nothing, backup),
  /** Checks a backup and schedules it to replace the database at the next start; false when it is damaged. */
  'backups.restoreAtStart': request(z.object({ name: z.string().max(200) }), z.boolean()),
  /** What forgetting the person would delete, and which files would remain. */
  'person.traces': request(z.object({ personId: id }), forgetResult),
  /** Erases a person everywhere and ignores what is sent about them from then on. */
  'person.forget': request(z.object({ personId: id }), forgetResult),
  /** Who was forgotten, newest first: when, and nothing else. */
  'person.forgotten': request(nothing, z.array(forgottenPerson)),
  /** Accepts data about the person again; erased data is not restored. */
  'person.allowAgain': request(forgottenPerson.pick({ id: true }), nothing),
};
