import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './ChipMenu.module.css';
import { Icon } from './icons.tsx';

interface Props {
  /** What is chosen here; shown before the choice. */
  label: string;
  /** The choice in words; undefined: nothing is chosen. */
  value: string | undefined;
  /** Rendered while open; `close` puts the focus back on the chip. */
  children: (close: () => void) => ReactNode;
  onOpen?: () => void;
}

/** A condition that opens to its choices. Escape and a click beside it close it; the first control inside gets the focus. */
export const ChipMenu = ({ label, value, children, onOpen }: Props) => {
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
    const element = panel.current;
    if (!isOpen || !element) return;
    // Never beyond the window's right edge.
    const beyond = element.getBoundingClientRect().right - (document.documentElement.clientWidth - 8);
    if (beyond > 0) element.style.marginLeft = `${-beyond}px`;
    const first = element.querySelector<HTMLElement>('input:checked, [data-first], input, button');
    first?.focus();
  }, [isOpen]);

  useEffect(() => {
    if (!isOpen) return;
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and focus that come up from the controls inside
    <div
      ref={box}
      className={styles.box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        ref={chip}
        type="button"
        className={styles.chip}
        data-chosen={value !== undefined || undefined}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          if (!isOpen) onOpen?.();
          setIsOpen(!isOpen);
        }}
      >
        <span>{value === undefined ? label : `${label}:`}</span>
        {value !== undefined && <strong>{value}</strong>}
        <Icon name="down" size={12} />
      </button>
      {isOpen && (
        // A group, not a menu: what is inside are radio buttons, boxes and fields, with the keys of their own.
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be placed over the page in every browser
        <div ref={panel} id={id} role="group" aria-label={label} className={styles.panel}>
          {children(close)}
        </div>
      )}
    </div>
  );
};
