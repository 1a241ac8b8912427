import { useCallback, useEffect, useState } from 'react';
import type { ExportedFile } from '../../../shared/export.ts';
import { useApi, useExports, useMessages, useToasts } from '../../store/context.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';

/** Existing exported files, and a function to delete one. */
export const useExportedFiles = () => {
  const { data } = useMessages();
  const api = useApi();
  const show = useToasts((s) => s.show);
  const showError = useErrorToast();
  const state = useExports((s) => s.current?.state);
  const [files, setFiles] = useState<readonly ExportedFile[]>();
  const read = useCallback(() => {
    api.call('export.files', undefined).then(setFiles, showError);
  }, [api, showError]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reload when an export ends
  useEffect(read, [read, state]);
  const remove = ({ id, fileName }: ExportedFile) => {
    api.call('export.deleteFile', { id }).then(() => {
      show({ text: data.fileDeleted(fileName) });
      read();
    }, showError);
  };
  return { files, remove, read };
};
