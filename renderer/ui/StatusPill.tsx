import styles from './StatusPill.module.css';

/** Shapes: good: a full disc; working: a turning ring; warning: a triangle; bad: a square; off: an empty ring. */
export type StatusTone = 'good' | 'working' | 'warning' | 'bad' | 'off';

interface Props {
  tone: StatusTone;
  text: string;
  title: string;
  onClick: () => void;
}

/** A button that shows a state by icon shape and text. */
export const StatusPill = ({ tone, text, title, onClick }: Props) => (
  <button type="button" className={styles.pill} data-tone={tone} title={title} onClick={onClick}>
    <svg className={styles.shape} aria-hidden="true" viewBox="0 0 12 12" width="12" height="12">
      {SHAPES[tone]}
    </svg>
    <span className={styles.text}>{text}</span>
  </button>
);

const SHAPES = {
  good: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  working: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="16 11" />,
  warning: <path d="M6 1.2 11.4 11H.6Z" fill="currentColor" />,
  bad: <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />,
  off: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
};
