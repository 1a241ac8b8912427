import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';
import { usePressBeside } from './use-press-beside.ts';

interface Props {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
  /** Nothing in it takes the focus: then the text itself does, so that keys can scroll it. */
  isTextOnly?: boolean;
  /** The buttons below, the main one last. */
  actions?: ReactNode;
}

/** A modal question or explanation. Escape, the cross and a click beside it close it; focus returns to where it was. */
export const Dialog = ({ title, closeLabel, onClose, children, isTextOnly = false, actions }: Props) => {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Closed while it is still in the page: only then does the browser give the focus back to what opened it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // What the dialog is about, rather than the cross that closes it.
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => dialog?.close();
  }, []);
  usePressBeside(ref, true, onClose);

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
          <IconButton icon="close" label={closeLabel} onClick={onClose} />
        </header>
        {isTextOnly ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys, too
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
