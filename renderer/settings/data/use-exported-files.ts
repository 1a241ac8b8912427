import type { ExportedFile } from '../../../shared/export.ts';
import { useApi, useExports, useMessages, useToasts } from '../../store/context.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { useRequest } from '../../store/use-request.ts';

/** Existing exported files, and a function to delete one. */
export const useExportedFiles = () => {
  const { data } = useMessages();
  const api = useApi();
  const show = useToasts((s) => s.show);
  const showError = useErrorToast();
  /** Read again when an export ends. */
  const state = useExports((s) => s.current?.state);
  const { data: files, refetch } = useRequest(() => api.call('export.files', undefined), [api, state], showError);
  const remove = ({ id, fileName }: ExportedFile) => {
    api.call('export.deleteFile', { id }).then(() => {
      show({ text: data.fileDeleted(fileName) });
      refetch();
    }, showError);
  };
  return { files, remove };
};
