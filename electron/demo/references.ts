import type { Activities } from './activities.ts';
import type { DemoAssignment, DemoEvent } from './assignments.ts';
import { HttpError } from './http.ts';
import type { DemoPerson } from './people.ts';

/** The external references that were requested, by collection. */
export interface References {
  /** As requested. */
  readonly text: string;
  readonly people: readonly string[];
  readonly activities: readonly string[];
}

const PREDEFINED = {
  people: ['@badge-number', '@employee-number'],
  'activity-definitions': ['@data-entry-code', '@external-reference'],
} as const;

const refuse = (text: string): never => {
  throw new HttpError(400, 'InvalidExternalReferences', `The external references '${text}' are not valid.`);
};

/** Reads `(people,@employee-number)(activity-definitions,@data-entry-code)`. Names without `@` are defined by customers. */
export const parseReferences = (text: string): References => {
  if (!/^(\([^()]+\))*$/.test(text)) return refuse(text);
  const requested = { people: [] as string[], 'activity-definitions': [] as string[] };
  for (const [, inner = ''] of text.matchAll(/\(([^()]+)\)/g)) {
    const [collection = '', ...names] = inner.split(',').map((part) => part.trim());
    if (collection !== 'people' && collection !== 'activity-definitions') return refuse(text);
    const known: readonly string[] = PREDEFINED[collection];
    if (names.length === 0 || names.some((name) => !name || (name.startsWith('@') && !known.includes(name)))) {
      return refuse(text);
    }
    requested[collection].push(...names);
  }
  return { text, people: requested.people, activities: requested['activity-definitions'] };
};

export interface Serializer {
  assignment(assignment: DemoAssignment, references: References): Record<string, unknown>;
  event(event: DemoEvent, references: References): Record<string, unknown>;
}

export interface SerializerOptions {
  readonly people: readonly DemoPerson[];
  readonly activities: Activities;
  /** Older tenants do not send `isRejected` at all. */
  readonly omitIsRejected: boolean;
}

const pickReferences = (names: readonly string[], values: Readonly<Record<string, string | null>>) => {
  const found = names.flatMap((name) => {
    const value = values[name];
    return value ? [[name, value] as const] : [];
  });
  return found.length > 0 ? { externalReferences: Object.fromEntries(found) } : {};
};

/** Converts to JSON: adds the external references; some assignments omit empty fields where others have `null`. */
export const createSerializer = ({ people, activities, omitIsRejected }: SerializerOptions): Serializer => {
  const personById = new Map(people.map((person) => [person.id, person]));
  const personReferences = (id: number, names: readonly string[]) => {
    const person = personById.get(id);
    if (!person) return {};
    return pickReferences(names, {
      '@badge-number': person.badgeNumber,
      '@employee-number': person.employeeNumber,
      'payroll-id': `PAY-${person.id}`,
    });
  };
  const activityReferences = (id: string, names: readonly string[]) => {
    const activity = activities.byId(id);
    if (!activity) return {};
    return pickReferences(names, {
      '@data-entry-code': activity.dataEntryCode,
      '@external-reference': activity.externalReference,
    });
  };
  const assignment: Serializer['assignment'] = ({ isRejected, ...plain }, references) => {
    const full = {
      ...plain,
      person: plain.person && { ...plain.person, ...personReferences(plain.person.id, references.people) },
      activityLevels: plain.activityLevels.map(({ level, activityDefinition: { id } }) => ({
        level,
        activityDefinition: { id, ...activityReferences(id, references.activities) },
      })),
      ...(omitIsRejected ? {} : { isRejected }),
    };
    if (plain.id % 3 !== 0) return full;
    return Object.fromEntries(Object.entries(full).filter(([, value]) => value !== null));
  };
  return {
    assignment,
    event: (event, references) =>
      event.changeType === 'Delete'
        ? { ...event }
        : { changeType: event.changeType, data: assignment(event.data, references) },
  };
};
