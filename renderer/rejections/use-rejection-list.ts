import { useApi, useConnection, useRejections } from '../store/context.ts';
import { useRequest } from '../store/use-request.ts';

/** All rejections; read again with every change and when the connection is back. */
export const useRejectionList = () => {
  const api = useApi();
  const isUp = useConnection((s) => s.link === 'up');
  const revision = useRejections((s) => s.revision);
  const read = () => api.call('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] });
  return useRequest(isUp ? read : undefined, [api, revision]);
};
