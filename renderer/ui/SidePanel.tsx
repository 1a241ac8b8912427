import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useMessages } from '../store/context.ts';
import { IconButton } from './Button.tsx';
import styles from './SidePanel.module.css';

interface Props {
  title: ReactNode;
  subtitle?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** When it changes, focus moves to the title. */
  subject: string | number;
  /** Whether to focus the title when `subject` changes; true by default. */
  takesFocus?: boolean;
  actions?: ReactNode;
}

/** A non-modal side panel. Escape closes it. */
export const SidePanel = ({ title, subtitle, onClose, children, subject, takesFocus = true, actions }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { common } = useMessages();
  const titleId = useId();

  useEffect(() => {
    if (subject !== undefined && takesFocus) heading.current?.focus({ preventScroll: true });
  }, [subject, takesFocus]);

  return (
    <aside
      className={styles.panel}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles.header}>
        <div className={styles.titles}>
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        <IconButton icon="close" label={common.close} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-labelledby={titleId}>
        {children}
      </section>
      {actions && <footer className={styles.actions}>{actions}</footer>}
    </aside>
  );
};
