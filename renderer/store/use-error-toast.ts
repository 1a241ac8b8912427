import { useCallback } from 'react';
import { useMessages, useToasts } from './context.ts';
import { problemOf } from './request-error.ts';

/** Returns a function that shows an error in a toast. */
export const useErrorToast = (): ((error: unknown) => void) => {
  const { common, problems } = useMessages();
  const show = useToasts((s) => s.show);
  return useCallback(
    (error) => {
      show({ text: common.failed, detail: problems[problemOf(error).code].title, tone: 'bad' });
    },
    [show, common, problems],
  );
};
