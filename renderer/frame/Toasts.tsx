import { useEffect, useRef } from 'react';
import { useMessages, useToasts } from '../store/context.ts';
import type { ToastEntry } from '../store/toast-store.ts';
import { Toast } from '../ui/Toast.tsx';
import { useClickThrough } from '../ui/use-click-through.ts';
import styles from './Toasts.module.css';

/**
 * The messages of the moment, at the lower edge, beside the side panel and its buttons; announced politely.
 * @param only which of them; those left out wait until they are let in.
 */
export const Toasts = ({ filter }: { filter?: (toast: ToastEntry) => boolean }) => {
  const { common } = useMessages();
  const toasts = useToasts((s) => s.toasts).filter(filter ?? (() => true));
  const dismiss = useToasts((s) => s.dismiss);
  const setDrawn = useToasts((s) => s.setDrawn);
  const drawsAll = filter === undefined;
  useEffect(() => {
    setDrawn(drawsAll);
    return () => setDrawn(false);
  }, [setDrawn, drawsAll]);
  const list = useRef<HTMLUListElement>(null);
  useClickThrough(list, toasts.at(-1)?.id);
  return (
    <section aria-label={common.frame.messages} aria-live="polite" className={styles.place}>
      <ul ref={list} className={styles.list}>
        {toasts.map(({ id, text, detail, why, tone, durationMs, action, onDrawn }) => (
          <Toast
            key={id}
            text={text}
            detail={detail}
            why={why}
            tone={tone ?? 'plain'}
            closeLabel={common.close}
            durationMs={durationMs ?? 6000}
            action={
              action && {
                label: action.label,
                onAction: () => {
                  dismiss(id);
                  action.run();
                },
              }
            }
            onDrawn={onDrawn}
            onClose={() => dismiss(id)}
          />
        ))}
      </ul>
    </section>
  );
};
