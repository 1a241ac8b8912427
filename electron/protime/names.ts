import type { Person } from '../../shared/assignment.ts';
import { segment } from './addresses.ts';
import { type Api, undefinedOn } from './api.ts';
import { checked, type Readable, readableItems } from './body.ts';
import { apiUrl, pages } from './reading.ts';
import { type RequestedReferences, withReferences } from './references.ts';
import { ACTIVITIES_READ, PEOPLE_READ } from './scopes.ts';
import { type ActivityDefinition, activityAnswer, personAnswer } from './wire.ts';

export interface Names {
  /** Everyone, page by page. Of all that Protime sends about a person, only these fields ever leave here. */
  people(signal?: AbortSignal): AsyncGenerator<Readable<Person>>;
  /** undefined when there is no such person (any more). */
  person(id: number, signal?: AbortSignal): Promise<Person | undefined>;
  /** @throws ProtimeError `not-found` when the tenant has no such version or level. */
  activityDefinitions(versionId: string, level: number, signal?: AbortSignal): Promise<Readable<ActivityDefinition>>;
}

export const createNames = (api: Api, origin: string, references: RequestedReferences): Names => ({
  async *people(signal) {
    const where = 'GET /people';
    const url = (externalReferences: string | undefined) => apiUrl(origin, '/people', { externalReferences });
    for await (const items of pages(api, { url, references, where, scope: PEOPLE_READ }, signal))
      yield readableItems(personAnswer, items);
  },

  person: async (id, signal) => {
    const where = 'GET /people/{id}';
    const read = (externalReferences: string | undefined) => {
      const url = apiUrl(origin, `/people/${segment(id)}`, { externalReferences });
      return api({ method: 'GET', url, where, scope: PEOPLE_READ }, signal);
    };
    const answer = await undefinedOn('not-found', withReferences(references, read));
    return answer && checked(personAnswer, answer, where);
  },

  activityDefinitions: async (versionId, level, signal) => {
    const where = 'GET /activity-structure-versions/{id}/levels/{level}/activity-definitions';
    const path = `/activity-structure-versions/${segment(versionId)}/levels/${segment(level)}/activity-definitions`;
    const found: Readable<ActivityDefinition> = { readable: [], unreadable: [] };
    for await (const items of pages(api, { url: () => apiUrl(origin, path), where, scope: ACTIVITIES_READ }, signal)) {
      const { readable, unreadable } = readableItems(activityAnswer, items);
      found.readable.push(...readable);
      found.unreadable.push(...unreadable);
    }
    return found;
  },
});
