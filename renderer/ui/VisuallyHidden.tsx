import type { ReactNode } from 'react';
import shared from '../styles/shared.module.css';

/** For screen readers only. */
export const VisuallyHidden = ({ children }: { children: ReactNode }) => (
  <span className={shared.hidden}>{children}</span>
);
