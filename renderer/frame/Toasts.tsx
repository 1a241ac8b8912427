import { useEffect, useRef } from 'react';
import { useMessages, useToasts } from '../store/context.ts';
import type { ToastEntry } from '../store/toast-store.ts';
import { Toast } from '../ui/Toast.tsx';
import { useClickThrough } from '../ui/use-click-through.ts';
import styles from './Toasts.module.css';

/**
 * Toasts at the lower edge, next to the side panel; announced politely.
 * @param only filter; filtered toasts stay in the store.
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
