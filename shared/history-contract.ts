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

/** The part of the contract that is about the history and the data's own life. */
export const historyContract = {
  'history.search': request(searchRequest, searchPage),
  /** How much each value of a chip would find. */
  'history.counts': request(searchFilters, searchCounts),
  /** How much each of some searches would find, up to the cap; null: there was no time to count. */
  'history.countEach': request(z.array(searchFilters).max(100), z.array(z.number().int().nullable())),
  /** Activities and comments of the shifts of some lines; those of which nothing is kept are left out. */
  'history.shifts': request(z.object({ seqs: z.array(id).max(500) }), z.array(shiftContent)),
  /** One line with all that is kept of it; null when it is gone. */
  'history.details': request(
    z.object({ seq: id }),
    z
      .object({
        entry: changeEntry,
        /** All fields of this version; null for a delete and a copy. */
        fields: assignmentFields.nullable(),
        /** All fields of the version before it; null when there was none. */
        before: assignmentFields.nullable(),
        /** The provider's own object with every field it sent; null for a delete and a copy. */
        raw: z.record(z.string(), z.unknown()).nullable(),
        /** How it came; null when it was found by reading the list, or when the delivery is no longer kept. */
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
  /** Times in which nothing could be received that touch a period; newest first. */
  'history.gaps': request(z.object({ fromMs: instantMs, untilMs: instantMs }), z.array(gap)),

  'searches.list': request(nothing, z.array(savedSearch)),
  'searches.save': request(newSearch, savedSearch),
  /** Renames it, gives it another question, or turns its notices on or off; null when it is gone. */
  'searches.update': request(searchChange, savedSearch.nullable()),
  'searches.delete': request(z.object({ id }), nothing),
  /** All ids in their new order. */
  'searches.reorder': request(z.object({ ids: z.array(id).max(1000) }), nothing),
  'searches.changed': push(z.array(savedSearch)),

  /** null: the planner chose no file after all. */
  'export.start': request(exportRequest, exportState.nullable()),
  'export.cancel': request(z.object({ id }), nothing),
  /** The running one, else the last one. */
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
  /** Reads a delivery anew that was not understood, or only partly; says what came of it, null when it is gone. */
  'deliveries.processAgain': request(
    z.object({ id }),
    z.object({ outcome: deliveryOutcome, applied: z.number().int() }).nullable(),
  ),

  /** Newest first. */
  'backups.list': request(nothing, z.array(backup)),
  'backups.make': request(nothing, backup),
  /** Checks a backup and takes it in place of the database when the app is started next; false when it is damaged. */
  'backups.restoreAtStart': request(z.object({ name: z.string().max(200) }), z.boolean()),
  /** What forgetting them would take out, and the files it would leave. */
  'person.traces': request(z.object({ personId: id }), forgetResult),
  /** Takes a person out of everything, and turns away what comes about them from then on. */
  'person.forget': request(z.object({ personId: id }), forgetResult),
  /** Who was forgotten, newest first: when, and nothing else. */
  'person.forgotten': request(nothing, z.array(forgottenPerson)),
  /** Lets somebody be read again; what was known of them does not come back by that. */
  'person.allowAgain': request(forgottenPerson.pick({ id: true }), nothing),
};
