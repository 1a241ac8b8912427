import { describe, expect, it } from 'vitest';
import type { DemoAssignment } from '../../../electron/demo/assignments.ts';
import { NOW_MS, type Started, startTenant } from './demo-client.ts';

const now = (): number => NOW_MS;

interface Page<Item> {
  readonly value: Item[];
  readonly nextLink?: string;
}

const query = (filter: string, more: Record<string, string> = {}): string =>
  `/assignments?${new URLSearchParams({ filter, ...more })}`;

const JUNE = "date ge '2026-06-01' and date le '2026-06-30'";

const readAll = async <Item>({ api }: Started, path: string): Promise<Page<Item>[]> => {
  const pages: Page<Item>[] = [];
  for (let next: string | undefined = path; next !== undefined; next = pages.at(-1)?.nextLink) {
    const { status, body } = await api(next);
    expect(status).toBe(200);
    pages.push(body as Page<Item>);
  }
  return pages;
};

describe('the collections of the demo tenant', () => {
  it('lists the assignments of a period over many pages, empty ones in between', async () => {
    const started = await startTenant({ now, pageSize: 50 });
    const pages = await readAll<DemoAssignment>(started, query(JUNE));
    const ids = pages.flatMap(({ value }) => value.map(({ id }) => id));
    const expected = started.tenant.assignments().filter(({ from }) => from >= '2026-06-01' && from <= '2026-06-30');
    expect(ids).toEqual(expected.map(({ id }) => id));
    expect(pages.slice(0, -1).some(({ value }) => value.length === 0)).toBe(true);
    expect(pages[0]?.nextLink).toMatch(/^\/connector\/protimeapi\/api\/v1\/assignments\?.*continuationToken=/);
    expect(pages.every(({ value }) => value.length <= 50)).toBe(true);
  });

  it('narrows the list to persons', async () => {
    const started = await startTenant({ now });
    const pages = await readAll<DemoAssignment>(started, query(`${JUNE} and person in (1001, 1003)`));
    const persons = new Set(pages.flatMap(({ value }) => value.map(({ person }) => person?.id)));
    expect(persons).toEqual(new Set([1001, 1003]));
  });

  it.each(['', 'person in (1001)', "date ge '1 June'", "colour eq 'red'", 'date ge 2026-06-01'])(
    'refuses the filter "%s"',
    async (filter) => {
      const { api } = await startTenant({ now });
      expect(await api(query(filter))).toMatchObject({
        status: 400,
        body: { error: { code: 'InvalidFilter', message: expect.any(String) } },
      });
    },
  );

  it('refuses an unknown continuation token, and a URI above 4096 characters', async () => {
    const { api } = await startTenant({ now });
    expect((await api(query(JUNE, { continuationToken: 'made-up' }))).status).toBe(400);
    const persons = Array.from({ length: 900 }, (_, at) => 1000 + at).join(',');
    expect((await api(query(`${JUNE} and person in (${persons})`))).status).toBe(414);
  });

  it('returns one assignment, and answers 404 when it does not exist any more', async () => {
    const { tenant, api } = await startTenant({ now });
    const saved = tenant.upsert({ id: 90_001, person: { id: 1001 }, from: '2026-06-16', comments: 'Één é 👋' });
    const found = await api('/assignments/90001');
    expect([found.status, found.body]).toEqual([200, expect.objectContaining({ comments: 'Één é 👋' })]);
    expect(found.body).toMatchObject({ id: saved.id, changeVersion: saved.changeVersion, isRejected: false });
    tenant.remove(90_001);
    const gone = await api('/assignments/90001');
    expect([gone.status, gone.body]).toEqual([404, { error: expect.objectContaining({ code: 'NotFound' }) }]);
  });

  it('omits empty fields in some assignments and has null in others', async () => {
    const { tenant, api } = await startTenant({ now });
    tenant.upsert({ id: 90_000 });
    tenant.upsert({ id: 90_001 });
    expect((await api('/assignments/90000')).body).not.toHaveProperty('startTimeInMinutes');
    expect((await api('/assignments/90001')).body).toHaveProperty('startTimeInMinutes', null);
  });

  it('does not send isRejected when the tenant is an older one', async () => {
    const { tenant, api } = await startTenant({ now, omitIsRejected: true });
    const { id } = tenant.upsert({ isRejected: true });
    expect((await api(`/assignments/${id}`)).body).not.toHaveProperty('isRejected');
  });

  it('adds the requested external references, and refuses unknown ones', async () => {
    const { tenant, api } = await startTenant({ now });
    const [activity] = tenant.activities.level(1);
    const { id } = tenant.upsert({
      person: { id: 1001 },
      activityLevels: [{ level: 1, activityDefinition: { id: activity?.id ?? '' } }],
    });
    const asked = (references: string) =>
      api(`/assignments/${id}?externalReferences=${encodeURIComponent(references)}`);
    const employeeNumber = tenant.people()[0]?.employeeNumber;
    expect(
      (await asked('(people,@employee-number,payroll-id)(activity-definitions,@data-entry-code)')).body,
    ).toMatchObject({
      person: { id: 1001, externalReferences: { '@employee-number': employeeNumber, 'payroll-id': 'PAY-1001' } },
      activityLevels: [{ activityDefinition: { externalReferences: { '@data-entry-code': '100' } } }],
    });
    for (const wrong of ['people', '(people)', '(people,@shoe-size)', '(cars,@plate)']) {
      expect((await asked(wrong)).status).toBe(400);
    }
  });

  it('refuses the assignments to a tenant on Planning Flex', async () => {
    const { tenant, api } = await startTenant({ now, planning: 'flex' });
    const id = tenant.assignments()[0]?.id;
    expect([(await api(query(JUNE))).status, (await api(`/assignments/${id}`)).status]).toEqual([403, 403]);
  });

  it('pages through people whose payload contains far more than the app may store', async () => {
    const started = await startTenant({ now, pageSize: 15 });
    const pages = await readAll<Record<string, unknown>>(started, '/people');
    expect(pages.map(({ value }) => value.length)).toEqual([15, 0, 15, 10]);
    expect(pages[0]?.value[0]).toMatchObject({
      id: 1001,
      employeeNumber: '0012',
      nationalNumber: expect.stringContaining('00.00.00-'),
      bankAccount: expect.stringContaining('BE00 0000'),
      pin: expect.any(String),
    });
    expect((await started.api('/people/1002')).body).toMatchObject({ id: 1002 });
    expect((await started.api('/people/9999')).status).toBe(404);
  });

  it('serves the activity definitions of its own structure only', async () => {
    const { tenant, api } = await startTenant({ now });
    const path = (version: string, level: number) =>
      `/activity-structure-versions/${version}/levels/${level}/activity-definitions`;
    const { body } = await api(path(tenant.activities.versionId, 1));
    expect((body as Page<unknown>).value[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      level: 1,
      name: { default: 'Reception', translations: { 'nl-BE': 'Onthaal', 'fr-BE': 'Accueil' } },
      dataEntryCode: '100',
      externalReference: 'ERP-100',
    });
    expect((await api(path(tenant.activities.versionId, 2))).status).toBe(200);
    expect((await api(path(tenant.activities.versionId, 3))).status).toBe(404);
    expect((await api(path('38fc2206-b51f-434a-9c36-9e0e5fc5e70e', 1))).status).toBe(404);
  });

  it('answers 404 for an unknown address and 405 for an unknown method', async () => {
    const { api } = await startTenant({ now });
    expect([(await api('/teams')).status, (await api('/people', { method: 'DELETE' })).status]).toEqual([404, 405]);
  });
});
