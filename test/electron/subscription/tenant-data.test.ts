import { expect, it } from 'vitest';
import { clearOtherTenantData, forgetDemoData } from '../../../electron/subscription/tenant-data.ts';
import { pushed, startCore, upsert } from '../ingest/core.ts';

it('resets the position of saved searches when the log is emptied, because positions restart', () => {
  const core = startCore();
  const { db, values, searches, changes } = core;
  const settle = (tenant: string) => clearOtherTenantData(db, values, tenant, { dataDir: '', nowMs: 0 });
  const notifiedSeq = () => searches.withNotifications().map((search) => search.notifiedSeq);
  settle('demo data');
  for (const id of [1, 2, 3]) core.apply(upsert(id, 'A'), pushed());
  searches.insert({ name: 'Rejected', filters: { kinds: ['rejected'] }, notify: true }, changes.lastSeq());
  expect([settle('demo data'), notifiedSeq()]).toEqual([false, [3]]);
  expect([settle('sandbox/acme'), notifiedSeq()]).toEqual([true, [0]]);
  values.set('tenant', 'demo data');
  searches.setNotifiedSeq(1, 1);
  forgetDemoData(db, values);
  expect(notifiedSeq()).toEqual([0]);
});
