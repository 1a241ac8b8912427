import type { Activity, Person } from './assignment-schema.ts';

export type { Activity, ActivityRef, Assignment, AssignmentFields, Person } from './assignment-schema.ts';

/** Protime's integer id of one assignment. */
export type AssignmentId = number;
/** Protime's integer id of one person. */
export type PersonId = number;

/** First name and last name, or `#id` while the name is not known. */
export const personName = (person: Person | undefined, id: PersonId | null): string => {
  const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
  return name || (id === null ? '–' : `#${id}`);
};

/** The activity's name in a language such as `nl`, else its default name, else the id's first block. */
export const activityName = (activity: Activity | undefined, id: string, language: string): string => {
  const translated = Object.entries(activity?.translations ?? {}).find(([tag]) => tag.split('-')[0] === language);
  return translated?.[1] ?? activity?.name ?? id.split('-')[0] ?? id;
};
