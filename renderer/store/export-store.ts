import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { ExportRequest, ExportState } from '../../shared/export.ts';

export interface ExportsState {
  /** The running or last export; null when none, or dismissed. */
  current: ExportState | null;
  /** Id of the export started by this window; only this window downloads the file. */
  ownExportId: number | null;
  load: () => Promise<void>;
  apply: (state: ExportState) => void;
  start: (request: ExportRequest) => Promise<void>;
  cancel: () => Promise<void>;
  dismiss: () => void;
  /** Marks the file as downloaded; its URL is valid once. */
  markFetched: () => void;
}

/** State of the running or last export. */
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
        // Exports finished earlier are listed in Settings, not here.
        if (state?.state === 'running') apply(state);
      },
      apply,
      start: async (request) => {
        const state = await api.call('export.start', request);
        if (!state) return;
        set({ ownExportId: state.id });
        // The push that it ended may arrive before this response.
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
