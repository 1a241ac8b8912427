import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { ExportRequest, ExportState } from '../../shared/export.ts';

export interface ExportsState {
  /** The running export, else the last one; null when there was none, or when it was put away. */
  current: ExportState | null;
  /** The export that this window asked for: it alone fetches the file. */
  ownExportId: number | null;
  load: () => Promise<void>;
  apply: (state: ExportState) => void;
  start: (request: ExportRequest) => Promise<void>;
  cancel: () => Promise<void>;
  dismiss: () => void;
  /** The file was fetched: its address works one time only. */
  markFetched: () => void;
}

/** The export that runs, and what became of it. */
export const createExportStore = (api: PlannerApi) =>
  createStore<ExportsState>()((set, get) => {
    let dismissed = -1;
    const apply = (state: ExportState) => {
      if (state.id !== dismissed) set({ current: state });
    };
    return {
      current: null,
      ownExportId: null,
      load: async () => {
        const state = await api.call('export.state', undefined);
        // What ended before this window was opened is told in Settings.
        if (state?.state === 'running') apply(state);
      },
      apply,
      start: async (request) => {
        const state = await api.call('export.start', request);
        if (!state) return;
        set({ ownExportId: state.id });
        // A push of its end may have overtaken the answer.
        if (get().current?.id !== state.id) apply(state);
      },
      cancel: async () => {
        const { current } = get();
        if (current?.state === 'running') await api.call('export.cancel', { id: current.id });
      },
      dismiss: () => {
        dismissed = get().current?.id ?? dismissed;
        set({ current: null });
      },
      markFetched: () => set(({ current }) => ({ current: current && { ...current, download: null } })),
    };
  });
