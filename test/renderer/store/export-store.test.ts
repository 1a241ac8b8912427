import { describe, expect, it } from 'vitest';
import { createExportStore } from '../../../renderer/store/export-store.ts';
import type { ExportState } from '../../../shared/export.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

const setup = () => {
  const planner = createFakePlanner({ people: 1 });
  const store = createExportStore(planner.bridge);
  planner.bridge.on('export.changed', (state) => store.getState().apply(state));
  return { planner, store, state: store.getState };
};
const exported = (change: Partial<ExportState>): ExportState => ({
  id: 1,
  state: 'running',
  format: 'csv',
  fileName: 'assignment-history.csv',
  written: 0,
  progress: 0,
  download: null,
  problem: null,
  ...change,
});

describe('an export', () => {
  it('belongs to the window that asked for it', async () => {
    const { planner, state } = setup();
    planner.push('export.changed', exported({ id: 7 }));
    expect([state().current?.id, state().ownExportId]).toEqual([7, null]);
    await state().start({ format: 'jsonl' });
    expect(state().ownExportId).toBe(state().current?.id);
  });

  it('is shown in Settings when it finished before the window opened', async () => {
    const { state } = setup();
    await state().start({ format: 'csv' });
    const later = setup();
    await later.state().load();
    expect(later.state().current).toBe(null);
  });

  it('is cancelled while it runs', async () => {
    const { planner, state } = setup();
    await state().start({ format: 'csv' });
    await state().cancel();
    expect(state().current?.state).toBe('cancelled');
    await state().cancel();
    expect(planner.calls.filter(({ name }) => name === 'export.cancel')).toHaveLength(1);
  });

  it('stays dismissed, and offers its download once', async () => {
    const { planner, state } = setup();
    await state().start({ format: 'csv' });
    const id = state().current?.id ?? 0;
    planner.push('export.changed', exported({ id, state: 'done', download: '/exports/once' }));
    state().markFetched();
    expect(state().current?.download).toBe(null);
    state().dismiss();
    planner.push('export.changed', exported({ id, state: 'done' }));
    expect(state().current).toBe(null);
    planner.push('export.changed', exported({ id: id + 1 }));
    expect(state().current?.id).toBe(id + 1);
  });
});
