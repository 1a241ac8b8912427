import { useState } from 'react';
import { useErrorToast } from './use-error-toast.ts';

/** Runs the task of a button; `isBusy` while it runs. A failure is shown in a toast. */
export const useTask = () => {
  const showError = useErrorToast();
  const [isBusy, setIsBusy] = useState(false);
  const run = async (task: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    try {
      await task();
    } catch (error) {
      showError(error);
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, run };
};
