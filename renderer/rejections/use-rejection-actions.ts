import { useMemo } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import { dayOf } from '../../shared/time.ts';
import { useApi, useLanguage, useMessages, useStores } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { copyText } from '../ui/copy-text.ts';
import { mailTextOfAll } from './mail-text.ts';
import { peopleNames } from './people-names.ts';

type Undoable = 'rejections.acknowledge' | 'rejections.reopen';

/** Actions on rejections. Most show a toast that names the people and can undo the action. */
export const useRejectionActions = (texts: Texts) => {
  const { rejections: words, common } = useMessages();
  const language = useLanguage();
  const api = useApi();
  const { toasts, navigation } = useStores();
  const showError = useErrorToast();

  return useMemo(() => {
    const { show } = toasts.getState();
    const named = (list: readonly Rejection[]) => peopleNames(list, texts, language);
    /** For a single rejection also the shift, because a person may have several. */
    const shiftOf = ([one, ...more]: readonly Rejection[]) =>
      one?.from && more.length === 0 ? { detail: texts.shiftText(one) } : {};
    const undoable = (text: string, list: readonly Rejection[], request: Undoable, inverse: Undoable) => {
      const ids = list.map(({ id }) => id);
      const undo = () => void api.call(inverse, { ids }).catch(showError);
      const toast = { text, ...shiftOf(list), durationMs: 10_000, action: { label: common.undo, run: undo } };
      api.call(request, { ids }).then(() => void show(toast), showError);
    };
    return {
      acknowledge: (list: readonly Rejection[]) => {
        const open = list.filter((r) => r.state === 'open');
        const text = words.acknowledged(open.length, named(open));
        if (open.length > 0) undoable(text, open, 'rejections.acknowledge', 'rejections.reopen');
      },
      reopen: (r: Rejection) =>
        undoable(words.reopened(1, named([r])), [r], 'rejections.reopen', 'rejections.acknowledge'),
      snooze: (r: Rejection, until: 'tomorrow' | 'change') => {
        const undo = () => void api.call('rejections.unsnooze', { ids: [r.id] }).catch(showError);
        const toast = { text: words.snoozed(named([r])), detail: words.snoozedHint, durationMs: 10_000 };
        api
          .call('rejections.snooze', { ids: [r.id], until })
          .then(() => void show({ ...toast, action: { label: common.undo, run: undo } }), showError);
      },
      unsnooze: ({ id }: Rejection) => void api.call('rejections.unsnooze', { ids: [id] }).catch(showError),
      copy: (list: readonly Rejection[]) => {
        const copied = { text: words.copied(list.length, named(list)), detail: words.copiedHint };
        void copyText(mailTextOfAll(list, texts)).then((worked) =>
          show(worked ? copied : { text: words.copyFailed, tone: 'bad' }),
        );
      },
      open: (r: Rejection) => navigation.getState().openAssignment(r.assignmentId, r.from || dayOf(Date.now())),
    };
  }, [api, toasts, navigation, showError, texts, language, words, common]);
};

export type RejectionActions = ReturnType<typeof useRejectionActions>;
