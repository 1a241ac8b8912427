import { useMemo } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { dayOf } from '../../shared/time.ts';
import { useApi, useMessages, useStores } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { useTellFailure } from '../store/use-tell-failure.ts';
import { copyText } from '../ui/copy-text.ts';
import { mailTextOfAll } from './mail-text.ts';

/** What a planner can do about rejections. Acknowledging and reopening can each be undone by the toast that reports it. */
export const useRejectionActions = (texts: Texts) => {
  const { rejections: words, common } = useMessages();
  const api = useApi();
  const { toasts, navigation } = useStores();
  const tellFailure = useTellFailure();

  return useMemo(() => {
    const { show } = toasts.getState();
    const undoable = (request: 'rejections.acknowledge' | 'rejections.reopen', ids: number[], text: string) => {
      const back = request === 'rejections.acknowledge' ? 'rejections.reopen' : 'rejections.acknowledge';
      const undo = () => void api.call(back, { ids }).catch(tellFailure);
      return api
        .call(request, { ids })
        .then(() => void show({ text, durationMs: 10_000, action: { label: common.undo, run: undo } }), tellFailure);
    };
    return {
      acknowledge: (list: readonly Rejection[]) => {
        const ids = list.filter((r) => r.state === 'open').map((r) => r.id);
        if (ids.length > 0) void undoable('rejections.acknowledge', ids, words.acknowledged(ids.length));
      },
      reopen: ({ id }: Rejection) => void undoable('rejections.reopen', [id], words.reopened(1)),
      snooze: ({ id }: Rejection, until: 'tomorrow' | 'change') => {
        const undo = () => void api.call('rejections.wake', { ids: [id] }).catch(tellFailure);
        void api
          .call('rejections.snooze', { ids: [id], until })
          .then(
            () => void show({ text: words.snoozed, durationMs: 10_000, action: { label: common.undo, run: undo } }),
            tellFailure,
          );
      },
      wake: ({ id }: Rejection) => void api.call('rejections.wake', { ids: [id] }).catch(tellFailure),
      copy: (list: readonly Rejection[]) => {
        void copyText(mailTextOfAll(list, texts)).then((worked) =>
          show(worked ? { text: words.copied } : { text: words.copyFailed, tone: 'bad' }),
        );
      },
      open: (r: Rejection) => navigation.getState().openAssignment(r.assignmentId, r.from || dayOf(Date.now())),
    };
  }, [api, toasts, navigation, tellFailure, texts, words, common]);
};

export type RejectionActions = ReturnType<typeof useRejectionActions>;
