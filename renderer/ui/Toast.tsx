import { useEffect, useRef } from 'react';
import { useMessages } from '../store/context.ts';
import type { ToastEntry } from '../store/toast-store.ts';
import shared from '../styles/shared.module.css';
import { Button, IconButton } from './Button.tsx';
import styles from './Toast.module.css';

interface Props {
  toast: ToastEntry;
  onClose: () => void;
}

/** A message that closes itself; its timer is paused while the pointer or the focus is on it. */
export const Toast = ({ toast, onClose }: Props) => {
  const { text, detail, why, tone = 'plain', durationMs = 6000, action, onDrawn } = toast;
  const { common } = useMessages();
  const item = useRef<HTMLLIElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const drawn = useRef(onDrawn);

  useEffect(() => drawn.current?.(), []);

  useEffect(() => {
    let remainingMs = durationMs;
    const timer = setInterval(() => {
      if (item.current?.matches(':hover, :focus-within')) return;
      remainingMs -= 250;
      if (remainingMs <= 0) close.current();
    }, 250);
    return () => clearInterval(timer);
  }, [durationMs]);

  const act = () => {
    onClose();
    action?.run();
  };
  return (
    <li ref={item} className={styles.toast} data-tone={tone}>
      <div className={styles.text}>
        <strong>{text}</strong>
        {detail && <div className={shared.soft}>{detail}</div>}
        {why && <div className={shared.soft}>{why}</div>}
      </div>
      {action && (
        <Button variant="quiet" className={styles.action} onClick={act}>
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label={common.close} onClick={onClose} />
    </li>
  );
};
