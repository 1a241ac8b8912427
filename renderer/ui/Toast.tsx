import { useEffect, useRef } from 'react';
import { Button, IconButton } from './Button.tsx';
import styles from './Toast.module.css';

interface Props {
  text: string;
  detail?: string | undefined;
  /** In small print. */
  why?: string | undefined;
  tone?: 'plain' | 'bad';
  closeLabel: string;
  /** How long it stays; not counted while the pointer or focus is on it. */
  durationMs: number;
  action?: { label: string; onAction: () => void } | undefined;
  /** Called once it is on the page. */
  onDrawn?: (() => void) | undefined;
  onClose: () => void;
}

/** A message that closes itself after `durationMs`, with at most one action. */
export const Toast = ({
  text,
  detail,
  why,
  tone = 'plain',
  closeLabel,
  durationMs,
  action,
  onDrawn,
  onClose,
}: Props) => {
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

  return (
    <li ref={item} className={styles.toast} data-tone={tone}>
      <div className={styles.text}>
        <strong>{text}</strong>
        {detail && <div className={styles.detail}>{detail}</div>}
        {why && <div className={styles.why}>{why}</div>}
      </div>
      {action && (
        <Button variant="quiet" className={styles.action} onClick={action.onAction}>
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label={closeLabel} onClick={onClose} />
    </li>
  );
};
