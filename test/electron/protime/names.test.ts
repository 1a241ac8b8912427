import { describe, expect, it } from 'vitest';
import { API_PATH } from '../../../electron/protime/addresses.ts';
import { ALL_SCOPES, PEOPLE_READ } from '../../../electron/protime/scopes.ts';
import { api, collect, failure, grant, startProtime, TOKEN } from './protime-fixture.ts';

const PEOPLE = api('GET /people');
const full = {
  id: 12,
  firstName: 'Noor',
  lastName: 'Claes',
  employeeNumber: '0042',
  socialSecurityNumber: '85.07.30-033.61',
  bankAccount: 'BE68539007547034',
  pinCode: 4711,
  hourlyRate: 18.5,
  badgeNumber: '991',
};

describe('people', () => {
  it('are reduced to id, names and employee number', async () => {
    const { server, client } = await startProtime();
    server.respondTo(
      PEOPLE,
      { json: { value: [full, { id: '13', lastName: null }], nextLink: `${API_PATH}/people?page=2` } },
      { json: { value: [{ id: 14, firstName: 'Jan', employeeNumber: 7 }] } },
    );
    const pages = await collect(client.people());
    expect(pages.map(({ readable }) => readable)).toEqual([
      [
        { id: 12, firstName: 'Noor', lastName: 'Claes', employeeNumber: '0042' },
        { id: 13, firstName: '', lastName: '', employeeNumber: null },
      ],
      [{ id: 14, firstName: 'Jan', lastName: '', employeeNumber: '7' }],
    ]);
  });

  it('have the requested external references', async () => {
    const { server, client } = await startProtime({
      externalReferences: { people: ['hr-id'], activityDefinitions: ['@data-entry-code'] },
    });
    server.respondTo(api('GET /people/12'), { json: { ...full, externalReferences: { 'hr-id': 'N-12' } } });
    expect((await client.person(12))?.references).toEqual({ 'hr-id': 'N-12' });
    expect(server.requestsTo(api('GET /people/12'))[0]?.query.get('externalReferences')).toBe('(people,hr-id)');
  });

  it('do not appear in error messages', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('GET /people/12'), { json: { ...full, firstName: { secret: 'Noor' } } });
    const error = await failure(client.person(12));
    expect([error.code, error.detail]).toEqual(['unexpected-answer', 'firstName']);
    server.respondTo(PEOPLE, { text: '{"value":[{"lastName":"Claes"' });
    const broken = await failure(collect(client.people()));
    expect(JSON.stringify([error, error.message, broken, broken.message, broken.cause])).not.toMatch(/Noor|Claes|BE68/);
  });

  it('are read one by one: an invalid record is counted and does not affect the others', async () => {
    const { server, client } = await startProtime();
    const others = [{ ...full, firstName: { secret: 'Noor' } }, 'x', null, { lastName: 'Claes' }];
    const odd = { id: 15, firstName: 'An', employeeNumber: { a: 1 } };
    server.respondTo(PEOPLE, { json: { value: [...others, full, odd] } });
    const [page] = await collect(client.people());
    expect(page?.readable.map(({ id, employeeNumber }) => [id, employeeNumber])).toEqual([
      [12, '0042'],
      [15, null],
    ]);
    expect(page?.unreadable).toEqual(['[0].firstName', '[1]', '[2]', '[3].id']);
  });

  it('are undefined when they do not exist', async () => {
    const { client } = await startProtime();
    expect(await client.person(99)).toBeUndefined();
  });

  it('are not requested without the scope', async () => {
    const { server, client } = await startProtime();
    server.respondTo(TOKEN, grant('t', ALL_SCOPES.filter((scope) => scope !== PEOPLE_READ).join(' ')));
    expect(await failure(collect(client.people()))).toMatchObject({ code: 'missing-scope', scope: PEOPLE_READ });
    expect(server.requestsTo(PEOPLE)).toEqual([]);
  });
});

describe('activity definitions', () => {
  const path = '/activity-structure-versions/v-1/levels/2/activity-definitions';

  it('are read with their names in every language', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api(`GET ${path}`), {
      json: {
        value: [
          {
            id: 'a',
            level: 2,
            name: { default: 'Reception', translations: { 'nl-BE': 'Onthaal', 'fr-BE': null } },
            dataEntryCode: 'R1',
          },
          { id: 'b', level: '2', name: null, externalReference: 5 },
        ],
      },
    });
    expect((await client.activityDefinitions('v-1', 2)).readable).toEqual([
      {
        id: 'a',
        level: 2,
        name: 'Reception',
        translations: { 'nl-BE': 'Onthaal' },
        dataEntryCode: 'R1',
        externalReference: null,
      },
      { id: 'b', level: 2, name: null, dataEntryCode: null, externalReference: '5' },
    ]);
  });

  it('are not found when the tenant has no such version', async () => {
    const { client } = await startProtime();
    expect((await failure(client.activityDefinitions('../../people', 1))).code).toBe('not-found');
  });
});
