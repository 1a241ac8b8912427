import { useRef, useState } from 'react';
import type { AccessReport } from '../../shared/contract.ts';
import { useApi } from '../store/context.ts';
import { problemOf } from '../store/request-error.ts';
import { whenSaved } from './pending-saves.ts';

/** Tests the stored credentials. Only the result of the latest test is used. */
export const useAccessTest = () => {
  const api = useApi();
  const latest = useRef(0);
  const [report, setReport] = useState<AccessReport>();
  const [isTesting, setIsTesting] = useState(false);

  const test = async (): Promise<void> => {
    latest.current += 1;
    const thisTest = latest.current;
    setIsTesting(true);
    await whenSaved(api);
    const answer = await api
      .call('settings.test', undefined)
      .catch((error: unknown): AccessReport => ({ ok: false, scopes: [], problem: problemOf(error) }));
    if (thisTest !== latest.current) return;
    setReport(answer);
    setIsTesting(false);
  };

  return { report, isTesting, test };
};
