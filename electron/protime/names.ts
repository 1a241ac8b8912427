import type { Person } from '../../shared/assignment.ts';
import { segment } from './addresses.ts';
import { type Api, undefinedOn } from './api.ts';
import { checked, type Readable, readableItems } from './body.ts';
import { apiUrl, pages } from './reading.ts';
import { type RequestedReferences, withReferences } from './references.ts';
import { ACTIVITIES_READ, PEOPLE_READ } from './scopes.ts';
import { type ActivityDefinition, activityAnswer, personAnswer } from './wire.ts';

export interface Names {
  /** All people, page by page. Only these fields are read from the data that Protime sends about a person. */
  people(signal?: AbortSignal): AsyncGenerator<Readable<Person>>;
  /** Resolves to undefined when the person does not exist (any more). */
  person(id: number, signal?: AbortSignal): Promise<Person | undefined>;
  /** @throws ProtimeError `not-found` when the tenant has no such version or level. */
  activityDefinitions(versionId: string, level: number, signal?: AbortSignal): Promise<Readable<ActivityDefinition>>;
}

export const createNames = (api: Api, origin: string, references: RequestedReferences): Names => ({
  async *people(signal) {
    const label = 'GET /people';
    const url = (externalReferences: string | undefined) => apiUrl(origin, '/people', { externalReferences });
    for await (const items of pages(api, { url, references, label, scope: PEOPLE_READ }, signal))
      yield readableItems(personAnswer, items);
  },

  person: async (id, signal) => {
    const label = 'GET /people/{id}';
    const read = (externalReferences: string | undefined) => {
      const url = apiUrl(origin, `/people/${segment(id)}`, { externalReferences });
      return api({ method: 'GET', url, label, scope: PEOPLE_READ }, signal);
    };
    const answer = await undefinedOn('not-found', withReferences(references, read));
    return answer && checked(personAnswer, answer, label);
  },

  activityDefinitions: async (versionId, level, signal) => {
    const label = 'GET /activity-structure-versions/{id}/levels/{level}/activity-definitions';
    const path = `/activity-structure-versions/${segment(versionId)}/levels/${segment(level)}/activity-definitions`;
    const found: Readable<ActivityDefinition> = { readable: [], unreadable: [] };
    for await (const items of pages(api, { url: () => apiUrl(origin, path), label, scope: ACTIVITIES_READ }, signal)) {
      const { readable, unreadable } = readableItems(activityAnswer, items);
      found.readable.push(...readable);
      found.unreadable.push(...unreadable);
    }
    return found;
  },
});
