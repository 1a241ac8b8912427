import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './ChipMenu.module.css';
import { Icon } from './icons.tsx';
import { useDismissal } from './use-dismissal.ts';

interface Props {
  /** Name of the filter, shown before the value. */
  label: string;
  /** Current value as text; undefined: none. */
  value: string | undefined;
  /** Rendered while open; `close` puts the focus back on the chip. */
  children: (close: () => void) => ReactNode;
}

/**
 * A filter button that opens a panel with choices. Escape and a click outside close it; the first control gets the focus.
 */
export const ChipMenu = ({ label, value, children }: Props) => {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const chip = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => {
    setIsOpen(false);
    chip.current?.focus();
  };

  useLayoutEffect(() => {
    if (!isOpen) return;
    panel.current?.querySelector<HTMLElement>('input:checked, [data-first], input, button')?.focus();
  }, [isOpen]);

  // After each choice, because the chip grows with its text and may move to the next line.
  useLayoutEffect(() => {
    if (panel.current) keepInWindow(panel.current);
  });

  useDismissal({ element: box, isOpen, onLeave: () => setIsOpen(false), onEscape: close });

  return (
    <div ref={box} className={styles.box}>
      <button
        ref={chip}
        type="button"
        className={styles.chip}
        data-chosen={value !== undefined || undefined}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span>{value === undefined ? label : `${label}:`}</span>
        {value !== undefined && <strong>{value}</strong>}
        <Icon name="down" size={12} />
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: role="group", not "menu": the content is ordinary form controls with their own keys
        <div ref={panel} id={id} role="group" aria-label={label} className={styles.panel}>
          {children(close)}
        </div>
      )}
    </div>
  );
};

/** Moves the panel to the left where it would extend beyond the window. */
const keepInWindow = (element: HTMLElement): void => {
  element.style.marginLeft = '';
  const overflowPx = element.getBoundingClientRect().right - (document.documentElement.clientWidth - 8);
  if (overflowPx > 0) element.style.marginLeft = `${-overflowPx}px`;
};
