import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useMessages } from '../store/context.ts';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';
import { usePressOutside } from './use-press-outside.ts';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The content has no focusable element; the body gets tabIndex 0 so that keys can scroll it. */
  isTextOnly?: boolean;
  /** The buttons below the content; the primary one is the last. */
  actions?: ReactNode;
}

/** A modal dialog. Escape, the close button and a click outside close it; focus returns to the opener. */
export const Dialog = ({ title, onClose, children, isTextOnly = false, actions }: Props) => {
  const ref = useRef<HTMLDialogElement>(null);
  const { common } = useMessages();
  const titleId = useId();

  // close() must run while the element is still attached, or the browser does not restore the focus.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Focus the main control instead of the close button.
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => dialog?.close();
  }, []);
  usePressOutside(ref, true, onClose);

  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.box}>
        <header className={styles.header}>
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label={common.close} onClick={onClose} />
        </header>
        {isTextOnly ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
          <section className={styles.body} tabIndex={0} aria-labelledby={titleId}>
            {children}
          </section>
        ) : (
          <div className={styles.body}>{children}</div>
        )}
        {actions && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  );
};
