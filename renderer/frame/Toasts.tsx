import { useEffect, useRef } from 'react';
import { useMessages, useToasts } from '../store/context.ts';
import type { ToastEntry } from '../store/toast-store.ts';
import { Toast } from '../ui/Toast.tsx';
import { useClickThrough } from '../ui/use-click-through.ts';
import styles from './Toasts.module.css';

/**
 * Toasts at the lower edge, next to the side panel; announced politely.
 * @param filter which toasts are shown; the others stay in the store.
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
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} onClose={() => dismiss(toast.id)} />
        ))}
      </ul>
    </section>
  );
};
