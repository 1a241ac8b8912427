import { z } from 'zod';

const references = z.record(z.string(), z.string());

export const activityRef = z.object({
  level: z.number().int(),
  activityId: z.string(),
  externalReferences: references.optional(),
});
/** Which activity is planned on one level of the tenant's activity structure. */
export type ActivityRef = z.infer<typeof activityRef>;

/** The fields of one version of an assignment, in this app's own names (the wire names are in protime/wire.ts) */
export const assignmentFields = z.object({
  personId: z.number().int().nullable(),
  /** First day, `YYYY-MM-DD`. */
  from: z.string(),
  /** Last day, `YYYY-MM-DD`; null is open-ended. */
  until: z.string().nullable(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  breakMinutes: z.number().int().nullable(),
  comments: z.string().nullable(),
  activities: z.array(activityRef),
  /** null: this tenant does not send the field. */
  isRejected: z.boolean().nullable(),
  personReferences: references.optional(),
});
export type AssignmentFields = z.infer<typeof assignmentFields>;

/** The current version of one assignment, as sent to the screens. */
export const assignment = assignmentFields.extend({
  id: z.number().int(),
  changeVersion: z.string(),
  deleted: z.boolean(),
  /** Position in the log of the change that made this row. */
  seq: z.number().int(),
  /** When this app first saw this version. */
  seenAtMs: z.number(),
  /** When this app last saw the assignment change; null when it was only read in an initial sync. */
  changedAtMs: z.number().nullable(),
});
export type Assignment = z.infer<typeof assignment>;

export const person = z.object({
  id: z.number().int(),
  firstName: z.string(),
  lastName: z.string(),
  employeeNumber: z.string().nullable(),
  references: references.optional(),
});
/** Everything stored about a person. */
export type Person = z.infer<typeof person>;

export const activity = z.object({
  id: z.string(),
  level: z.number().int(),
  /** The name in the tenant's default language; null while only the id is known. */
  name: z.string().nullable(),
  /** By language tag, e.g. `nl-BE`. */
  translations: z.record(z.string(), z.string()).optional(),
});
export type Activity = z.infer<typeof activity>;

/** Protime's integer id of one assignment. */
export type AssignmentId = number;
/** Protime's integer id of one person. */
export type PersonId = number;

/** First name and last name, or `#id` while the name is not known. */
export const personName = (person: Person | undefined, id: PersonId | null): string => {
  const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
  return name || (id === null ? '–' : `#${id}`);
};

/** The activity's name in a language such as `nl`, else its default name, else the part of the id before the first hyphen. */
export const activityName = (activity: Activity | undefined, id: string, language: string): string => {
  const translated = Object.entries(activity?.translations ?? {}).find(([tag]) => tag.split('-')[0] === language);
  return translated?.[1] ?? activity?.name ?? id.split('-')[0] ?? id;
};
