import { expect, it } from 'vitest';
import { createInspector } from '../../../electron/database/tables/inspector.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import type { EventEffect } from '../../../electron/ingest/apply.ts';
import { createReprocessDelivery, maskHeaders } from '../../../electron/ingest/reprocess-delivery.ts';
import type { DeliveryOutcome } from '../../../shared/delivery.ts';
import { startFile } from '../database/files.ts';
import { pushed, upsert } from './core.ts';

const start = () => {
  const core = startFile();
  const delivered: EventEffect[] = [];
  let waiting = 0;
  const inspector = createInspector(core.db);
  const again = createReprocessDelivery({
    writer: createWriter(core.db),
    deliveries: core.deliveries,
    changes: core.changes,
    hints: core.hints,
    now: () => 5000,
    apply: core,
    onDelivered: (applied) => delivered.push(...applied),
    onUnverified: () => {
      waiting += 1;
    },
  });
  const keep = (body: unknown, outcome: DeliveryOutcome, trust: 'signed' | 'unverified' = 'signed') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const id = core.deliveries.append(
      { subscriptionId: 1, receivedAtMs: 5000, trust, headers: {}, body: Buffer.from(text) },
      outcome,
    );
    return () => {
      const kept = inspector.delivery(id);
      if (!kept) throw new Error('it is gone');
      return again(kept);
    };
  };
  return { ...core, keep, delivered, waitings: () => waiting, outcomeOf: () => inspector.delivery(1)?.outcome };
};

const wire = (id: number) => ({ changeType: 'InsertOrUpdate', data: upsert(id, 'A').raw });

it('applies only events that could not be parsed before', async () => {
  const { keep, apply, changes, assignments, delivered, outcomeOf } = start();
  apply(upsert(1, 'A'), pushed());
  const again = keep([wire(1), wire(2)], 'partly');
  expect(await again()).toEqual({ outcome: 'processed', applied: 1 });
  expect([changes.lastSeq(), assignments.get(2)?.seenAtMs, delivered.length, outcomeOf()]).toEqual([
    2,
    5000,
    1,
    'processed',
  ]);
  expect(await again()).toEqual({ outcome: 'processed', applied: 0 });
});

it('confirms unsigned events through the API, and skips events it still cannot parse', async () => {
  const { keep, changes, waitings } = start();
  expect(await keep(wire(1), 'unrecognised', 'unverified')()).toEqual({ outcome: 'waiting', applied: 0 });
  expect(await keep('not JSON', 'unrecognised')()).toEqual({ outcome: 'unrecognised', applied: 0 });
  expect([changes.lastSeq(), waitings()]).toEqual([0, 1]);
});

it('masks possible secrets', () => {
  expect(maskHeaders({ 'x-signature-256': 'sha256=abcdef', 'user-agent': 'Protime' })).toEqual({
    'x-signature-256': 'sha2… (13)',
    'user-agent': 'Protime',
  });
});
